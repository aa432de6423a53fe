from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.rules import ChannelRule
from xpeak_desktop.domain.settings import (
    LEAST_SETTLE,
    PRODUCTION_URL,
    UAT_URL,
    Pace,
    Rules,
    Settings,
    Source,
)
from xpeak_desktop.services.config import Plan, read_plan
from xpeak_desktop.transport import Limits

SAMPLE = Path(__file__).parents[1] / "data" / "setup.toml"
SOURCE = '[source]\nkind = "folder"\nfolder = "exports"\n'
SHOP = "[shop]\nstart_date = 2026-11-01\n"
LEAST = SOURCE + SHOP


def plan(folder: Path, text: str, before: Settings | None = None) -> Plan:
    path = folder / "setup.toml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path, before or Settings())


def refused(path: Path) -> dict[str, str]:
    """What the one complaint about a file says."""
    with pytest.raises(Trouble) as caught:
        read_plan(path, Settings())
    assert caught.value.problem.code is Code.CONFIG_INVALID
    params = dict(caught.value.problem.params)
    assert set(params) == {"key", "value", "expected"}
    return params


def complaint(folder: Path, text: str) -> dict[str, str]:
    path = folder / "setup.toml"
    path.write_text(text, encoding="utf-8")
    return refused(path)


# --- what a good file says ---


def test_the_sample_file_is_read_whole() -> None:
    assert read_plan(SAMPLE, Settings()) == Plan(
        Settings(
            base_url="http://127.0.0.1:8765/api/v1",
            source=Source("folder", folder=str(SAMPLE.parent.resolve() / "exports")),
            rules=Rules(
                vat_registered=True,
                start_date=date(2026, 10, 1),
                receipt_with_vat_is_tax_invoice=True,
            ),
            pace=Pace(15, 300, 30),
            create_services=True,
            create_products=False,
        ),
        (
            ChannelRule("โอนธนาคาร กสิกร", send=True, pay_into="BSV001"),
            ChannelRule("โอนธนาคาร ไทยพาณิชย์", send=True, pay_into="BSV002"),
            ChannelRule("เก็บเงินปลายทาง (COD)", send=True, pay_into="cash"),
            ChannelRule("บัตรเครดิต", send=True, pay_into="BSV001"),
            ChannelRule("ShopeePay", send=False, pay_into="cash"),
        ),
    )


