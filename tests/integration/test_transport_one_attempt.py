"""One call is one attempt: what tries again is the engine, which counts and signs every try."""

import pytest

from tests.raw_server import RawServer, http
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.transport import Failure, Transport


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "POST"])
def test_a_question_leaves_once_whatever_becomes_of_its_answer(method: str) -> None:
    with RawServer(None) as server:
        transport = Transport(server.url, SystemClock())
        with pytest.raises(Failure) as caught:
            transport.call(method, "/receipts", query={"code": "RC-1"})
        transport.close()
        assert (caught.value.code, caught.value.sent) == (Code.PEAK_UNREACHABLE, True)
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_an_answer_that_asks_for_another_try_is_handed_on(status: str) -> None:
    with RawServer(http(b"{}", status=status, headers="Retry-After: 0")) as server:
        transport = Transport(server.url, SystemClock())
        assert transport.call("GET", "/receipts").status == int(status[:3])
        transport.close()
        assert len(server.requests) == 1
