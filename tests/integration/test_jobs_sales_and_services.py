"""The jobs of the Sales and Services pages, against a real ledger and the practice server."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import Rules, Settings, Source
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.master_data import fill
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.sales import (
    KeepSales,
    LookAtFolder,
    LookAtSource,
    SalesNow,
    TryLive,
)
from xpeak_desktop.services.jobs.services import (
    ChooseService,
    CreateService,
    LookAtServices,
    SayRegistered,
)
from xpeak_desktop.services.judging import SERVICES


class Shop:
    """A room whose secrets last as long as the test."""

    def __init__(self, folder: Path, server: PracticeServer) -> None:
        self.server = server
        self.folder = folder
        profile = Profile(find_places(folder / "data", "default"))
        profile.places.create()
        given = server.credentials()
        names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
        profile.use_secrets({name: Secret(given[name.value]) for name in names}, keyring=False)
        settings = Settings(base_url=server.peak_url, keyring=False)
        self.cancel = threading.Event()
        self.room: Desk = profile.open_desk(settings, self.cancel)

    @property
    def exports(self) -> Path:
        folder = self.folder / "exports"
        self.server.shop.write_csv(folder)
        return folder


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(receipts=25, switches=Switches(mint_limit_seconds=0)) as one:
        yield one


@pytest.fixture
def shop(tmp_path: Path, server: PracticeServer) -> Iterator[Shop]:
    made = Shop(tmp_path, server)
    yield made
    made.room.close()


# ---------------------------------------------------------------------- sales


def test_looking_at_a_folder_writes_nothing(shop: Shop) -> None:
    found = LookAtFolder(str(shop.exports)).do(shop.room)
    assert found.receipts == 25
    receipts = shop.server.shop.receipts()
    assert found.total == sum(int(receipt.total * 100) for receipt in receipts)
    assert (found.first, found.last) == (
        min(receipt.issued_on for receipt in receipts),
        max(receipt.issued_on for receipt in receipts),
    )
    assert set(found.channels) == {receipt.channel for receipt in receipts}
    assert shop.room.ledger.row_count() == 0
    assert shop.room.settings.source == Source()


def test_looking_stops_between_two_files(shop: Shop) -> None:
    shop.cancel.set()
    with pytest.raises(Trouble) as raised:
        LookAtFolder(str(shop.exports)).do(shop.room)
    assert raised.value.problem.code is Code.STOPPED


def test_a_folder_that_is_kept_and_gone_is_told_in_the_answer(shop: Shop) -> None:
    gone = str(shop.folder / "gone")
    source = Source("folder", folder=gone)
    shop.room.use_settings(Settings(base_url=shop.server.peak_url, keyring=False, source=source))
    now = LookAtSource().do(shop.room)
    assert now == SalesNow(source, problem=now.problem)
    assert now.problem is not None
    assert now.problem.code is Code.FOLDER_MISSING


def test_keeping_a_folder_reads_it_and_judges_its_receipts(shop: Shop) -> None:
    kept = KeepSales(Source("folder", folder=str(shop.exports))).do(shop.room)
    assert kept.settings.source.folder == str(shop.folder / "exports")
    assert kept.problems == ()
    assert shop.room.ledger.row_count() == 25
    assert all(row.code is not None for row in shop.room.ledger.rows(0, 25))


def test_a_folder_that_went_away_meanwhile_is_not_kept(shop: Shop) -> None:
    with pytest.raises(Trouble) as raised:
        KeepSales(Source("folder", folder=str(shop.folder / "gone"))).do(shop.room)
    assert raised.value.problem.code is Code.FOLDER_MISSING
    assert shop.room.settings.source == Source()


def test_the_live_link_is_asked_with_the_key_handed_over(shop: Shop) -> None:
    key = shop.server.credentials()["shop_key"]
    shop.room.handover.leave(SecretName.SHOP_KEY, Secret(key))
    found = TryLive(shop.server.shop_url).do(shop.room)
    assert found.receipts == 25
    assert not found.more
    assert shop.room.ledger.row_count() == 0
    KeepSales(Source("live", url=shop.server.shop_url)).do(shop.room)
    assert shop.room.ledger.row_count() == 25
    assert shop.room.settings.source.url == shop.server.shop_url


@pytest.mark.parametrize(
    ("key", "code"), [("wrong", Code.SOURCE_REFUSED), ("", Code.SHOP_KEY_MISSING)]
)
def test_a_live_link_without_its_key_is_not_kept(shop: Shop, key: str, code: Code) -> None:
    if key:
        shop.room.handover.leave(SecretName.SHOP_KEY, Secret(key))
    for job in (TryLive(shop.server.shop_url), KeepSales(Source("live", url=shop.server.shop_url))):
        with pytest.raises(Trouble) as raised:
            job.do(shop.room)
        assert raised.value.problem.code is code
    assert shop.room.settings.source == Source()


# ---------------------------------------------------------------------- services


def test_both_services_are_found_and_remembered(shop: Shop) -> None:
    found = LookAtServices().do(shop.room)
    assert found.missing() == ()
    assert {item.name for item in shop.room.ledger.items(SERVICES)} == set(Service)
    assert not any(one.vat_differs or one.ambiguous for one in found.services)


def test_a_missing_service_is_made_once_with_the_vat_of_the_goods(
    tmp_path: Path,
) -> None:
    manners = Switches(mint_limit_seconds=0)
    with PracticeServer(scenario="no-services", switches=manners) as server:
        shop = Shop(tmp_path, server)
        try:
            assert LookAtServices().do(shop.room).missing() == tuple(Service)
            CreateService(Service.COD_FEE).do(shop.room)
            found = CreateService(Service.COD_FEE).do(shop.room)
        finally:
            shop.room.close()
        assert [row["name"] for row in server.books.services] == [Service.COD_FEE.value]
        used = found.of(Service.COD_FEE).used
        assert used is not None
        assert used.vat_class is VatClass.SEVEN


def test_the_one_a_person_chose_is_used_in_every_later_look(shop: Shop) -> None:
    fill(shop.server.books.services, [{"name": Service.SHIPPING.value, "sellVatType": 3}])
    first = LookAtServices().do(shop.room).of(Service.SHIPPING)
    assert first.ambiguous
    other = next(item for item in first.items if item != first.used)
    chosen = ChooseService(Service.SHIPPING, other.peak_id).do(shop.room)
    assert chosen.of(Service.SHIPPING).used == other
    assert LookAtServices().do(shop.room).of(Service.SHIPPING).used == other
    kept = {item.name: item for item in shop.room.ledger.items(SERVICES)}
    assert kept[Service.SHIPPING.value] == other


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Shop]:
    """A shop new to PEAK: no services there, and no goods either."""
    manners = Switches(mint_limit_seconds=0)
    with PracticeServer(scenario="no-services", switches=manners) as server:
        for row in server.books.products:
            server.books.products.remove(row["code"])
        made = Shop(tmp_path, server)
        yield made
        made.room.close()


def goods(shop: Shop, *vat_types: int) -> None:
    """Give PEAK products of these ``sellVatType``: 1 none, 2 0 %, 3 7 %."""
    fill(shop.server.books.products, [{"name": "ถ้วย", "sellVatType": one} for one in vat_types])


def answer_rules(shop: Shop, *, registered: bool) -> None:
    """Keep what the page Rules keeps."""
    rules = Rules(vat_registered=registered, start_date=date(2026, 11, 1))
    shop.room.use_settings(replace(shop.room.settings, rules=rules))


def made(shop: Shop) -> VatClass | None:
    """The VAT of a service the program makes."""
    used = CreateService(Service.SHIPPING).do(shop.room).of(Service.SHIPPING).used
    return used.vat_class if used is not None else None


@pytest.mark.parametrize(
    ("vat_types", "expected"),
    [
        ((1, 1), VatClass.NONE),
        ((2, 2, 3), VatClass.NONE),
        ((3, 3, 1), VatClass.SEVEN),
    ],
)
def test_a_service_is_made_with_the_vat_of_most_goods_before_rules_is_answered(
    bare: Shop, vat_types: tuple[int, ...], expected: VatClass
) -> None:
    goods(bare, *vat_types)
    assert made(bare) is expected


@pytest.mark.parametrize("registered", [True, False])
def test_without_goods_a_service_is_made_with_the_vat_of_the_rules(
    bare: Shop, registered: bool
) -> None:
    answer_rules(bare, registered=registered)
    assert made(bare) is (VatClass.SEVEN if registered else VatClass.NONE)


def test_a_shop_that_said_it_is_not_registered_gets_no_service_with_vat(bare: Shop) -> None:
    goods(bare, 3, 3)
    answer_rules(bare, registered=False)
    assert made(bare) is VatClass.NONE


@pytest.mark.parametrize("vat_types", [(), (1, 3)])
def test_nothing_is_made_while_nobody_knows_the_vat(bare: Shop, vat_types: tuple[int, ...]) -> None:
    goods(bare, *vat_types)
    found = CreateService(Service.SHIPPING).do(bare.room)
    assert found.with_vat is None
    assert found.missing() == tuple(Service)
    assert len(bare.server.books.services) == 0


@pytest.mark.parametrize("registered", [True, False])
def test_what_a_person_said_is_kept_where_rules_shows_it(bare: Shop, registered: bool) -> None:
    assert SayRegistered(registered).do(bare.room).with_vat is registered
    assert LookAtServices().do(bare.room).with_vat is registered
    assert bare.room.settings.rules == Rules(vat_registered=registered)
    assert made(bare) is (VatClass.SEVEN if registered else VatClass.NONE)


@pytest.mark.parametrize(
    ("vat_types", "service", "differs"),
    [((1,), 3, True), ((1,), 1, False), ((2,), 1, False), ((3,), 1, True), ((), 1, False)],
)
def test_a_service_is_compared_with_the_goods(
    bare: Shop, vat_types: tuple[int, ...], service: int, differs: bool
) -> None:
    goods(bare, *vat_types)
    fill(bare.server.books.services, [{"name": Service.COD_FEE.value, "sellVatType": service}])
    assert LookAtServices().do(bare.room).of(Service.COD_FEE).vat_differs is differs
