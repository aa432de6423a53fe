"""The hardened HTTP session that ``peak`` and ``shop`` share; only this module knows requests.

It makes one attempt, follows nothing, trusts certifi's certificates only, and says of every
failure whether the request had surely not left. Whether to try again is the caller's question.
"""

import errno
import http.client
import io
import selectors
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import SplitResult, quote, urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import msgspec
import requests
import urllib3
from requests.adapters import DEFAULT_CA_BUNDLE_PATH, HTTPAdapter
from requests.hooks import default_hooks
from requests.structures import CaseInsensitiveDict

from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.domain.settings import is_loopback
from xpeak_desktop.ports import Clock

CA_FILE: Final[str] = DEFAULT_CA_BUNDLE_PATH
"""The authorities whose certificates are trusted."""

_NO_ROUTE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_PIECE: Final = 65_536
_LOOK_AT_STOP: Final = 0.2
_READ_JSON: Final = msgspec.json.Decoder(float_hook=Decimal).decode


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds) and how much (bytes, inflated) one request may take.

    ``connect`` covers all addresses of a host and the TLS handshake, ``read`` one wait for bytes,
    ``total`` the whole call; a pooled connection idle for longer than ``idle`` is dropped.
    """

    connect: float = 10
    read: float = 30
    total: float = 60
    largest: int = 10_000_000
    idle: float = 30


class Failure(Exception):  # noqa: N818  (it is the other side's, not a bug of ours)
    """No usable answer came. ``sent`` is false only if surely no byte of the request had left.

    ``code`` is OFFLINE, PEAK_UNREACHABLE, TLS_UNTRUSTED or PEAK_ODD_ANSWER; a shop's link reads
    them as its own. ``params`` are display-ready and hold no secret.
    """

    def __init__(self, code: Code, params: Mapping[str, str], *, sent: bool) -> None:
        super().__init__(f"{code.value}, {'sent' if sent else 'not sent'}")
        self.code = code
        self.params = params
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer of any status, read whole and inflated. ``date`` is its ``Date`` header."""

    status: int
    date: str
    body: bytes

    def json(self) -> Any:
        """Parse the body, fractions as exact ``Decimal``; raises ``Failure`` (PEAK_ODD_ANSWER)."""
        try:
            return _READ_JSON(self.body.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, RecursionError, ArithmeticError, ValueError) as error:
            raise _odd("not_json", self.status) from error


