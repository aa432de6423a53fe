"""A small, quick HTTP/1.1 server on loopback: keep-alive, no Nagle, one write per answer.

The library's own request handler parses every header with the e-mail package, which costs more
than all the rest of a practice call; this one splits lines.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import socketserver
import threading
import time
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote

from xpeak_desktop.sandbox.exchange import Exchange

logger = logging.getLogger(__name__)

_LONGEST_LINE = 65_536
_MOST_HEADERS = 100
_LARGEST_BODY = 32 * 1024 * 1024

Application = Callable[[Exchange], None]
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=float, check_circular=False
).encode


class BadRequestError(Exception):
    """Something that is not the HTTP this server speaks; answered with the status it carries."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class Listener(ThreadingHTTPServer):
    """Accept connections on 127.0.0.1 and give each a thread of its own."""

    daemon_threads = True
    # On Windows that option would let another program take the same port.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 128

    def __init__(self, port: int, application: Application, clock: Callable[[], float]) -> None:
        self.application = application
        self.clock = clock
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        self._dated: tuple[int, str] = (0, "")
        super().__init__(("127.0.0.1", port), _Connection)

    def server_bind(self) -> None:
        """Bind without the base class's look-up of this computer's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Note a broken connection quietly: clients that vanish are part of the practice."""
        self.closed(request)
        logger.debug("connection from %s ended with an error", client_address)

    def opened(self, connection: socket.socket) -> None:
        """Remember a connection, to be able to close it at the end."""
        with self._open_lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self._open_lock:
            self._open.discard(connection)

    def close_connections(self) -> None:
        """End all conversations, so that clients notice at once that nobody listens."""
        with self._open_lock:
            still_open = list(self._open)
        for connection in still_open:
            _shut(connection)

    def date_header(self) -> str:
        """Give the Date header's value, formatted once a second."""
        now = int(self.clock())
        if self._dated[0] != now:
            self._dated = (now, formatdate(now, usegmt=True))
        return self._dated[1]


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Listener

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.request)

    def finish(self) -> None:
        self.server.closed(self.request)
        super().finish()

    def handle(self) -> None:
        try:
            while self._one_request():
                pass
        except BadRequestError as error:
            self._send(error.status, b"", "text/plain", keep=False)
        except OSError:
            logger.debug("the client went away", exc_info=True)

    def _one_request(self) -> bool:
        line = self.rfile.readline(_LONGEST_LINE + 1)
        if not line:
            return False
        method, target, version = _request_line(line)
        headers = self._headers()
        raw = self._body(headers)
        connection = headers.get("connection", "").lower()
        keep = "close" not in connection and (version == "HTTP/1.1" or "keep-alive" in connection)
        exchange = _exchange(method, target, headers, raw)
        self._apply(exchange)
        return self._answer(exchange, keep=keep)

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for _ in range(_MOST_HEADERS + 1):
            line = self.rfile.readline(_LONGEST_LINE + 1)
            if line in (b"\r\n", b"\n"):
                return headers
            name, colon, value = line.partition(b":")
            if not colon or len(line) > _LONGEST_LINE:
                raise BadRequestError(400)
            headers[name.decode("latin-1").lower()] = value.decode("latin-1").strip()
        raise BadRequestError(431)

    def _body(self, headers: dict[str, str]) -> bytes:
        if "transfer-encoding" in headers:
            raise BadRequestError(411)
        length_text = headers.get("content-length", "0")
        if not (length_text.isascii() and length_text.isdigit()):
            raise BadRequestError(400)
        length = int(length_text)
        if length > _LARGEST_BODY:
            raise BadRequestError(413)
        if length == 0:
            return b""
        if headers.get("expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        raw = self.rfile.read(length)
        if len(raw) < length:
            raise ConnectionResetError("the client stopped in the middle of its body")
        return raw

    def _apply(self, exchange: Exchange) -> None:
        try:
            self.server.application(exchange)
        except Exception:
            logger.exception("the practice server failed at %s", exchange.name)
            exchange.hang_up, exchange.cut_after = False, None
            exchange.reply({"message": "the practice server failed"}, status=500)

    def _answer(self, exchange: Exchange, *, keep: bool) -> bool:
        if exchange.hang_up:
            _shut(self.request)
            return False
        body = exchange.text
        if body is None:
            body = _encode(exchange.answer or {}).encode("utf-8", "replace")
        if exchange.cut_after is not None:
            self._send(exchange.status, body, exchange.content_type, cut=exchange.cut_after)
            _shut(self.request)
            return False
        if exchange.slowly:
            self._send(exchange.status, body, exchange.content_type, cut=0)
            self._drip(body, exchange.slowly)
            return False
        self._send(exchange.status, body, exchange.content_type, keep=keep)
        return keep

    def _drip(self, body: bytes, seconds: float) -> None:
        pause = seconds / max(len(body), 1)
        for place in range(len(body)):
            time.sleep(pause)
            self.wfile.write(body[place : place + 1])

    def _send(
        self, status: int, body: bytes, kind: str, *, keep: bool = True, cut: int | None = None
    ) -> None:
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            f"Date: {self.server.date_header()}\r\n"
            f"Content-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\n"
            f"{'' if keep else 'Connection: close' + chr(13) + chr(10)}\r\n"
        )
        self.wfile.write(head.encode("latin-1") + body[:cut])


def _request_line(line: bytes) -> tuple[str, str, str]:
    parts = line.decode("latin-1").split()
    if len(parts) != 3 or not parts[2].startswith("HTTP/1.") or len(line) > _LONGEST_LINE:
        raise BadRequestError(400)
    return parts[0], parts[1], parts[2]


def _exchange(method: str, target: str, headers: dict[str, str], raw: bytes) -> Exchange:
    path, _, query_text = target.partition("?")
    if "%" in path:
        path = unquote(path)
    query: dict[str, str] = {}
    if query_text:
        try:
            pairs = parse_qsl(query_text, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            raise BadRequestError(400) from None
        query = {key.lower(): value for key, value in pairs}
    return Exchange(method, path.lower().rstrip("/"), query, headers, raw)


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        logger.debug("the connection was already gone", exc_info=True)


def serve(listener: Listener) -> threading.Thread:
    """Run a listener in a daemon thread of its own."""
    thread = threading.Thread(
        target=listener.serve_forever,
        kwargs={"poll_interval": 0.02},
        name=f"practice-server-{int(time.monotonic())}",
        daemon=True,
    )
    thread.start()
    return thread
