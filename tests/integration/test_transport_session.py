"""How the transport connects: addresses, certificates, proxies, threads and kept connections."""

import gzip
import ssl
import threading
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.raw_server import RawServer, http
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.transport import Failure, Limits, Transport, checked_address

CERTIFICATES = Path(__file__).parents[1] / "data" / "tls"


def served_with(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize(
    "address",
    [
        "https://api.peakaccount.com/api/v1",
        "https://127.0.0.1:8443",
        "http://127.0.0.1:8000/api/v1/",
        "http://localhost:1",
        "http://[::1]:8000/api/v1",
    ],
)
def test_https_anywhere_and_http_on_this_computer_are_fine(address: str) -> None:
    assert checked_address(address).hostname


@pytest.mark.parametrize(
    "address",
    [
        "http://api.peakaccount.com/api/v1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://192.168.1.10:8000",
        "http://127.0.0.2:8000",
        "ftp://127.0.0.1",
        "https://",
        "https://[broken",
        "https://host:99999",
        "https://somebody:password@api.peakaccount.com",
        "https://api.peakaccount.com/api/v1?x=1",
        "api.peakaccount.com",
        "",
    ],
)
def test_any_other_address_is_refused_before_a_byte_leaves(address: str) -> None:
    with pytest.raises(Trouble) as caught:
        Transport(address, SystemClock())
    assert caught.value.problem.code is Code.INSECURE_ADDRESS
    assert "password" not in str(caught.value.problem)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("hello", ""),
        ("https://", ""),
        ("localhost:8000", ""),
        ("somebody:password@shop", ""),
        ("http://shop.example.com/link?key=password", "http://shop.example.com"),
    ],
)
def test_only_what_is_an_address_is_named_and_without_what_may_be_secret(
    address: str, shown: str
) -> None:
    with pytest.raises(Trouble) as caught:
        checked_address(address)
    assert caught.value.problem.params == {"address": shown}


def test_numbers_come_as_exact_decimals_also_packed_and_with_a_byte_order_mark() -> None:
    text = "\N{ZERO WIDTH NO-BREAK SPACE}" + '{"net": 107.10, "thai": "ไทย"}'
    packed = gzip.compress(text.encode())
    with RawServer(http(packed, headers="Content-Encoding: gzip")) as server:
        transport = Transport(server.url, SystemClock())
        reply = transport.call("GET", "/user", query={"code": "ใบ 1/ก&b"})
        transport.close()
    assert reply.json() == {"net": Decimal("107.10"), "thai": "ไทย"}
    assert (
        b"GET /api/v1/user?code=%E0%B9%83%E0%B8%9A%201%2F%E0%B8%81%26b HTTP" in server.requests[0]
    )


def test_an_answer_in_pieces_without_a_length_is_read_whole() -> None:
    pieces = (
        b"HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 03:00:00 GMT\r\n"
        b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n3\r\n 1}\r\n0\r\n\r\n'
    )
    with RawServer(pieces) as server:
        transport = Transport(server.url, SystemClock())
        reply = transport.call("GET", "/user")
        assert transport.call("GET", "/user").json() == {"a": 1}
        transport.close()
        assert server.connections == 1
    assert reply.json() == {"a": 1}
    assert reply.date == "Mon, 23 Nov 2026 03:00:00 GMT"


def test_one_thread_keeps_one_connection_and_another_thread_has_its_own() -> None:
    with RawServer(http(b"{}")) as server:
        transport = Transport(server.url, SystemClock())
        for _ in range(3):
            transport.call("GET", "/user")
        assert server.connections == 1
        thread = threading.Thread(target=transport.call, args=("GET", "/user"))
        thread.start()
        thread.join()
        transport.close()
        assert server.connections == 2


@pytest.mark.parametrize("asleep", [False, True], ids=["idle", "asleep"])
def test_a_connection_that_has_rested_too_long_is_not_used_again(asleep: bool) -> None:
    clock = FakeClock()
    with RawServer(http(b"{}")) as server:
        transport = Transport(server.url, clock)
        transport.call("GET", "/user")
        clock.advance(29)
        transport.call("GET", "/user")
        assert server.connections == 1
        # The monotonic clock stands still while a computer sleeps.
        if asleep:
            clock.jump(timedelta(seconds=31))
        else:
            clock.advance(31)
        transport.call("GET", "/user")
        transport.close()
        assert server.connections == 2


def test_cookies_are_never_sent_back() -> None:
    with RawServer(http(b"{}", headers="Set-Cookie: a=b; Path=/")) as server:
        transport = Transport(server.url, SystemClock())
        transport.call("GET", "/user")
        transport.call("GET", "/user")
        transport.close()
    assert b"cookie" not in server.requests[1].lower()


