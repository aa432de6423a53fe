"""What the transport says of everything that can go wrong on the way."""

import gzip
import socket
import threading
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.raw_server import RawServer, free_port, http, saying
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.transport import Failure, Limits, Transport

SHORT = Limits(connect=0.3, read=0.2, total=0.25, largest=20_000, idle=30)


@pytest.fixture
def open_transports() -> Iterator[list[Transport]]:
    made: list[Transport] = []
    yield made
    for transport in made:
        transport.close()


def reach(made: list[Transport], url: str, limits: Limits = SHORT) -> Transport:
    transport = Transport(url, SystemClock(), limits)
    made.append(transport)
    return transport


def failure_of(transport: Transport, body: bytes = b'{"a":1}') -> Failure:
    with pytest.raises(Failure) as caught:
        transport.call("POST", "/receipts", body=body).json()
    return caught.value


def test_a_refused_connection_was_surely_not_sent(open_transports: list[Transport]) -> None:
    failure = failure_of(reach(open_transports, f"http://127.0.0.1:{free_port()}"))
    assert (failure.code, failure.sent) == (Code.PEAK_UNREACHABLE, False)


def test_an_unknown_name_means_offline_and_not_sent(
    open_transports: list[Transport], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_names(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    transport = reach(open_transports, "https://api.peak.invalid/api/v1")
    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    failure = failure_of(transport)
    assert (failure.code, failure.sent) == (Code.OFFLINE, False)


def test_a_network_without_a_route_means_offline(
    open_transports: list[Transport], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_route(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    transport = reach(open_transports, "http://127.0.0.1:9")
    monkeypatch.setattr(socket.socket, "connect", no_route)
    failure = failure_of(transport)
    assert (failure.code, failure.sent) == (Code.OFFLINE, False)


def test_a_connection_that_is_never_accepted_was_not_sent(
    open_transports: list[Transport], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise TimeoutError("timed out")

    transport = reach(open_transports, "http://127.0.0.1:9")
    monkeypatch.setattr(socket.socket, "connect", never)
    failure = failure_of(transport)
    assert (failure.code, failure.sent) == (Code.PEAK_UNREACHABLE, False)


def test_a_dead_first_address_leaves_time_for_the_second(
    open_transports: list[Transport], monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer(http(b"{}")) as server:
        real = socket.socket.connect
        waits: list[float | None] = []

        def dead_first(self: socket.socket, address: tuple[str, int]) -> None:
            waits.append(self.gettimeout())
            if len(waits) == 1:
                raise TimeoutError("timed out")
            real(self, address)

        place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))
        transport = reach(open_transports, server.url)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [place, place])
        monkeypatch.setattr(socket.socket, "connect", dead_first)
        assert transport.call("GET", "/user").status == 200
        assert waits[0] is not None
        assert waits[0] <= SHORT.connect / 2


def test_silence_after_sending_leaves_the_outcome_unknown(
    open_transports: list[Transport],
) -> None:
    with RawServer(saying()) as server:
        failure = failure_of(reach(open_transports, server.url))
        assert (failure.code, failure.sent) == (Code.PEAK_UNREACHABLE, True)
        assert len(server.requests) == 1


def trickle(connection: socket.socket, start: bytes) -> None:
    connection.sendall(start)
    pause = threading.Event()
    for _ in range(100):
        pause.wait(0.05)
        connection.sendall(b"x")


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
    ],
    ids=["in the headers", "in the body", "in a body without a length"],
)
def test_an_answer_that_trickles_in_ends_at_the_deadline(
    open_transports: list[Transport], start: bytes
) -> None:
    with RawServer(lambda connection: trickle(connection, start)) as server:
        clock = SystemClock()
        began = clock.monotonic()
        failure = failure_of(reach(open_transports, server.url))
        assert clock.monotonic() - began < SHORT.total + 1
        assert (failure.code, failure.sent) == (Code.PEAK_UNREACHABLE, True)


def test_a_hang_up_without_an_answer_is_unknown_and_nothing_is_sent_again(
    open_transports: list[Transport],
) -> None:
    with RawServer(None) as server:
        failure = failure_of(reach(open_transports, server.url))
        assert (failure.code, failure.sent) == (Code.PEAK_UNREACHABLE, True)
        assert len(server.requests) == 1


def test_a_kept_connection_that_dies_before_the_answer_is_never_sent_again(
    open_transports: list[Transport],
) -> None:
    with RawServer(http(b"{}"), None, http(b"{}")) as server:
        transport = reach(open_transports, server.url)
        transport.call("POST", "/receipts", body=b"{}")
        failure = failure_of(transport)
        assert failure.sent
        assert len(server.requests) == 2


def test_a_body_cut_short_is_an_odd_answer(open_transports: list[Transport]) -> None:
    def cut(connection: socket.socket) -> None:
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"Peak')
        connection.shutdown(socket.SHUT_RDWR)

    with RawServer(cut) as server:
        failure = failure_of(reach(open_transports, server.url))
        assert (failure.code, failure.sent) == (Code.PEAK_ODD_ANSWER, True)


@pytest.mark.parametrize(
    "answer",
    [
        http(b"<html>please log in</html>", headers="Content-Type: text/html"),
        http(b'{"a": NaN}'),
        http(b'{"a": '),
        http(b""),
        http(b"[" * 15_000),
        http(b'{"a": "\xff"}'),
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        http(b"not gzip", headers="Content-Encoding: gzip"),
        http(gzip.compress(b'{"a": 1}')[:-9], headers="Content-Encoding: gzip"),
    ],
    ids=["html", "nan", "half", "empty", "deep", "not utf-8", "not http", "not gzip", "cut gzip"],
)
def test_an_answer_that_is_not_json_is_odd(open_transports: list[Transport], answer: bytes) -> None:
    def once(connection: socket.socket) -> None:
        connection.sendall(answer)
        connection.shutdown(socket.SHUT_RDWR)

    with RawServer(once) as server:
        failure = failure_of(reach(open_transports, server.url))
        assert (failure.code, failure.sent) == (Code.PEAK_ODD_ANSWER, True)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100_000):
        connection.sendall(b"1000\r\n" + b" " * 4096 + b"\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
        endless,
        saying(http(gzip.compress(b" " * 5_000_000), headers="Content-Encoding: gzip")),
    ],
    ids=["announced", "endless", "bomb"],
)
def test_too_big_an_answer_is_odd_and_not_read_to_its_end(
    open_transports: list[Transport], answer: object
) -> None:
    with RawServer(answer) as server:  # type: ignore[arg-type]
        limits = Limits(connect=1, read=1, total=5, largest=20_000)
        failure = failure_of(reach(open_transports, server.url, limits))
        assert (failure.code, failure.sent) == (Code.PEAK_ODD_ANSWER, True)
        assert failure.params["why"] == "too_big"