def test_the_shortest_file_decides_nothing_it_does_not_say(tmp_path: Path) -> None:
    found = plan(tmp_path, LEAST)
    assert found.channels == ()
    assert found.settings == Settings(
        source=Source("folder", folder=str(tmp_path.resolve() / "exports")),
        rules=Rules(start_date=date(2026, 11, 1)),
    )


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
        [peak]
        base_url = " https://peak.example/api/v1/ "
        create_services = true
        create_products = true
        [source]
        kind = "live"
        url = "https://shop.example/shop/v1/"
        [shop]
        vat_registered = false
        start_date = 2026-01-31
        numbering = "shop"
        receipt_with_vat_is_tax_invoice = false
        [sync]
        every_minutes = 1
        settle_seconds = 120.5
        retry_seconds = 0
    """
    assert plan(tmp_path, text).settings == Settings(
        base_url="https://peak.example/api/v1",
        source=Source("live", url="https://shop.example/shop/v1"),
        rules=Rules(
            vat_registered=False,
            start_date=date(2026, 1, 31),
            receipt_with_vat_is_tax_invoice=False,
        ),
        pace=Pace(1, 120.5, 0),
        create_services=True,
        create_products=True,
    )


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("production", PRODUCTION_URL),
        ("uat", UAT_URL),
        (" uat ", UAT_URL),
        (PRODUCTION_URL + "/", PRODUCTION_URL),
    ],
)
def test_the_two_addresses_of_peak_have_words(tmp_path: Path, word: str, address: str) -> None:
    found = plan(tmp_path, f'[peak]\nbase_url = "{word}"\n{LEAST}')
    assert found.settings.base_url == address


def test_what_the_file_cannot_say_stays_as_it_was(tmp_path: Path) -> None:
    rules = Rules(
        filed_months=frozenset({"2026-10"}), zero_totals_allowed=True, peak_rounding_accepted=True
    )
    before = Settings(base_url=UAT_URL, rules=rules, language="en", set_up=True, keyring=False)
    assert plan(tmp_path, LEAST, before).settings == replace(
        before,
        source=Source("folder", folder=str(tmp_path.resolve() / "exports")),
        rules=replace(rules, start_date=date(2026, 11, 1)),
    )


def test_an_absolute_folder_stays_where_it_is(tmp_path: Path) -> None:
    elsewhere = (tmp_path / "elsewhere").resolve()
    text = f"[source]\nkind = 'folder'\nfolder = '{elsewhere}'\n{SHOP}"
    assert plan(tmp_path, text).settings.source.folder == str(elsewhere)


def test_a_folder_may_begin_at_home(tmp_path: Path) -> None:
    text = LEAST.replace('"exports"', '"~/exports"')
    assert plan(tmp_path, text).settings.source.folder == str((Path.home() / "exports").resolve())


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert plan(tmp_path, "\ufeff" + LEAST) == plan(tmp_path, LEAST)


def test_channels_have_names_of_any_script_and_signs(tmp_path: Path) -> None:
    text = f"""{LEAST}
        [channels." โอนธนาคาร กสิกร "]
        send = true
        pay_into = " BSV001 "
        [channels."Shop.ee [TH]"]
        send = true
        [channels.COD]
        send = true
        pay_into = ""
    """
    assert plan(tmp_path, text).channels == (
        ChannelRule("โอนธนาคาร กสิกร", send=True, pay_into="BSV001"),
        ChannelRule("Shop.ee [TH]", send=True, pay_into="cash"),
        ChannelRule("COD", send=True, pay_into="cash"),
    )


# --- what is wrong with a bad one ---


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"colour = 1\n{LEAST}", "colour"),
        (f"[peek]\n{LEAST}", "peek"),
        (f"peak = 1\n{LEAST}", "peak"),
        (f"channels = 1\n{LEAST}", "channels"),
        (f'[peak]\nbaseurl = "uat"\n{LEAST}', "peak.baseurl"),
        (f"[peak]\nbase_url = 1\n{LEAST}", "peak.base_url"),
        (f'[peak]\ncreate_services = "yes"\n{LEAST}', "peak.create_services"),
        (f"[peak]\ncreate_products = 1\n{LEAST}", "peak.create_products"),
        (SHOP, "source.kind"),
        (f'[source]\nkind = "ftp"\n{SHOP}', "source.kind"),
        (f'[source]\nkind = ""\n{SHOP}', "source.kind"),
        (f"[source]\nkind = true\n{SHOP}", "source.kind"),
        (f'[source]\nkind = "folder"\n{SHOP}', "source.folder"),
        (f'[source]\nkind = "folder"\nfolder = " "\n{SHOP}', "source.folder"),
        (f'[source]\nkind = "folder"\nfolder = 1\n{SHOP}', "source.folder"),
        (f'[source]\nkind = "live"\n{SHOP}', "source.url"),
        (f'[source]\nkind = "live"\nurl = 1\n{SHOP}', "source.url"),
        (f"{SOURCE}path = 'x'\n{SHOP}", "source.path"),
        (SOURCE, "shop.start_date"),
        (f"{SOURCE}[shop]\nvat_registered = true\n", "shop.start_date"),
        (f'{SOURCE}[shop]\nstart_date = "2026-11-01"\n', "shop.start_date"),
        (f"{SOURCE}[shop]\nstart_date = 2026-11-01T00:00:00\n", "shop.start_date"),
        (f"{LEAST}vat_registred = true\n", "shop.vat_registred"),
        (f"{LEAST}vat_registered = 1\n", "shop.vat_registered"),
        (f'{LEAST}numbering = "peak"\n', "shop.numbering"),
        (f"{LEAST}numbering = 1\n", "shop.numbering"),
        (
            f'{LEAST}receipt_with_vat_is_tax_invoice = "true"\n',
            "shop.receipt_with_vat_is_tax_invoice",
        ),
        (f"{LEAST}[sync]\nevery_minute = 1\n", "sync.every_minute"),
        (f"{LEAST}[sync]\nevery_minutes = 0\n", "sync.every_minutes"),
        (f'{LEAST}[sync]\nevery_minutes = "15"\n', "sync.every_minutes"),
        (f"{LEAST}[sync]\nevery_minutes = true\n", "sync.every_minutes"),
        (f"{LEAST}[sync]\nevery_minutes = inf\n", "sync.every_minutes"),
        (f"{LEAST}[sync]\nsettle_seconds = -1\n", "sync.settle_seconds"),
        (f"{LEAST}[sync]\nsettle_seconds = nan\n", "sync.settle_seconds"),
        (f"{LEAST}[sync]\nsettle_seconds = inf\n", "sync.settle_seconds"),
        (f"{LEAST}[sync]\nretry_seconds = 1{'0' * 400}\n", "sync.retry_seconds"),
        (f"{LEAST}[channels]\nCOD = true\n", 'channels."COD".send'),
        (f"{LEAST}[channels.COD]\n", 'channels."COD".send'),
        (f'{LEAST}[channels.COD]\nsend = "yes"\n', 'channels."COD".send'),
        (f'{LEAST}[channels."โอน กสิกร"]\nsend = 1\n', 'channels."โอน กสิกร".send'),
        (f"{LEAST}[channels.Shop.ee]\nsend = true\n", 'channels."Shop".send'),
        (f'{LEAST}[channels.COD]\nsend = true\npayinto = "X"\n', 'channels."COD".payinto'),
        (f"{LEAST}[channels.COD]\nsend = true\npay_into = 1\n", 'channels."COD".pay_into'),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    assert complaint(tmp_path, text)["key"] == key


def test_a_complaint_says_what_stands_there_and_what_could(tmp_path: Path) -> None:
    assert complaint(tmp_path, f'{LEAST}numbering = "peak"\n') == {
        "key": "shop.numbering",
        "value": "peak",
        "expected": '"shop"',
    }
    assert "start_date" in complaint(tmp_path, f"{LEAST}vat = true\n")["expected"]
    assert "[channels]" in complaint(tmp_path, f"[channel]\n{LEAST}")["expected"]
    assert complaint(tmp_path, f"{LEAST}[sync]\nevery_minutes = 0\n")["value"] == "0"


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    assert complaint(tmp_path, '{"peak": {}}')["key"] == "setup.toml"
    assert complaint(tmp_path, f"{LEAST}{SHOP}")["expected"] == "TOML"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "setup.toml"
    path.write_bytes(f'{LEAST}[channels."โอน"]\nsend = true\n'.encode("cp874"))
    assert refused(path) == {
        "key": "--config",
        "value": str(path),
        "expected": "a readable TOML file in UTF-8",
    }


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.toml")["value"] == str(tmp_path / "absent.toml")
    assert refused(tmp_path)["key"] == "--config"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('folder = "exports"', 'folder = "~nobody-of-this-name/x"', "source.folder"),
        ('folder = "exports"', 'folder = "a\\u0000b"', "source.folder"),
        ("every_minutes = 15", "every_minutes = 1.5", "sync.every_minutes"),
        ('base_url = "http://127.0.0.1:8765/api/v1"', 'base_url = ""', "peak.base_url"),
        ('[channels."ShopeePay"]', '[channels." บัตรเครดิต"]', 'channels." บัตรเครดิต"'),
        ('[channels."ShopeePay"]', '[channels.""]', 'channels.""'),
    ],
)
def test_values_that_cannot_be_meant_are_named(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    sample = (Path(__file__).parent.parent / "data" / "setup.toml").read_text(encoding="utf-8")
    assert old in sample
    path = tmp_path / "setup.toml"
    path.write_text(sample.replace(old, new), encoding="utf-8")
    with pytest.raises(Trouble) as met:
        read_plan(path, Settings())
    assert met.value.problem.params["key"] == key


# --- how soon absence may be believed ---


def paced(address: str, seconds: float) -> str:
    return f'[peak]\nbase_url = "{address}"\n{LEAST}[sync]\nsettle_seconds = {seconds}\n'


@pytest.mark.parametrize("address", ["production", "uat", "https://peak.example/api/v1"])
def test_a_settle_window_shorter_than_a_call_may_last_is_refused_for_a_real_peak(
    tmp_path: Path, address: str
) -> None:
    said = complaint(tmp_path, paced(address, 119))
    assert (said["key"], said["value"]) == ("sync.settle_seconds", "119")
    assert said["expected"].startswith("120 ")
    assert plan(tmp_path, paced(address, 120)).settings.pace.settle_seconds == 120


def test_a_file_that_names_no_address_is_for_the_real_peak(tmp_path: Path) -> None:
    assert complaint(tmp_path, f"{LEAST}[sync]\nsettle_seconds = 0\n")["expected"].startswith(
        "120 "
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_the_practice_peak_may_be_settled_with_as_fast_as_one_likes(
    tmp_path: Path, host: str
) -> None:
    found = plan(tmp_path, paced(f"http://{host}:8765/api/v1", 0.1))
    assert found.settings.pace.settle_seconds == 0.1


def test_the_shortest_settle_window_is_the_wait_for_a_sender_and_the_call_itself() -> None:
    assert 2 * Limits().total <= LEAST_SETTLE
