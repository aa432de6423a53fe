from xpeak_desktop.domain.problems import Area, Code, Problem, Trouble, trouble

# What can stop one receipt before it is in PEAK, and what PEAK itself may say about one.
RECEIPTS_OWN = {
    "cancelled_before_send",
    "before_start_date",
    "channel_off",
    "by_person",
    "number_missing",
    "number_too_long",
    "number_clash",
    "date_invalid",
    "date_future",
    "date_in_closed_month",
    "status_unknown",
    "kind_unknown",
    "vat_mode_unknown",
    "vat_not_registered",
    "channel_undecided",
    "total_mismatch",
    "vat_mismatch",
    "rounding_differs",
    "negative_or_zero",
    "tax_invoice_incomplete",
    "product_unmatched",
    "product_ambiguous",
    "vat_class_differs",
    "service_missing",
    "method_missing",
    "already_in_peak",
    "peak_rejected",
    "still_uncertain",
}
CASES = {
    "changed_after_send",
    "cancelled_after_send",
    "peak_total_differs",
    "peak_changed",
    "duplicate_in_peak",
    "missing_in_peak",
    "not_booked",
}


def of_area(area: Area) -> set[str]:
    return {code.value for code in Code if Problem(code).area is area}


def test_a_code_is_a_receipts_own_or_stands_in_the_table_of_areas() -> None:
    # A new code that nobody gave an area would count as a receipt's own.
    assert of_area(Area.RECEIPT) == RECEIPTS_OWN


def test_what_happens_after_sending_is_a_case() -> None:
    assert of_area(Area.CASE) == CASES


def test_every_area_has_a_code() -> None:
    assert all(of_area(area) for area in Area)


def test_the_value_of_a_code_is_its_name() -> None:
    assert all(code.value == code.name.lower() for code in Code)


def test_what_cures_itself_needs_no_person() -> None:
    assert not [one for one in map(Problem, Code) if one.retryable and one.needs_person]


def test_a_warning_needs_no_person() -> None:
    assert not [one for one in map(Problem, Code) if one.area is Area.WARNING and one.needs_person]


def test_whatever_else_waiting_does_not_cure_needs_a_person() -> None:
    stuck = [one for one in map(Problem, Code) if not one.retryable and not one.needs_person]
    assert {one.area for one in stuck} == {Area.WARNING}


def test_no_receipts_trouble_is_cured_by_waiting() -> None:
    own = [Problem(Code(value)) for value in RECEIPTS_OWN | CASES]
    assert all(one.needs_person and not one.retryable for one in own)


def test_which_troubles_waiting_cures() -> None:
    assert {code.value for code in Code if Problem(code).retryable} == {
        "offline",
        "peak_unreachable",
        "peak_odd_answer",
        "peak_error",
        "peak_busy",
        "token_resting",
        "source_unreachable",
        "ledger_locked",
        "profile_busy",
        "stopped",
        "first_document_waits",
        "comparing_first",
    }


def test_a_trouble_carries_its_problem_and_the_time_to_wait() -> None:
    made = trouble(Code.PEAK_BUSY, 12.5, host="peak")
    assert isinstance(made, Trouble)
    assert made.problem == Problem(Code.PEAK_BUSY, {"host": "peak"}, None)
    assert made.retry_after == 12.5
    assert str(made) == "peak_busy"


def test_a_problem_may_have_params_of_any_name() -> None:
    made = trouble(Code.PEAK_REJECTED, code="11", retry_after="later")
    assert made.problem.params == {"code": "11", "retry_after": "later"}
    assert made.retry_after is None
