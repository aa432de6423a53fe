"""The practice server against the description of PEAK that was put together from public sources."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.sandbox_caller import Caller, flat_receipt, nested_receipt
from xpeak_desktop.sandbox.peak_routes import ROUTES
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

DESCRIPTION = Path(__file__).parent.parent / "data" / "peak-open-api.yaml"
NOT_SERVED = r"creditnotes|approve|createbyinvoice|etaxinvoice"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

everything = schemathesis.openapi.from_path(
    DESCRIPTION,
    config=SchemathesisConfig.from_dict({"seed": 1, "generation": {"mode": "positive"}}),
)
described = everything.exclude(path_regex=NOT_SERVED)


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        caller = Caller(server).log_in()
        caller.add_contact()
        yield caller


@described.parametrize()
@settings(
    # Beside these come some 150 boundary cases per call, the same in every run.
    max_examples=2,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_described_call_is_answered_as_described(
    case: schemathesis.Case[Any], caller: Caller
) -> None:
    response = case.call(base_url=caller.server.peak_url, headers=caller.headers(), timeout=10)
    case.validate_response(response, checks=CHECKS)
    if case.path != "/clienttoken":
        assert '"600"' not in response.text, "the call never got past the door"


def test_the_description_covers_every_call_the_practice_server_has() -> None:
    served = {(method, path) for path, methods in ROUTES.items() for method in methods}
    operations = {
        (method.upper(), path)
        for path, methods in everything.raw_schema["paths"].items()
        for method in methods
        if not re.search(NOT_SERVED, path)
    }
    assert served == operations


def fits(path: str, method: str, response: Any) -> Any:
    everything[path][method].validate_response(response)
    return response.json()


def test_answers_to_calls_that_succeed_fit_the_description(caller: Caller) -> None:
    def create(path: str, receipt: dict[str, Any]) -> Any:
        return fits(path, "POST", caller.post(path, {"PeakReceipts": {"receipts": [receipt]}}))

    made = create("/receipts", flat_receipt("FITS-1"))["PeakReceipts"]["receipts"][0]
    assert made["netAmount"] == 107
    nested = create("/receipts/allinone", nested_receipt("FITS-2"))
    assert nested["PeakReceipts"]["receipts"][0]["resCode"] == "200"
    queue_id = create("/receipts/queue", nested_receipt("FITS-3"))["queueId"]
    polled = fits("/receipts/queue", "GET", caller.get("/receipts/queue", queueId=queue_id))
    assert polled["PeakReceipts"]["receipts"][0]["code"] == "FITS-3"
    read = fits("/receipts", "GET", caller.get("/receipts", code="FITS-1"))
    assert read["PeakReceipts"]["receipts"][0]["journals"]
    listed = fits("/receipts/list", "GET", caller.get("/receipts/list", limit=100))
    assert listed["PeakReceipts"]["totalReceipt"] >= 3
    void = caller.post("/receipts/void", {"PeakReceipts": {"receipts": [{"id": made["id"]}]}})
    assert fits("/receipts/void", "POST", void)["PeakReceipts"]["receipts"][0]["isVoid"]
    for path in ("/contacts", "/products", "/services", "/paymentmethods"):
        fits(path, "GET", caller.get(path))


def test_refusals_fit_the_description(caller: Caller) -> None:
    doubled = {"PeakReceipts": {"receipts": [flat_receipt("FITS-4"), flat_receipt("FITS-4")]}}
    rows = fits("/receipts", "POST", caller.post("/receipts", doubled))["PeakReceipts"]["receipts"]
    assert [row["resCode"] for row in rows] == ["200", "315"]
    dead = caller.get("/receipts", caller.headers(Client_Token="dead"), code="FITS-4")
    assert fits("/receipts", "GET", dead)["PeakReceipts"]["resCode"] == "600"
    caller.server.switches.mint_limit_seconds = 60
    minted = caller.ask_for_token()
    caller.server.switches.mint_limit_seconds = 0
    assert minted.status_code == 429
    fits("/clienttoken", "POST", minted)
