"""The one function that says what became of a call."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.problems import Code
from xpeak_desktop.peak.outcome import Expected, Refusal, Verdict, decide
from xpeak_desktop.peak.wire import Kind
from xpeak_desktop.ports import Outcome
from xpeak_desktop.transport import Failure, Reply

OURS = Expected("A-1")
ROW = {"id": "e3b8", "code": "A-1", "resCode": "200"}


def told(
    *rows: dict[str, Any],
    code: object = "200",
    words: str = "",
    status: int = 200,
    expected: Expected | None = OURS,
) -> Verdict:
    wrapper = {"resCode": code, "resDesc": words, "receipts": list(rows)}
    body = json.dumps({"PeakReceipts": wrapper}).encode()
    return decide(Reply(status, "", body), Kind.RECEIPTS, expected)


def raw(body: bytes, status: int = 200, expected: Expected | None = OURS) -> Verdict:
    return decide(Reply(status, "", body), Kind.RECEIPTS, expected)


def code_of(verdict: Verdict) -> Code | None:
    return verdict.problem.code if verdict.problem else None


def test_our_row_with_an_id_and_200_is_a_yes() -> None:
    verdict = told(ROW)
    assert (verdict.outcome, verdict.res_code, verdict.problem) == (Outcome.YES, "200", None)
    assert verdict.row is not None
    assert told({"id": 5, "code": "A-1"}, code=200).outcome is Outcome.YES


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{**ROW, "code": "A-2"}],
        [{**ROW, "code": "a-1"}],
        [{"code": "A-1", "resCode": "200"}],
        [{**ROW, "id": ""}],
        [ROW, ROW],
    ],
    ids=["none", "another's", "other case", "no id", "empty id", "twice"],
)
def test_200_without_exactly_our_row_is_unknown(rows: list[dict[str, Any]]) -> None:
    verdict = told(*rows)
    assert verdict.outcome is Outcome.UNKNOWN
    assert code_of(verdict) is Code.PEAK_ODD_ANSWER
    assert not verdict.everybody


def test_our_row_is_found_among_others_by_its_code() -> None:
    verdict = told({**ROW, "code": "B", "resCode": "315"}, ROW)
    assert verdict.outcome is Outcome.YES


@pytest.mark.parametrize("code", ["315", 315])
def test_315_is_a_duplicate_wherever_it_stands(code: object) -> None:
    for verdict in (told({"code": "A-1", "resCode": code}), told(code=code)):
        assert (verdict.outcome, verdict.duplicate) == (Outcome.NO, True)
        assert not verdict.undocumented


@pytest.mark.parametrize("code", ["400", "384", "100"])
def test_documented_refusals_are_a_no_with_peaks_words(code: str) -> None:
    verdict = told({"code": "A-1", "resCode": code, "resDesc": "name too long"})
    assert (verdict.outcome, verdict.res_code) == (Outcome.NO, code)
    assert verdict.words == "name too long"
    assert not verdict.duplicate


def test_missing_data_is_a_no_whatever_its_number() -> None:
    assert told(code="777", words="Missing Contact Data").outcome is Outcome.NO
    assert told(code="777", words="Contact Data Missing").outcome is Outcome.UNKNOWN


def test_a_refusal_that_shows_a_document_is_unknown() -> None:
    assert told({**ROW, "resCode": "400"}).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("code", ["315", "400", "384", "777"])
@pytest.mark.parametrize("wrapper", ["200", "400", "777"])
def test_a_refusal_of_another_document_says_nothing_of_ours(wrapper: str, code: str) -> None:
    other = {"code": "OTHER", "resCode": code, "resDesc": "Missing Contact Data"}
    verdict = told(other, code=wrapper, words="Missing Contact Data")
    assert (verdict.outcome, code_of(verdict)) == (Outcome.UNKNOWN, Code.PEAK_ODD_ANSWER)
    # The code is the other's: ours may well be taken when it is sent again.
    assert (verdict.res_code, verdict.duplicate, verdict.undocumented) == ("", False, False)
    assert not verdict.everybody


def test_another_documents_time_stamp_is_no_reason_to_send_ours_again() -> None:
    verdict = told({"code": "OTHER"}, code="400", words="Validate Data. (TimeStamp)")
    assert (verdict.outcome, verdict.refusal) == (Outcome.UNKNOWN, None)


@pytest.mark.parametrize("wrapper", ["200", "400"])
@pytest.mark.parametrize("code", ["100", "384", "400"])
def test_a_refused_row_without_a_number_may_be_another_documents(wrapper: str, code: str) -> None:
    verdict = told({"resCode": code, "resDesc": "name too long"}, code=wrapper)
    assert verdict.outcome is Outcome.UNKNOWN
    # It is probably ours: if PEAK turns out not to have it, it was refused in these words.
    assert (verdict.res_code, verdict.words) == (code, "name too long")
    assert verdict.undocumented


def test_a_refusal_around_two_rows_of_ours_is_unknown() -> None:
    assert told({"code": "A-1", "resCode": "400"}, ROW, code="400").outcome is Outcome.UNKNOWN


def test_a_refusal_without_any_row_is_a_no() -> None:
    assert told(code="400", words="name too long").outcome is Outcome.NO


def test_master_data_is_looked_up_after_any_refusal_so_a_row_without_a_code_will_do() -> None:
    body = b'{"PeakContacts":{"resCode":"200","contacts":[{"resCode":"100"}]}}'
    verdict = decide(Reply(200, "", body), Kind.CONTACTS, Expected("X-1"))
    assert (verdict.outcome, verdict.res_code) == (Outcome.NO, "100")


@given(st.text(alphabet="0123456789", min_size=1, max_size=4))
def test_no_unlisted_code_is_ever_a_yes_or_a_no(code: str) -> None:
    verdict = told({**ROW, "resCode": code})
    listed = {"200", "315"}
    assert (verdict.outcome in (Outcome.YES, Outcome.NO)) == (code in listed)


def test_an_unknown_code_keeps_code_and_words_and_is_this_documents_own() -> None:
    verdict = told({"code": "A-1", "resCode": "402", "resDesc": "no such account"})
    assert (verdict.outcome, verdict.res_code) == (Outcome.UNKNOWN, "402")
    assert verdict.words == "no such account"
    assert verdict.undocumented
    assert not verdict.everybody


def test_peaks_internal_error_is_unknown_but_no_refusal() -> None:
    verdict = told(code="500", words="internal")
    assert (verdict.outcome, code_of(verdict)) == (Outcome.UNKNOWN, Code.PEAK_ERROR)
    assert not verdict.undocumented


@pytest.mark.parametrize(
    "body",
    [
        b'{"PeakReceipts":{"resCode":"600","resDesc":"Invalid Client Token","receipts":[]}}',
        b'{"resCode":600,"PeakReceipts":{"receipts":[]}}',
        b'{"PeakReceipts":{"resCode":"600","receipts":[{"id":"1","code":"A-1"}]}}',
    ],
)
def test_600_is_never_a_no_and_never_an_empty_answer(body: bytes) -> None:
    for expected in (Expected("A-1"), None):
        verdict = raw(body, expected=expected)
        assert verdict.outcome is Outcome.UNKNOWN
        assert verdict.refusal is Refusal.TOKEN
        assert verdict.everybody


def test_http_401_is_a_dead_token_too() -> None:
    for body in (b"", b'{"PeakReceipts":{"receipts":[]}}'):
        assert raw(body, 401).refusal is Refusal.TOKEN


def test_a_refused_time_stamp_was_surely_not_looked_at() -> None:
    verdict = told(code="400", words="Invalid API Validate Data. (TimeStamp)")
    assert (verdict.outcome, verdict.refusal) == (Outcome.NOT_SENT, Refusal.CLOCK)
    assert code_of(verdict) is Code.CLOCK_WRONG


def test_a_refused_signature_means_the_keys() -> None:
    verdict = told(code="401", words="TimeSignature Unauthorized")
    assert (verdict.outcome, code_of(verdict)) == (Outcome.NOT_SENT, Code.KEYS_REFUSED)
    assert verdict.everybody


@pytest.mark.parametrize("code", ["401", "403", "601"])
def test_doubtful_access_codes_are_unknown_and_everybodys(code: str) -> None:
    verdict = told(code=code, words="no")
    assert (verdict.outcome, code_of(verdict)) == (Outcome.UNKNOWN, Code.TOKEN_REFUSED)
    assert verdict.everybody


def test_words_about_the_user_token_are_never_a_refusal_of_the_document() -> None:
    verdict = told(code="400", words="Invalid API Validate Data. (User-Token)")
    assert (verdict.outcome, verdict.everybody) == (Outcome.UNKNOWN, True)
    assert raw(b'{"message":"forbidden"}', 403).everybody


@pytest.mark.parametrize(
    ("body", "outcome", "seconds"),
    [
        (b'{"type":"concurrency","retryAfterSeconds":null}', Outcome.NOT_SENT, 8),
        (b'{"type":"rate","retryAfterSeconds":12}', Outcome.NOT_SENT, 12),
        (b'{"type":"rate"}', Outcome.NOT_SENT, 60),
        (b"Too many requests", Outcome.UNKNOWN, 60),
        (b"{}", Outcome.UNKNOWN, 60),
    ],
)
def test_too_many_is_not_sent_only_in_peaks_own_words(
    body: bytes, outcome: Outcome, seconds: float
) -> None:
    verdict = raw(body, 429)
    assert (verdict.outcome, verdict.retry_after) == (outcome, seconds)
    assert code_of(verdict) is Code.PEAK_BUSY
    assert verdict.everybody


@pytest.mark.parametrize(
    "verdict",
    [
        raw(b'{"message":"Transaction Limit exceeded"}', 400),
        raw(b"Transaction limit exceeded.", 400),
        told(code="407", words="Transaction Limit exceeded"),
    ],
)
def test_a_used_up_quota_is_not_sent_and_everybodys(verdict: Verdict) -> None:
    assert (verdict.outcome, code_of(verdict)) == (Outcome.NOT_SENT, Code.PEAK_QUOTA)
    assert verdict.everybody
    assert verdict.retry_after is None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"PeakReceipts":{"resCode":"200"}}', 500, Code.PEAK_ERROR),
        (b"bad gateway", 502, Code.PEAK_ERROR),
        (b"<html>", 200, Code.PEAK_ODD_ANSWER),
        (b"<html>", 404, Code.PEAK_ODD_ANSWER),
        (b"", 307, Code.PEAK_ODD_ANSWER),
        (b"{}", 200, Code.PEAK_ODD_ANSWER),
    ],
)
def test_what_is_not_peak_speaking_is_unknown_and_everybodys(
    body: bytes, status: int, code: Code
) -> None:
    verdict = raw(body, status)
    assert (verdict.outcome, code_of(verdict)) == (Outcome.UNKNOWN, code)
    assert verdict.everybody


@pytest.mark.parametrize("status", [201, 302, 400, 404])
def test_only_a_success_of_http_can_carry_a_yes(status: int) -> None:
    verdict = told(ROW, status=status)
    assert (verdict.outcome is Outcome.YES) == (status == 201)


def test_a_refusal_in_other_json_is_this_documents_own_and_undocumented() -> None:
    verdict = raw(b'{"title":"One or more validation errors occurred."}', 400)
    assert (verdict.outcome, verdict.res_code) == (Outcome.UNKNOWN, "HTTP 400")
    assert verdict.words == "One or more validation errors occurred."
    assert verdict.undocumented
    assert not verdict.everybody


@pytest.mark.parametrize("sent", [True, False])
def test_a_failure_is_unknown_unless_nothing_had_left(sent: bool) -> None:
    verdict = decide(Failure(Code.PEAK_UNREACHABLE, {}, sent=sent), Kind.RECEIPTS, Expected("A"))
    assert verdict.outcome is (Outcome.UNKNOWN if sent else Outcome.NOT_SENT)
    assert verdict.everybody


def test_a_question_is_answered_by_200_with_no_rows() -> None:
    verdict = told(expected=None)
    assert verdict.outcome is Outcome.YES
    assert verdict.envelope is not None
    assert verdict.envelope.rows == ()
    assert told(code="", expected=None).outcome is Outcome.UNKNOWN


def test_a_void_needs_our_code_back_but_no_id() -> None:
    expected = Expected("A-1", with_id=False)
    assert told({"code": "A-1", "resCode": "200"}, expected=expected).outcome is Outcome.YES
    assert told(expected=expected).outcome is Outcome.UNKNOWN
    refused = told({**ROW, "resCode": "384"}, expected=expected)
    assert refused.outcome is Outcome.NO


@given(st.binary(max_size=200), st.integers(min_value=100, max_value=599))
def test_no_noise_is_ever_a_yes_or_an_error(body: bytes, status: int) -> None:
    assert raw(body, status).outcome in (Outcome.UNKNOWN, Outcome.NOT_SENT)