def checked_address(url: str) -> SplitResult:
    """Accept https, and http on this computer only; raises ``Trouble`` (INSECURE_ADDRESS).

    PEAK's signature covers the time stamp alone, so TLS is all that protects the body.
    """
    try:
        parts = urlsplit(url.strip().rstrip("/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise trouble(Code.INSECURE_ADDRESS, address="") from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if not (safe and plain and host and port != 0):
        # What is no address at all may be anything, a key in the wrong field too: it is not named.
        address = f"{parts.scheme}://{host}" if parts.scheme and host else ""
        raise trouble(Code.INSECURE_ADDRESS, address=address)
    return parts


class Transport:
    """Calls below one base address, one session per thread. ``call`` raises ``Failure``."""

    def __init__(
        self, base_url: str, clock: Clock, limits: Limits | None = None, ca_file: str = ""
    ) -> None:
        parts = checked_address(base_url)
        self._base = parts.geturl()
        self._host = parts.hostname or ""
        self._clock = clock
        self._limits = limits or Limits()
        # Built once: loading the certificates costs more than a request does.
        self._tls = _tls_context(ca_file or CA_FILE) if parts.scheme == "https" else None
        self._own = threading.local()
        self._sessions: dict[threading.Thread, requests.Session] = {}
        self._lock = threading.Lock()

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        stop: threading.Event | None = None,
    ) -> Reply:
        """Make exactly one request and read its whole answer, whatever the HTTP status.

        ``stop`` ends the wait for the answer at once, as a failure like any other; give it only
        where an answer that nobody hears changes nothing.
        """
        session = self._session()
        url = f"{self._base}{path}?{urlencode(query, quote_via=quote)}" if query else None
        request = _prepare(method, url or self._base + path, headers or {}, body)
        _now.attempt = attempt = _Attempt(self._clock, self._limits, stop)
        try:
            response = session.send(
                request,
                stream=True,
                timeout=(self._limits.connect, self._limits.read),
                proxies=self._own.proxies,
            )
            reply = _read(response, self._limits.largest)
        except _FOREIGN as error:
            self._forget()
            raise self._failure(error, attempt) from error
        finally:
            self._own.used = self._clock.monotonic()
        return reply

    def close(self) -> None:
        """Drop every connection of every thread; a later call makes new ones."""
        with self._lock:
            sessions = list(self._sessions.values())
        for session in sessions:
            session.close()

    def _session(self) -> requests.Session:
        own = self._own
        session: requests.Session | None = getattr(own, "session", None)
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        if session is None:
            session = own.session = self._new_session()
            own.wall = wall
            self._choose_proxies()
        # The wall clock as well: the other one stands still while the computer sleeps.
        elif max(monotonic - own.used, abs((wall - own.wall).total_seconds())) > self._limits.idle:
            self._forget()
        own.wall = wall
        return session

    def _new_session(self) -> requests.Session:
        session = _Session(self._tls)
        with self._lock:
            for thread in [one for one in self._sessions if not one.is_alive()]:
                self._sessions.pop(thread).close()
            self._sessions[threading.current_thread()] = session
        return session

    def _forget(self) -> None:
        """Start afresh: connections may be dead, and the computer may be on another network."""
        self._own.session.close()
        self._choose_proxies()

    def _choose_proxies(self) -> None:
        """Honour the computer's proxy on purpose, never for this computer itself."""
        local = is_loopback(self._host) or proxy_bypass(self._host)
        self._own.proxies = {} if local else getproxies()

    def _failure(self, error: Exception, attempt: "_Attempt") -> Failure:
        if isinstance(error, Failure):
            return error
        causes = tuple(_causes(error))
        params = {"host": self._host}
        if attempt.left:
            network = any(isinstance(one, OSError) for one in causes)
            code = Code.PEAK_UNREACHABLE if network else Code.PEAK_ODD_ANSWER
            return Failure(code, params, sent=True)
        if any(
            isinstance(one, socket.gaierror) or getattr(one, "errno", None) in _NO_ROUTE
            for one in causes
        ):
            return Failure(Code.OFFLINE, params, sent=False)
        for one in causes:
            if isinstance(one, ssl.SSLError) and not isinstance(one, _TLS_CUT):
                reason = getattr(one, "verify_message", "") or one.reason or ""
                return Failure(Code.TLS_UNTRUSTED, {**params, "reason": reason}, sent=False)
        return Failure(Code.PEAK_UNREACHABLE, params, sent=False)


_FOREIGN: Final = (
    Failure,
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
_TLS_CUT: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Unwrap what requests and urllib3 have wrapped; requests' own are OSErrors by name only."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        if not isinstance(one, requests.RequestException):
            yield one
        waiting += [one.__cause__, one.__context__]
        reason = getattr(one, "reason", None)
        waiting += [inner for inner in (reason, *one.args) if isinstance(inner, BaseException)]


def _odd(why: str, status: int) -> Failure:
    return Failure(Code.PEAK_ODD_ANSWER, {"why": why, "status": str(status)}, sent=True)


# ------------------------------------------------------------------- reading an answer


def _read(response: requests.Response, largest: int) -> Reply:
    raw, headers = response.raw, response.headers
    length = headers.get("Content-Length", "")
    known = length.isascii() and length.isdigit()
    if known and int(length) > largest:
        response.close()
        raise _odd("too_big", response.status_code)
    body = raw.read(decode_content=False) if known else b"".join(_pieces(response, largest))
    packing = headers.get("Content-Encoding", "")
    if packing and packing.lower() != "identity":
        body = _inflate(body, largest, response.status_code)
    return Reply(response.status_code, headers.get("Date", ""), body)


def _pieces(response: requests.Response, largest: int) -> Iterator[bytes]:
    size = 0
    while piece := response.raw.read(_PIECE, decode_content=False):
        size += len(piece)
        if size > largest:
            response.close()
            raise _odd("too_big", response.status_code)
        yield piece


def _inflate(body: bytes, largest: int, status: int) -> bytes:
    """Unpack gzip or deflate, stopping at the limit: a small body can hold gigabytes."""
    unpacker = zlib.decompressobj(wbits=47)
    try:
        plain = unpacker.decompress(body, largest + 1)
    except zlib.error as error:
        raise _odd("not_inflatable", status) from error
    if len(plain) > largest or not unpacker.eof:
        raise _odd("too_big" if len(plain) > largest else "truncated", status)
    return plain


# ------------------------------------------------------------------- sending a request


def _prepare(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None
) -> requests.PreparedRequest:
    """Fill in a request by hand: requests' own way re-reads settings that never change here."""
    request = requests.PreparedRequest()
    request.method = method
    request.url = url
    request.headers = CaseInsensitiveDict(headers)
    request.headers["Accept"] = "application/json"
    request.headers["Accept-Encoding"] = "gzip"
    request.headers["User-Agent"] = "xpeak-desktop"
    if body is not None:
        request.headers["Content-Type"] = "application/json"
        request.headers["Content-Length"] = str(len(body))
    request.body = body
    request.hooks = default_hooks()
    return request


def _tls_context(ca_file: str) -> ssl.SSLContext:
    # Made by hand: the ready-made ones read further certificates and a key log's name from the
    # environment.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=ca_file)
    return context


class _Session(requests.Session):
    def __init__(self, tls: ssl.SSLContext | None) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        self.mount("https://" if tls else "http://", _Adapter(tls))

    def get_redirect_target(self, _resp: requests.Response) -> str | None:
        """Follow nothing, and do not read a redirect's body without the limits either."""
        return None


class _Adapter(HTTPAdapter):
    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self._pool_options: dict[str, Any] = {"ssl_context": tls} if tls else {}
        self._direct: Any = None
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **options: Any
    ) -> None:
        super().init_poolmanager(connections, maxsize, block, **options, **self._pool_options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options, **self._pool_options)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """Keep the one pool that the one base address needs, instead of parsing it each time."""
        if proxies:
            return super().get_connection_with_tls_context(request, verify, proxies, cert)
        if self._direct is None:
            self._direct = super().get_connection_with_tls_context(request, verify, {}, cert)
        return self._direct

    def close(self) -> None:
        super().close()
        self._direct = None

    def cert_verify(self, *_args: Any, **_options: Any) -> None:
        """Leave the checking to our context, which demands it and has its certificates."""


# ------------------------------------------------------------------- the deadline


class _Attempt:
    """One call under way: when it must end, and whether any of it may have left."""

    __slots__ = ("clock", "ends", "left", "limits", "stop")

    def __init__(self, clock: Clock, limits: Limits, stop: threading.Event | None) -> None:
        self.stop = stop
        self.clock = clock
        self.limits = limits
        self.ends = clock.monotonic() + limits.total
        self.left = False

    def at_most(self, seconds: float) -> float:
        """Shorten a wait to what the deadline leaves; raises TimeoutError when nothing is left."""
        rest = self.ends - self.clock.monotonic()
        if rest <= 0:
            raise TimeoutError("the call's time is over")
        return min(seconds, rest)

    def wait_for_bytes(self, sock: socket.socket) -> None:
        """Wait until there is something to read, unless a person asks to stop meanwhile."""
        if self.stop is None or (isinstance(sock, ssl.SSLSocket) and sock.pending()):
            return
        left = self.at_most(self.limits.read)
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_READ)
            while not selector.select(min(left, _LOOK_AT_STOP)):
                left -= _LOOK_AT_STOP
                if self.stop.is_set():
                    raise TimeoutError("nobody waits for the answer any more")
                if left <= 0:
                    raise TimeoutError("no bytes in time")