def test_the_computers_proxy_is_never_used_for_the_computer_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with RawServer(http(b"{}")) as server:
        transport = Transport(server.url, SystemClock())
        assert transport.call("GET", "/user").status == 200
        transport.close()


def test_a_proxy_that_refuses_has_got_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        transport = Transport("https://api.peak.invalid/api/v1", SystemClock())
        with pytest.raises(Failure) as caught:
            transport.call("POST", "/receipts", headers={"User-Token": "canary"}, body=b"canary")
        transport.close()
    assert (caught.value.code, caught.value.sent) == (Code.PEAK_UNREACHABLE, False)
    assert proxy.requests[0].startswith(b"CONNECT api.peak.invalid:443")
    assert b"canary" not in proxy.requests[0]


def test_foreign_certificates_from_the_environment_are_not_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ca_file = CERTIFICATES / "loopback.pem"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca_file))
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    with RawServer(http(b"{}"), tls=served_with(ca_file)) as server:
        transport = Transport(server.url, SystemClock(), Limits(connect=2, read=2, total=4))
        with pytest.raises(Failure) as caught:
            transport.call("POST", "/receipts", body=b"{}")
        transport.close()
    assert (caught.value.code, caught.value.sent) == (Code.TLS_UNTRUSTED, False)
    assert caught.value.params["reason"]
    assert server.requests == []


def test_a_certificate_for_another_host_is_not_trusted() -> None:
    ca_file = CERTIFICATES / "elsewhere.pem"
    with RawServer(http(b"{}"), tls=served_with(ca_file)) as server:
        transport = Transport(server.url, SystemClock(), ca_file=str(ca_file))
        with pytest.raises(Failure) as caught:
            transport.call("POST", "/receipts", body=b"{}")
        transport.close()
    assert (caught.value.code, caught.value.sent) == (Code.TLS_UNTRUSTED, False)
    assert server.requests == []


def test_a_trusted_certificate_whose_time_is_over_gets_no_byte() -> None:
    ca_file = CERTIFICATES / "expired.pem"
    with RawServer(http(b"{}"), tls=served_with(ca_file)) as server:
        transport = Transport(server.url, SystemClock(), ca_file=str(ca_file))
        with pytest.raises(Failure) as caught:
            transport.call("POST", "/receipts", body=b"canary")
        transport.close()
    assert (caught.value.code, caught.value.sent) == (Code.TLS_UNTRUSTED, False)
    assert "expired" in caught.value.params["reason"]
    assert server.requests == []


def moved(status: int, url: str) -> bytes:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("from_tls", [True, False], ids=["https to http", "to another host"])
def test_a_redirect_leads_nothing_to_another_place(
    method: str, status: int, *, from_tls: bool
) -> None:
    ca_file = CERTIFICATES / "loopback.pem"
    tls = served_with(ca_file) if from_tls else None
    with RawServer(http(b"{}")) as other:
        there = f"http://localhost:{other.port}/api/v1/receipts"
        with RawServer(moved(status, there), tls=tls) as server:
            transport = Transport(server.url, SystemClock(), ca_file=str(ca_file))
            body = b"canary" if method == "POST" else None
            secret = {"User-Token": "canary"}
            reply = transport.call(method, "/receipts", headers=secret, body=body)
            transport.close()
    assert reply.status == status
    assert len(server.requests) == 1
    assert (other.connections, other.requests) == (0, [])


def test_a_trusted_certificate_for_the_right_host_is_fine() -> None:
    ca_file = CERTIFICATES / "loopback.pem"
    with RawServer(http(b'{"a": 1}'), tls=served_with(ca_file)) as server:
        transport = Transport(server.url, SystemClock(), ca_file=str(ca_file))
        assert transport.call("POST", "/receipts", body=b"{}").json() == {"a": 1}
        assert transport.call("POST", "/receipts", body=b"{}").json() == {"a": 1}
        transport.close()
        assert server.connections == 1


def test_a_server_that_speaks_plain_http_where_tls_belongs_gets_nothing() -> None:
    with RawServer(http(b"{}")) as server:
        limits = Limits(connect=0.3, read=0.3, total=0.6)
        transport = Transport(server.url.replace("http:", "https:"), SystemClock(), limits)
        with pytest.raises(Failure) as caught:
            transport.call("POST", "/receipts", body=b"canary")
        transport.close()
    assert not caught.value.sent
    assert server.requests == []
