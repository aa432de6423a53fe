import ast
import io
import json
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.sandbox_caller import Caller, flat_receipt
from xpeak_desktop import sandbox
from xpeak_desktop.sandbox.server import PracticeServer, run_in_foreground
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture
def caller() -> Iterator[Caller]:
    with PracticeServer() as server:
        yield Caller(server).log_in()


def raw(server: PracticeServer, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while block := connection.recv(65536):
            received += block
        return received


def test_it_imports_the_standard_library_and_itself_only() -> None:
    folder = Path(str(sandbox.__file__)).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [str(node.module)]
            for name in names:
                ours = name.startswith("xpeak_desktop.sandbox")
                assert ours or name.split(".")[0] in sys.stdlib_module_names, (path.name, name)


def test_the_announcement_has_what_a_client_needs_and_nothing_else(caller: Caller) -> None:
    announced = caller.server.announcement()
    assert list(announced) == [
        "peak_url",
        "shop_url",
        "connect_id",
        "connect_key",
        "user_token",
        "shop_key",
    ]
    assert announced["peak_url"] == f"http://127.0.0.1:{caller.server.port}/api/v1"
    assert caller.server.control_key not in announced.values()


def test_letter_case_and_a_last_slash_do_not_matter_in_paths(caller: Caller) -> None:
    for path in ("/Products/List", "/products/list/", "/PRODUCTS/LIST"):
        assert caller.get(path).json()["PeakProducts"]["resCode"] == "200"
    assert caller.server.books.request_counts["GET /products/list"] == 3


def test_unknown_paths_and_methods_are_http_errors(caller: Caller) -> None:
    assert caller.get("/invoices").status_code == 404
    assert caller.get("/receipts/void").status_code == 405
    assert requests.get(f"http://127.0.0.1:{caller.server.port}/", timeout=5).status_code == 404


def test_calls_are_counted_by_method_and_path(caller: Caller) -> None:
    caller.get("/receipts", code="x")
    caller.get("/receipts", code="y")
    counts = caller.server.books.request_counts
    assert (counts["GET /receipts"], counts["POST /clienttoken"], counts["POST /receipts"]) == (
        2,
        1,
        0,
    )


def test_a_connection_is_kept_alive_until_the_client_wants_no_more(caller: Caller) -> None:
    one = b"GET /x HTTP/1.1\r\nHost: h\r\n\r\n"
    assert raw(caller.server, one * 3).count(b"HTTP/1.1 404") == 3
    closing = b"GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"
    answer = raw(caller.server, closing + one)
    assert answer.count(b"HTTP/1.1 404") == 1
    assert b"Connection: close" in answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /x HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"POST /x HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"400"),
        (b"POST /x HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"GET /x HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", b"431"),
        (b"GET /x?" + b"a=1&" * 200 + b" HTTP/1.1\r\n\r\n", b"400"),
    ],
)
def test_bad_http_is_refused_and_the_server_lives_on(
    caller: Caller, sent: bytes, status: bytes
) -> None:
    assert raw(caller.server, sent).startswith(b"HTTP/1.1 " + status)
    assert caller.get("/user").status_code == 200


def test_a_body_that_breaks_off_books_nothing(caller: Caller) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in caller.headers().items())
    head = f"POST /api/v1/contacts HTTP/1.1\r\n{headers}Content-Length: 500\r\n\r\n"
    body = b'{"PeakContacts":{"contacts":[{"name":"a","type":5}]}}'
    assert raw(caller.server, head.encode() + body) == b""
    assert len(caller.server.books.contacts) == 0


def test_a_stopped_server_comes_back_as_the_same_peak(caller: Caller) -> None:
    caller.add_contact()
    caller.create(flat_receipt())
    address = caller.server.peak_url
    caller.server.stop()
    caller.server.stop()
    with pytest.raises(requests.ConnectionError):
        caller.get("/user")
    caller.server.start()
    assert caller.server.peak_url == address
    assert [row["code"] for row in caller.receipts(code="RC-1")] == ["RC-1"]
    with pytest.raises(RuntimeError):
        caller.server.start()


