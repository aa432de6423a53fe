"""Settings, copies of the ledger and their return, as the window's jobs do them."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import windowed_profile as module
from tests.windowed_profile import KEYS, SharedKeyring, WindowedProfile, windowed_profile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.domain.settings import Pace, Rules, Source
from xpeak_desktop.ports import SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.keeping import (
    BackUpLedger,
    KeepSettings,
    LookAtBackups,
    RestoreLedger,
)
from xpeak_desktop.services.jobs.token import ConfirmBusiness, Connect, LookAtSecrets
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.services.setup_flow import Page, missing


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowedProfile]:
    place = (module.__name__, SharedKeyring.__name__)
    monkeypatch.setattr(keyring_secrets, "ALLOWED", (place,))
    SharedKeyring.reset()
    with (
        PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=12) as server,
        windowed_profile(tmp_path, server) as made,
    ):
        yield made


def run_pass(shop: WindowedProfile) -> PassResult:
    return shop.work.run_pass(lambda _progress: None)


def set_up(shop: WindowedProfile) -> None:
    """Everything the wizard would have done."""
    exports = shop.folder / "exports"
    shop.server.shop.write_csv(exports)
    shop.hand_over(*KEYS, SecretName.USER_TOKEN)
    found = shop.ask(Connect())
    shop.ask(ConfirmBusiness(found.business_id, found.business_name))
    shop.ask(
        KeepSettings(
            source=Source("folder", folder=str(exports)),
            rules=Rules(start_date=date(2000, 1, 1)),
            set_up=True,
            page=Page.DONE.value,
            pace=Pace(settle_seconds=0, retry_seconds=0),
        )
    )
    shop.desk.read_source()
    for name in shop.desk.ledger.channel_totals():
        shop.desk.ledger.set_channel(ChannelRule(name, send=True, pay_into=CASH))


def sent(shop: WindowedProfile) -> int:
    counts = shop.desk.ledger.counts()
    return counts[State.SENT].receipts if State.SENT in counts else 0


# ---------------------------------------------------------------------- settings


def test_only_what_is_given_changes_and_it_is_on_the_disk(shop: WindowedProfile) -> None:
    before = shop.settings
    told = shop.ask(KeepSettings(page="sales", text_percent=115))
    assert told == shop.settings == replace(before, page="sales", text_percent=115)
    shop.ask(KeepSettings(close_explained=True, paused_until="always"))
    assert shop.settings == replace(told, close_explained=True, paused_until="always")
    assert shop.ask(KeepSettings(paused_until="")).paused_until == ""
    shop.start_again()
    assert shop.desk.settings.text_percent == 115


def test_other_rules_judge_the_receipts_again(shop: WindowedProfile) -> None:
    set_up(shop)
    shop.desk.judge()
    shop.ask(KeepSettings(rules=Rules(start_date=date(2999, 1, 1))))
    counts = shop.desk.ledger.counts()
    assert counts[State.READY].receipts == 0
    assert counts[State.EXCLUDED].receipts == 12


def test_settings_that_cannot_be_written_change_nothing(
    shop: WindowedProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(Trouble) as caught:
        shop.ask(KeepSettings(theme="dark"))
    assert caught.value.problem.code is Code.DISK_FULL
    assert shop.desk.settings.theme == shop.settings.theme == ""


def test_another_address_is_another_peak_with_secrets_of_its_own(shop: WindowedProfile) -> None:
    shop.hand_over(*KEYS, SecretName.USER_TOKEN)
    shop.ask(Connect())
    assert shop.desk.gateway().business().name
    shop.ask(KeepSettings(base_url="https://peakengineapidev.azurewebsites.net/api/v1"))
    assert shop.desk.environment == "peakengineapidev.azurewebsites.net"
    assert shop.desk.secret_names() == frozenset()
    shop.ask(KeepSettings(base_url=shop.server.peak_url))
    assert shop.desk.gateway().business().name
    assert shop.mints() == 1


def test_the_practice_peaks_short_settle_window_does_not_go_with_it_to_a_real_one(
    shop: WindowedProfile,
) -> None:
    shop.ask(KeepSettings(pace=Pace(settle_seconds=0)))
    assert shop.settings.pace.settle_seconds == 0
    shop.ask(KeepSettings(base_url="https://peakengineapidev.azurewebsites.net/api/v1"))
    assert shop.settings.pace.settle_seconds == 120


def test_how_far_the_set_up_has_come_is_known_after_a_restart(shop: WindowedProfile) -> None:
    assert not shop.answers().connected
    set_up(shop)
    shop.start_again()
    answers = shop.answers()
    assert answers.connected
    assert answers.business == "ร้านฝึกหัด (ไม่ใช่ PEAK จริง)"
    assert answers.reached is Page.DONE
    assert set(answers.channels.values()) == {True}
    assert [problem.code for problem in missing(Page.REVIEW, answers)] == [
        Code.SERVICE_MISSING,
        Code.SERVICE_MISSING,
    ]
    # A pass looks the services up.
    run_pass(shop)
    assert missing(Page.REVIEW, shop.answers()) == ()


# ---------------------------------------------------------------------- copies


def test_a_copy_is_made_among_the_profiles_own_and_is_listed(shop: WindowedProfile) -> None:
    assert shop.ask(LookAtBackups()).copies == ()
    made = shop.ask(BackUpLedger())
    [copy] = made.copies
    assert copy.path == made.written
    assert abs((copy.made - shop.profile.clock.now()).total_seconds()) < 3600
    assert shop.ask(LookAtBackups()).copies == made.copies


def test_a_copy_can_be_written_to_a_file_of_ones_own(shop: WindowedProfile) -> None:
    out = shop.folder / "usb.sqlite3"
    made = shop.ask(BackUpLedger(out))
    assert made.written == out
    assert out.exists()
    assert made.copies == ()


def test_what_was_sent_after_the_copy_is_not_sent_again(shop: WindowedProfile) -> None:
    set_up(shop)
    copy = shop.ask(BackUpLedger()).written
    assert run_pass(shop).problem is None
    booked = sent(shop)
    assert booked > 5
    posts = shop.server.books.request_counts["POST /receipts"]
    restored = shop.ask(RestoreLedger(copy))
    assert restored.kept is not None
    assert restored.kept.exists()
    assert sent(shop) == 0
    shop.server.shop.more(2)
    shop.server.shop.write_csv(shop.folder / "exports")
    results = [run_pass(shop) for _ in range(4)]
    assert results[-1].problem is None
    assert sum(result.adopted for result in results) == booked
    assert sent(shop) == booked + 2
    assert shop.server.books.request_counts["POST /receipts"] == posts + 2
    assert len({one["code"] for one in shop.server.books.snapshot()["receipts"]}) == booked + 2


def test_a_file_that_is_no_copy_changes_nothing_and_the_work_goes_on(
    shop: WindowedProfile,
) -> None:
    set_up(shop)
    run_pass(shop)
    booked = sent(shop)
    text = shop.folder / "notes.sqlite3"
    text.write_text("not a ledger", encoding="utf-8")
    with pytest.raises(Trouble) as caught:
        shop.ask(RestoreLedger(text))
    assert caught.value.problem.code is Code.BACKUP_UNUSABLE
    assert sent(shop) == booked
    assert run_pass(shop).problem is None


def test_another_business_copy_is_refused(shop: WindowedProfile, tmp_path: Path) -> None:
    set_up(shop)
    with (
        PracticeServer(switches=Switches(mint_limit_seconds=0), seed=2, receipts=3) as other,
        windowed_profile(tmp_path / "other", other, "second") as neighbour,
    ):
        set_up(neighbour)
        copy = neighbour.ask(BackUpLedger()).written
    with pytest.raises(Trouble) as caught:
        shop.ask(RestoreLedger(copy))
    problem = caught.value.problem
    assert problem.code is Code.BACKUP_OTHER_BUSINESS
    assert problem.params == {"ours": shop.server.business.name, "theirs": other.business.name}
    assert shop.answers().business


# ---------------------------------------------------------------------- damage


def test_damage_that_a_job_meets_is_put_right_by_the_next_pass(shop: WindowedProfile) -> None:
    set_up(shop)
    first = shop.desk.ledger

    class MeetsDamage:
        keeps = False

        def do(self, room: object) -> None:
            raise trouble(Code.LEDGER_BROKEN, path="x")

    with pytest.raises(Trouble):
        shop.ask(MeetsDamage())
    assert run_pass(shop).problem is None
    assert shop.desk.ledger is not first


def test_a_pass_that_was_stopped_proves_no_trouble_gone(shop: WindowedProfile) -> None:
    set_up(shop)
    shop.server.gate.revoke_user_token()
    shop.server.gate.kill_client_token()
    assert run_pass(shop).problem is not None
    known = shop.desk.ledger.trouble()
    assert known is not None
    shop.cancel.set()
    assert run_pass(shop).stopped
    assert shop.desk.ledger.trouble() == known
    shop.cancel.clear()
    shop.server.gate.restore_user_token()
    shop.desk.connect_anew()
    assert run_pass(shop).problem is None
    assert shop.desk.ledger.trouble() is None


def test_a_look_through_that_ends_without_a_ledger_leaves_jobs_a_reason(
    shop: WindowedProfile,
) -> None:
    set_up(shop)

    def mark(version: int) -> int:
        with contextlib.closing(sqlite3.connect(shop.profile.places.ledger)) as raw:
            before = int(raw.execute("PRAGMA user_version").fetchone()[0])
            raw.execute(f"PRAGMA user_version = {version}")
            return before

    known = mark(99)
    result = run_pass(shop)
    assert result.problem is not None
    assert result.problem.code is Code.LEDGER_NEWER
    with pytest.raises(Trouble) as caught:
        shop.ask(LookAtSecrets())
    assert caught.value.problem.code is Code.LEDGER_NEWER
    mark(known)
    assert shop.ask(LookAtSecrets()).business_name
    assert run_pass(shop).problem is None
