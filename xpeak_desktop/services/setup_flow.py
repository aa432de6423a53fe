"""The wizard's brain: its pages, their order, and what is missing on each. No Qt, no PEAK."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Ledger
from xpeak_desktop.services.judging import SERVICES


class Page(StrEnum):
    """The pages in the order of the xCommerce guide."""

    WELCOME = "welcome"
    TOKEN = "token"  # noqa: S105
    SERVICES = "services"
    SALES = "sales"
    CHANNELS = "channels"
    PRODUCTS = "products"
    RULES = "rules"
    REVIEW = "review"
    DONE = "done"


ORDER: Final = tuple(Page)

GUIDE_STEPS: Final[dict[Page, str]] = {
    Page.TOKEN: "1, 5.1",
    Page.SERVICES: "2, 5.2",
    Page.CHANNELS: "4",
    Page.PRODUCTS: "3, 5.3, 5.4",
}
"""Which steps of the xCommerce guide a page fulfils; the others are steps of our own."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known and decided so far. ``reached`` is the furthest page a person has come to.

    ``channels`` are those seen in the sales: to be sent or not, ``None`` while undecided.
    """

    reached: Page = Page.WELCOME
    connected: bool = False
    business: str = ""
    services: frozenset[Service] = frozenset()
    source: Source = field(default_factory=Source)
    channels: Mapping[str, bool | None] = field(default_factory=dict)
    start_date: date | None = None
    set_up: bool = False

    def __repr__(self) -> str:
        # By allow-list: names and folders are the shop's own affair.
        return (
            f"Answers({self.reached}, connected={self.connected}, services={len(self.services)},"
            f" source={self.source.kind!r}, channels={len(self.channels)},"
            f" start_date={self.start_date}, set_up={self.set_up})"
        )


def read_answers(ledger: Ledger, settings: Settings, *, has_token: bool) -> Answers:
    """Gather what is kept. Raises ``Trouble`` when the ledger cannot be read."""
    names = {item.name for item in ledger.items(SERVICES)}
    decided = ledger.channels()
    rules = {name: decided.get(name) for name in ledger.channel_totals()}
    return Answers(
        reached=page_of(settings.page),
        connected=has_token and ledger.meta("environment") is not None,
        business=ledger.meta("business_name") or "",
        services=frozenset(one for one in Service if one.value in names),
        source=settings.source,
        channels={name: rule.send if rule else None for name, rule in rules.items()},
        start_date=settings.rules.start_date,
        set_up=settings.set_up,
    )


def page_of(name: str) -> Page:
    """The page of that name; the first for a name that nobody knows."""
    return Page(name) if name in set(Page) else Page.WELCOME


# ---------------------------------------------------------------------- the way


def before(page: Page) -> Page | None:
    """Where Back leads; from the first page and after the end there is no way back."""
    if page in (Page.WELCOME, Page.DONE):
        return None
    return ORDER[ORDER.index(page) - 1]


def after(page: Page) -> Page | None:
    """Where Next leads once a page's check went well; after the end there is nothing."""
    return None if page is Page.DONE else ORDER[ORDER.index(page) + 1]


def open_pages(answers: Answers) -> tuple[Page, ...]:
    """The pages one may jump to: as far as one has been, up to the first that lacks something."""
    found = []
    for page in ORDER[: ORDER.index(answers.reached) + 1]:
        found.append(page)
        if missing(page, answers):
            break
    return tuple(found)


def go_on_at(answers: Answers) -> Page:
    """Where to go on after the program was closed."""
    return Page.DONE if answers.set_up else open_pages(answers)[-1]


# ---------------------------------------------------------------------- what is missing


def missing(page: Page, answers: Answers) -> tuple[Problem, ...]:
    """What stands in the way of going on from a page; a receipt that waits is no such thing."""
    if page is Page.REVIEW:
        earlier = ORDER[: ORDER.index(Page.REVIEW)]
        return tuple(problem for one in earlier for problem in missing(one, answers))
    return {
        Page.TOKEN: _token,
        Page.SERVICES: _services,
        Page.SALES: _sales,
        Page.CHANNELS: _channels,
        Page.RULES: _rules,
    }.get(page, _nothing)(answers)


def _nothing(_answers: Answers) -> tuple[Problem, ...]:
    return ()


def _token(answers: Answers) -> tuple[Problem, ...]:
    return () if answers.connected else (Problem(Code.SECRETS_MISSING),)


def _services(answers: Answers) -> tuple[Problem, ...]:
    lacking = [one for one in Service if one not in answers.services]
    return tuple(Problem(Code.SERVICE_MISSING, {"service": one.value}) for one in lacking)


def _sales(answers: Answers) -> tuple[Problem, ...]:
    # No receipt is needed: a new shop's come later. What cannot be watched is never kept.
    source = answers.source
    chosen = {"folder": source.folder, "live": source.url}.get(source.kind)
    return () if chosen else (Problem(Code.SOURCE_MISSING),)


def _channels(answers: Answers) -> tuple[Problem, ...]:
    sent = answers.channels.values()
    return (Problem(Code.CHANNELS_OFF),) if sent and True not in sent else ()


def _rules(answers: Answers) -> tuple[Problem, ...]:
    return () if answers.start_date else (Problem(Code.START_DATE_MISSING),)
