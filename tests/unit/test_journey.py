from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.journey import (
    ALLOWED,
    LONGEST_DELAY,
    UNSENT,
    ForbiddenMove,
    State,
    check_move,
    retry_delay,
)


def into(state: State) -> set[State]:
    return {before for before in State if state in ALLOWED[before]}


# --- moves ---


def test_every_state_has_its_moves() -> None:
    assert set(ALLOWED) == set(State)


def test_no_move_leads_back_to_where_it_began() -> None:
    assert all(state not in after for state, after in ALLOWED.items())


def test_what_was_voided_stays_voided() -> None:
    assert ALLOWED[State.VOIDED] == set()


def test_what_was_sent_can_only_be_voided() -> None:
    assert ALLOWED[State.SENT] == {State.VOIDED}


def test_a_new_receipt_is_judged_and_nothing_else() -> None:
    assert ALLOWED[State.IMPORTED] == {State.EXCLUDED, State.BLOCKED, State.READY}


def test_only_a_ready_receipt_is_sent_out() -> None:
    assert into(State.SENDING) == {State.READY}


def test_only_a_sending_receipt_becomes_uncertain() -> None:
    assert into(State.UNCERTAIN) == {State.SENDING}


def test_a_receipt_that_may_be_in_peak_is_never_read_anew_or_excluded() -> None:
    for state in (State.SENDING, State.UNCERTAIN, State.SENT, State.VOIDED):
        assert not ALLOWED[state] & {State.IMPORTED, State.EXCLUDED}


def test_an_unsent_receipt_is_one_that_a_later_version_may_replace() -> None:
    assert into(State.IMPORTED) | {State.IMPORTED} == UNSENT
    assert not UNSENT & {State.SENDING, State.UNCERTAIN, State.SENT, State.VOIDED}


def test_every_state_can_be_reached() -> None:
    reached, fresh = {State.IMPORTED}, {State.IMPORTED}
    while fresh:
        fresh = {after for before in fresh for after in ALLOWED[before]} - reached
        reached |= fresh
    assert reached == set(State)


@pytest.mark.parametrize("before", State)
def test_a_move_passes_exactly_when_the_table_has_it(before: State) -> None:
    for after in ALLOWED[before]:
        check_move(before, after)
    for after in set(State) - ALLOWED[before]:
        with pytest.raises(ForbiddenMove, match=f"{before} -> {after}"):
            check_move(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.VOIDED, State.READY),
        (State.SENT, State.READY),
        (State.SENT, State.SENDING),
        (State.UNCERTAIN, State.SENDING),
        (State.BLOCKED, State.SENDING),
        (State.IMPORTED, State.SENDING),
        (State.EXCLUDED, State.SENT),
    ],
)
def test_the_moves_that_would_send_twice_are_refused(before: State, after: State) -> None:
    with pytest.raises(ForbiddenMove):
        check_move(before, after)


# --- how long a receipt rests ---


def test_the_delay_grows_fourfold_up_to_six_hours() -> None:
    delays = [retry_delay(30, failures, 0.5).total_seconds() for failures in range(1, 9)]
    assert delays == [30, 120, 480, 1920, 7680, 21600, 21600, 21600]
    assert timedelta(hours=6) == LONGEST_DELAY


def test_no_failure_yet_counts_as_the_first() -> None:
    assert retry_delay(30, 0, 0.5) == retry_delay(30, 1, 0.5)


@given(
    st.floats(0, 10**6),
    st.integers(1, 10**6),
    st.floats(0, 1, exclude_max=True),
)
def test_chance_spreads_a_delay_by_a_fifth_and_never_past_six_hours(
    first: float, failures: int, chance: float
) -> None:
    middle = retry_delay(first, failures, 0.5).total_seconds()
    delay = retry_delay(first, failures, chance).total_seconds()
    assert middle * 0.8 - 1e-5 <= delay <= min(middle * 1.2 + 1e-5, 6 * 60 * 60)


def test_chance_reaches_both_ends_of_the_spread() -> None:
    assert retry_delay(100, 1, 0).total_seconds() == pytest.approx(80)
    assert retry_delay(100, 1, 0.75).total_seconds() == pytest.approx(110)
    assert retry_delay(100, 1, 0.999999).total_seconds() == pytest.approx(120, abs=0.001)


@given(st.floats(0.001, 10**6), st.floats(0, 1, exclude_max=True))
def test_another_failure_never_shortens_the_delay(first: float, chance: float) -> None:
    delays = [retry_delay(first, failures, chance) for failures in range(1, 30)]
    assert all(earlier <= later for earlier, later in pairwise(delays))
