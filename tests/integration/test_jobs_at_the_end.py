"""What a person said is kept while the program ends; ``cancel`` is set, and PEAK not asked."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import windowed_profile as module
from tests.windowed_profile import KEYS, SharedKeyring, WindowedProfile, windowed_profile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.domain.settings import ALWAYS, Rules, Source
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.ports import SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.channels import DecideChannels
from xpeak_desktop.services.jobs.contested import SendFromHere
from xpeak_desktop.services.jobs.corrections import ExplainWord, LeaveOut
from xpeak_desktop.services.jobs.headings import ExplainColumns
from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.jobs.moving import StayHere
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.services.jobs.sales import KeepSales
from xpeak_desktop.services.jobs.services import ChooseService, SayRegistered
from xpeak_desktop.services.jobs.token import ConfirmBusiness, Connect, Disconnect

Said = Callable[[WindowedProfile], bool]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowedProfile]:
    """Connected, its sales are read, and the program is ending."""
    place = (module.__name__, SharedKeyring.__name__)
    monkeypatch.setattr(keyring_secrets, "ALLOWED", (place,))
    SharedKeyring.reset()
    with (
        PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=12) as server,
        windowed_profile(tmp_path, server) as made,
    ):
        server.shop.write_csv(made.folder / "exports")
        made.hand_over(*KEYS, SecretName.USER_TOKEN)
        made.ask(Connect())
        made.ask(KeepSales(Source("folder", folder=str(made.folder / "exports"))))
        made.cancel.set()
        yield made


def asked(shop: WindowedProfile) -> int:
    return sum(shop.server.books.request_counts.values())


JOBS: list[tuple[Job, Said]] = [
    (KeepSettings(paused_until=ALWAYS), lambda shop: shop.settings.paused_until == ALWAYS),
    (
        KeepSettings(rules=Rules(start_date=date(2026, 1, 2))),
        lambda shop: shop.settings.rules.start_date == date(2026, 1, 2),
    ),
    (
        DecideChannels((ChannelRule("LINE Pay", send=True, pay_into=CASH),)),
        lambda shop: shop.desk.ledger.channels()["LINE Pay"].send is True,
    ),
    (
        ExplainWord(Topic.STATUS, "odd", "cancelled"),
        lambda shop: "cancelled" in shop.desk.ledger.words().values(),
    ),
    (
        ExplainColumns((("odd", None),)),
        lambda shop: "odd" in str(shop.desk.ledger.meta("headings")),
    ),
    (LeaveOut(1), lambda shop: bool(shop.desk.ledger.row_count((State.EXCLUDED,)))),
    (
        ChooseService(Service.SHIPPING, "P9"),
        lambda shop: shop.desk.ledger.meta("service_chosen_SHIPPING") == "P9",
    ),
    (SayRegistered(registered=True), lambda shop: shop.desk.ledger.meta("vat_said") == "yes"),
    (SendFromHere(), lambda shop: shop.desk.ledger.trouble() is None),
    (StayHere(), lambda shop: not shop.settings.moved_out),
    (
        ConfirmBusiness("some-id", "ร้าน"),
        lambda shop: shop.desk.ledger.meta("business_id") == "some-id",
    ),
    (Disconnect(), lambda shop: SecretName.USER_TOKEN not in shop.desk.secret_names()),
]


@pytest.mark.parametrize(("job", "said"), JOBS, ids=lambda one: type(one).__name__)
def test_it_is_kept_and_peak_is_not_asked(shop: WindowedProfile, job: Job, said: Said) -> None:
    before = asked(shop)
    with contextlib.suppress(Trouble):
        shop.ask(job)
    assert job.keeps
    assert said(shop)
    assert asked(shop) == before
