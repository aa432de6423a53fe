from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.settings import Source
from xpeak_desktop.services.setup_flow import (
    GUIDE_STEPS,
    ORDER,
    Answers,
    Page,
    after,
    before,
    go_on_at,
    missing,
    open_pages,
    page_of,
)

FULL = Answers(
    reached=Page.REVIEW,
    connected=True,
    business="บ้านดินเผา",
    services=frozenset(Service),
    source=Source("folder", folder="/home/owner/exports"),
    channels={"โอนธนาคาร กสิกร": True, "ShopeePay": False, "LINE Pay": None},
    start_date=date(2026, 11, 1),
)
ANSWERS = st.builds(
    Answers,
    reached=st.sampled_from(ORDER[:-1]),
    connected=st.booleans(),
    services=st.frozensets(st.sampled_from(Service)),
    source=st.sampled_from(
        [Source(), Source("folder", folder="/x"), Source("live", url="https://x"), Source("live")]
    ),
    channels=st.dictionaries(st.text(), st.none() | st.booleans(), max_size=3),
    start_date=st.none() | st.dates(),
)


def codes(page: Page, answers: Answers) -> list[Code]:
    return [problem.code for problem in missing(page, answers)]


def test_the_pages_come_in_the_order_of_the_guide() -> None:
    assert [page.value for page in ORDER] == [
        *("welcome", "token", "services", "sales", "channels", "products", "rules"),
        *("review", "done"),
    ]
    assert set(GUIDE_STEPS) < set(ORDER)


def test_each_page_says_what_it_lacks() -> None:
    nothing = Answers()
    assert codes(Page.WELCOME, nothing) == []
    assert codes(Page.TOKEN, nothing) == [Code.SECRETS_MISSING]
    assert codes(Page.SERVICES, nothing) == [Code.SERVICE_MISSING] * 2
    assert codes(Page.SALES, nothing) == [Code.SOURCE_MISSING]
    assert codes(Page.CHANNELS, nothing) == []
    assert codes(Page.PRODUCTS, nothing) == []
    assert codes(Page.RULES, nothing) == [Code.START_DATE_MISSING]


def test_the_missing_service_is_named() -> None:
    [problem] = missing(Page.SERVICES, replace(FULL, services=frozenset({Service.SHIPPING})))
    assert problem.params == {"service": "ค่าบริการ COD"}


def test_an_undecided_channel_may_wait_but_not_all_may_be_off() -> None:
    assert codes(Page.CHANNELS, replace(FULL, channels={"a": True, "b": None})) == []
    assert codes(Page.CHANNELS, replace(FULL, channels={"a": False})) == [Code.CHANNELS_OFF]
    assert codes(Page.CHANNELS, replace(FULL, channels={"a": None})) == [Code.CHANNELS_OFF]


def test_nothing_is_sent_before_every_page_is_answered() -> None:
    assert missing(Page.REVIEW, FULL) == ()
    assert codes(Page.REVIEW, replace(FULL, connected=False, start_date=None)) == [
        Code.SECRETS_MISSING,
        Code.START_DATE_MISSING,
    ]


def test_back_leads_to_the_page_before_and_not_out_of_the_wizard() -> None:
    assert before(Page.WELCOME) is None
    assert before(Page.DONE) is None
    assert [before(page) for page in ORDER[1:-1]] == list(ORDER[:-2])


def test_next_leads_through_every_page_once_and_ends() -> None:
    assert [after(page) for page in ORDER] == [*ORDER[1:], None]
    assert all(before(page) is one for one in ORDER[:-2] if (page := after(one)) is not None)


def test_a_token_that_is_gone_closes_the_pages_behind_it() -> None:
    lost = replace(FULL, connected=False)
    assert open_pages(lost) == (Page.WELCOME, Page.TOKEN)
    assert go_on_at(lost) is Page.TOKEN


def test_a_page_never_reached_is_not_open_however_much_is_known() -> None:
    early = replace(FULL, reached=Page.SALES)
    assert open_pages(early)[-1] is Page.SALES
    assert go_on_at(early) is Page.SALES


def test_a_finished_set_up_goes_on_at_its_end() -> None:
    assert go_on_at(replace(FULL, reached=Page.DONE, set_up=True)) is Page.DONE


def test_a_page_that_nobody_knows_is_the_first() -> None:
    assert page_of("") is Page.WELCOME
    assert page_of("colours") is Page.WELCOME
    assert page_of("rules") is Page.RULES


def test_answers_show_neither_names_nor_folders() -> None:
    shown = repr(FULL)
    for private in ("บ้านดินเผา", "กสิกร", str(Path("/home/owner"))):
        assert private not in shown
    assert "channels=3" in shown


@given(ANSWERS)
def test_whatever_is_known_one_page_is_open_and_nothing_before_it_lacks_anything(
    answers: Answers,
) -> None:
    opened = open_pages(answers)
    assert opened == ORDER[: len(opened)]
    assert opened[0] is Page.WELCOME
    assert all(not missing(page, answers) for page in opened[:-1])
    assert go_on_at(answers) in opened