def test_a_small_body_that_holds_megabytes_is_never_unpacked_whole(
    open_transports: list[Transport],
) -> None:
    bomb = http(gzip.compress(bytes(40_000_000), 1), headers="Content-Encoding: gzip")
    with RawServer(bomb) as server:
        transport = reach(open_transports, server.url, Limits(largest=200_000))
        tracemalloc.start()
        failure = failure_of(transport)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert failure.params["why"] == "too_big"
    assert peak < 10_000_000


def test_a_redirect_is_given_back_and_not_followed(open_transports: list[Transport]) -> None:
    moved = b"HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    with RawServer(moved) as server:
        reply = reach(open_transports, server.url).call("POST", "/receipts", body=b"{}")
        assert reply.status == 307
        assert len(server.requests) == 1


def test_a_failure_shows_no_header_and_no_body(open_transports: list[Transport]) -> None:
    with RawServer(None) as server:
        transport = reach(open_transports, server.url)
        with pytest.raises(Failure) as caught:
            transport.call("POST", "/x", headers={"User-Token": "canary-1"}, body=b"canary-2")
        assert "canary" not in f"{caught.value} {caught.value.params}"


def test_a_host_name_that_cannot_exist_was_not_sent(open_transports: list[Transport]) -> None:
    failure = failure_of(reach(open_transports, f"https://{'a' * 70}.example"))
    assert not failure.sent