class _Now(threading.local):
    attempt: _Attempt


_now: Final = _Now()


class _TimedSocket(io.RawIOBase):
    """The reading side of a socket; each wait ends at the call's deadline.

    requests' own read limit starts again with every byte that trickles in.
    """

    def __init__(self, sock: socket.socket, raw: io.RawIOBase) -> None:
        super().__init__()
        self._sock = sock
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        attempt = _now.attempt
        attempt.wait_for_bytes(self._sock)
        self._sock.settimeout(attempt.at_most(attempt.limits.read))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_TimedSocket(sock, raw))


class _PlainConnection(urllib3.connection.HTTPConnection):
    """What ours adds to urllib3's: the deadline, and knowing what has left."""

    response_class = _TimedResponse

    def connect(self) -> None:
        try:
            super().connect()
        finally:
            # What a proxy was asked is not the request.
            _now.attempt.left = False

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        _now.attempt.left = True
        super().send(data)

    def _new_conn(self) -> socket.socket:
        try:
            return _connect(self._dns_host, self.port)
        except OSError as error:
            raise urllib3.exceptions.NewConnectionError(self, str(error)) from error


class _TlsConnection(_PlainConnection, urllib3.connection.HTTPSConnection):
    pass


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


_POOLS: Final[dict[str, Any]] = {"http": _PlainPool, "https": _TlsPool}


def _connect(host: str, port: int) -> socket.socket:
    """Try a host's addresses in turn, each with its share of the connect limit.

    Otherwise a broken IPv6 uses up the time in which IPv4 would have answered.
    """
    attempt = _now.attempt
    ends = attempt.clock.monotonic() + attempt.at_most(attempt.limits.connect)
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    last: OSError = TimeoutError("no address answered in time")
    for place, (family, kind, protocol, _, address) in enumerate(addresses):
        rest = ends - attempt.clock.monotonic()
        if rest <= 0:
            break
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(rest / (len(addresses) - place))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # The handshake that may follow has what is left of the same limit.
            sock.settimeout(max(ends - attempt.clock.monotonic(), 0.1))
        except OSError as error:
            sock.close()
            last = error
        else:
            return sock
    raise last
