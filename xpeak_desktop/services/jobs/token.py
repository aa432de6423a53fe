"""The Token page: which secrets there are, whose books they open, and letting them go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, ClassVar, Final

from xpeak_desktop.domain.binding import BINDING, clash
from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.domain.rules import PaymentMethod
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Business, PeakGateway, SecretName
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.senders import ThreadSenders

FIRST_PAGE: Final = 100
"""What one request for a list gives; counting further would keep a person waiting."""

_LATEST_WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Which secrets there are. ``problem`` is why the keyring could not be asked.

    ``kept``: they outlive the program. The business is the one the ledger belongs to so far.
    """

    names: frozenset[SecretName] = frozenset()
    token_tail: str = field(default="", repr=False)
    kept: bool = False
    business_id: str = ""
    business_name: str = ""
    problem: Problem | None = None

    @property
    def keys_known(self) -> bool:
        """Whether nobody has to type Connect ID and Connect Key."""
        return {SecretName.CONNECT_ID, SecretName.CONNECT_KEY} <= self.names

    @property
    def connected(self) -> bool:
        """Whether PEAK can be asked with what is kept."""
        return self.keys_known and SecretName.USER_TOKEN in self.names


@dataclass(frozen=True, slots=True)
class Connected:
    """Whose books the tried secrets open, and what there is to recognise the shop by.

    ``kept``: in the keyring, not only until the program ends. ``methods``, ``products`` and
    ``latest`` are ``None`` when PEAK did not tell them just now; ``more_products``: there are
    more than were counted.
    """

    business_id: str
    business_name: str
    token_tail: str = field(repr=False)
    kept: bool
    settings: Settings
    methods: tuple[PaymentMethod, ...] | None = None
    products: int | None = None
    more_products: bool = False
    latest: PeakDocument | None = None


@dataclass(frozen=True, slots=True)
class LookAtSecrets:
    """Ask which secrets there are; a keyring that cannot be asked is part of the answer."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> Secrets:
        """Raises ``Trouble`` for the ledger's own."""
        found = Secrets(
            kept=room.secrets_kept(),
            business_id=room.ledger.meta("business_id") or "",
            business_name=room.ledger.meta("business_name") or "",
        )
        try:
            return replace(found, names=room.secret_names(), token_tail=room.token_tail())
        except Trouble as error:
            return replace(found, problem=error.problem)


@dataclass(frozen=True, slots=True)
class Connect:
    """Try what was handed over; keep it when PEAK takes it and its books are the ledger's.

    ``session_only``: keep it for as long as the program runs, not in the keyring. Asked again
    after a keyring's refusal, it tries what was handed over the first time; with ``only_kept``
    nothing that was handed over counts any more.
    """

    keeps: ClassVar[bool] = False

    session_only: bool = False
    only_kept: bool = False

    def do(self, room: Room) -> Connected:
        """Raises ``Trouble``: TOKEN_..., KEYS_REFUSED, KEYRING_..., LEDGER_OTHER_BUSINESS, ...."""
        if self.only_kept:
            room.forget_tried()
        gateway = room.try_secrets()
        business = gateway.business()
        problem = _clash(room, business)
        if problem is not None:
            room.forget_tried()
            raise Trouble(problem)
        room.keep_secrets(session_only=self.session_only)
        found = Connected(
            business_id=business.business_id,
            business_name=business.name,
            token_tail=room.token_tail(),
            kept=room.secrets_kept(),
            settings=room.settings,
        )
        return _with_facts(found, room)


@dataclass(frozen=True, slots=True)
class ConfirmBusiness:
    """Bind the ledger to the business a person said yes to."""

    keeps: ClassVar[bool] = True

    business_id: str
    business_name: str

    def do(self, room: Room) -> Settings:
        """Raises ``Trouble`` (LEDGER_OTHER_BUSINESS)."""
        room.ledger.bind(room.environment, self.business_id, self.business_name)
        room.use_settings(replace(room.settings, business_name=self.business_name))
        return room.settings


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Let every secret go, in the keyring and in memory."""

    keeps: ClassVar[bool] = True

    def do(self, room: Room) -> Secrets:
        """Raises ``Trouble`` (KEYRING_...)."""
        room.forget_secrets()
        return LookAtSecrets().do(room)


@dataclass(frozen=True, slots=True)
class ForgetEverything:
    """Leave nothing of the shop in the keyring or in memory, before its files are removed."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> None:
        """Raises ``Trouble`` (KEYRING_...)."""
        room.forget_secrets(everything=True)


def _clash(room: Room, business: Business) -> Problem | None:
    """Whether the ledger is another business's, or the keys are another shop's."""
    told = (room.environment, business.business_id, business.name)
    known = {name: room.ledger.meta(name) or "" for name in BINDING}
    problem = clash(known, dict(zip(BINDING, told, strict=True)))
    if problem is not None:
        return problem
    other = room.shop_of_same_keys(business.business_id)
    return Problem(Code.KEYS_OTHER_SHOP, {"ours": other}) if other else None


# ---------------------------------------------------------------------- what the page shows


def _with_facts(found: Connected, room: Room) -> Connected:
    """Ask side by side, since PEAK takes seconds for each; what it does not tell is left out."""
    gateway = room.gateway()
    today = gateway.now().astimezone(BANGKOK).date()
    answers = _ask(
        {
            "methods": gateway.payment_methods,
            "products": lambda: len(list(islice(gateway.products(), FIRST_PAGE))),
            "latest": lambda: _latest(gateway, today),
        }
    )
    products = answers.get("products")
    return replace(
        found,
        methods=answers.get("methods"),
        products=products,
        more_products=products == FIRST_PAGE,
        latest=answers.get("latest"),
    )


def _ask(calls: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    senders = ThreadSenders()
    answers: dict[str, Any] = {}
    try:
        for name, call in calls.items():
            senders.submit(name, call)
        while senders.waiting():
            for done in senders.gather(None):
                if done.error is None:
                    answers[done.key] = done.result
                elif not isinstance(done.error, Trouble):
                    raise done.error
    finally:
        senders.close()
    return answers


def _latest(gateway: PeakGateway, today: date) -> PeakDocument | None:
    """PEAK's latest receipt of a week, if one page holds them all: their order is unknown."""
    shown = list(islice(gateway.receipts_of(today - _LATEST_WITHIN, today), FIRST_PAGE))
    live = [one for one in shown if not one.void and one.issued_on is not None]
    if not live or len(shown) == FIRST_PAGE:
        return None
    return max(live, key=lambda one: (one.issued_on or date.min, one.code))