def test_stopping_ends_open_conversations() -> None:
    server = PracticeServer()
    server.start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(b"GET /x HTTP/1.1\r\n\r\n")
        assert connection.recv(65536)
        server.stop()
        assert connection.recv(1) == b""


def test_it_listens_on_loopback_only(caller: Caller) -> None:
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", caller.server.port))
    running = caller.server._running
    assert running is not None
    assert running[0].server_address[0] == "127.0.0.1"


def test_switches_and_books_can_be_reached_from_another_process(caller: Caller) -> None:
    key = {"Sandbox-Key": caller.server.control_key}
    url = caller.server.control_url

    def post(path: str, body: object) -> requests.Response:
        return requests.post(url + path, json=body, headers=key, timeout=5)

    changed = post("/switches", {"delay_seconds": 0.001, "closed_months": ["202610"]})
    assert changed.json()["closed_months"] == ["202610"]
    assert caller.server.switches.closed_months == ("202610",)
    assert caller.server.switches.delay_seconds == 0.001
    caller.add_contact()
    caller.create(flat_receipt())
    books = requests.get(url + "/books", headers=key, timeout=5).json()
    assert (books["live"], books["net_satang"], books["vat_satang"]) == (1, 10700, 700)
    assert books == json.loads(json.dumps(caller.server.books.snapshot()))
    assert post("/void", {"code": "RC-1"}).json() == {"void": True}
    assert caller.server.books.live_receipts() == []
    assert post("/more", {"receipts": 2}).json()["numbers"][1].endswith("-00002")
    assert post("/faults", {"http_500_before": 1}).status_code == 200
    assert caller.get("/user").status_code == 500


def test_the_back_door_needs_its_key(caller: Caller) -> None:
    for headers in ({}, {"Sandbox-Key": "wrong"}, {"Sandbox-Key": caller.keys["shop_key"]}):
        answer = requests.get(caller.server.control_url + "/books", headers=headers, timeout=5)
        assert answer.status_code == 401
        assert "receipts" not in answer.json()


@pytest.mark.parametrize(
    "body",
    [
        {"no_such_switch": 1},
        {"delay_seconds": -1},
        {"delay_seconds": "1"},
        {"journals": 1},
        {"html_200_rate": 1.5},
        {"closed_months": "202610"},
        {"concurrency_limit": 2.5},
        ["journals"],
    ],
)
def test_a_wrong_switch_changes_nothing(caller: Caller, body: object) -> None:
    if isinstance(body, dict):
        body = {"sparse_answers": True, **body}
    answer = requests.post(
        caller.server.control_url + "/switches",
        json=body,
        headers={"Sandbox-Key": caller.server.control_key},
        timeout=5,
    )
    assert answer.status_code == 400
    assert caller.server.switches == Switches()


def test_the_foreground_server_announces_itself_in_its_first_line_and_stops_when_told() -> None:
    stop, said = threading.Event(), io.StringIO()
    thread = threading.Thread(target=run_in_foreground, args=(0, "practice", 1, said, stop))
    thread.start()
    for _ in range(500):
        if said.getvalue().endswith("\n"):
            break
        stop.wait(0.01)
    (line,) = said.getvalue().splitlines()
    announced = json.loads(line)
    shop = requests.get(
        announced["shop_url"] + "/receipts",
        headers={"Authorization": f"Bearer {announced['shop_key']}"},
        timeout=5,
    )
    assert len(shop.json()["receipts"]) == 120
    stop.set()
    thread.join(timeout=5)
    assert not thread.is_alive()
    with pytest.raises(requests.ConnectionError):
        requests.get(announced["shop_url"] + "/receipts", timeout=5)


def test_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(ValueError, match="scenario"):
        PracticeServer(scenario="nice")
