"""The report for support: what helps is in it, and nobody's secrets, names or folders."""

import base64
import getpass
import json
import socket
import zipfile
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import receipt
from tests.small_disk import fill, small_disk
from xpeak_desktop import log as our_log
from xpeak_desktop.bootstrap import Profile
from xpeak_desktop.bootstrap.support import save_report
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.desktop.report_zip import cleaner, computer_facts, write_report
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import Pace, Rules, Settings, Source
from xpeak_desktop.ledger.sqlite import open_ledger
from xpeak_desktop.ports import Secret
from xpeak_desktop.services.support_report import describe

FOLDER = "/home/สมชาย ใจดี/ใบเสร็จ บ้านดินเผา"
SETTINGS = Settings(
    source=Source("folder", folder=FOLDER, url="https://shop.example/somchai?key=canary"),
    rules=Rules(start_date=date(2026, 11, 1), filed_months=frozenset({"2026-10"})),
    language="th",
    set_up=True,
    business_name="บ้านดินเผา เซรามิก",
)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    places = find_places(tmp_path / "data")
    places.create()
    one = Profile(places)
    one.store.save(SETTINGS)
    return one


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as report:
        assert report.testzip() is None
        return {one: report.read(one).decode("utf-8") for one in report.namelist()}


def facts_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(members(path)["facts.json"])
    return found


# --------------------------------------------------------------------------- the facts


def test_the_facts_say_how_things_stand_and_name_nobody(profile: Profile, tmp_path: Path) -> None:
    ledger = open_ledger(profile.places.ledger, profile.clock)
    ledger.put_receipt(receipt("RC-1", channel="โอนเข้าบัญชีคุณสมหญิง"), "1", "file.csv")
    ledger.close()
    out = tmp_path / "report.zip"
    save_report(profile, out)
    facts = facts_of(out)
    assert set(facts) == {"computer", "settings", "ledger"}
    assert facts["settings"]["source"] == "folder"
    assert facts["settings"]["start_date"] == "2026-11-01"
    assert facts["ledger"]["receipts"]["imported"] == 1
    assert facts["computer"]["ledger_schema"].isdecimal()
    assert facts["computer"]["keyring"]
    text = members(out)["facts.json"]
    for hidden in ("สมชาย", "ใบเสร็จ", "somchai", "canary", "สมหญิง", "RC-1", "ดินเผา"):
        assert hidden not in text


def test_a_field_of_the_settings_goes_out_or_was_decided_to_stay() -> None:
    said = json.loads(describe(SETTINGS, None, {}))["settings"]
    taken_apart = {"base_url", "rules", "pace"}
    stays = {"business_name"}
    known = {one.name for one in fields(Settings)}
    assert known - set(said) == taken_apart | stays
    inside = {one.name for part in (Rules, Pace) for one in fields(part)}
    assert set(said) - known == inside | {"peak_host", "source_is_network"}
    assert not any(isinstance(value, str) and "/" in value for value in said.values())


@pytest.mark.parametrize(
    ("folder", "network"),
    [("//nas/share", True), (r"\\nas\share", True), ("/home/x", False), (r"C:\x", False)],
)
def test_of_a_folder_only_its_kind_is_said(folder: str, network: bool) -> None:
    settings = replace(SETTINGS, source=Source("folder", folder=folder))
    said = json.loads(describe(settings, None, {}))["settings"]
    assert said["source_is_network"] is network
    assert "nas" not in json.dumps(said)


def test_without_a_ledger_or_settings_there_is_a_report_all_the_same(
    tmp_path: Path,
) -> None:
    places = find_places(tmp_path / "data")
    places.create()
    out = tmp_path / "report.zip"
    save_report(Profile(places), out)
    assert facts_of(out)["settings"]["set_up"] is False


def test_a_damaged_ledger_is_said_by_its_code(profile: Profile, tmp_path: Path) -> None:
    profile.places.ledger.write_bytes(b"not a ledger" * 1000)
    out = tmp_path / "report.zip"
    save_report(profile, out)
    facts = facts_of(out)
    assert "ledger_broken" in json.dumps(facts)


def test_a_report_is_written_while_the_window_holds_the_profile(
    profile: Profile, tmp_path: Path
) -> None:
    with profile.working(SETTINGS):
        save_report(profile, tmp_path / "report.zip")
    assert facts_of(tmp_path / "report.zip")["ledger"]


# --------------------------------------------------------------------------- the logs


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    return folder


def written(logs: Path, line: str | bytes, name: str = "xpeak.log") -> str:
    """What the report makes of a line in the log."""
    content = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
    (logs / name).write_bytes(content)
    out = logs.parent / "report.zip"
    write_report(out, logs, "{}\n")
    return members(out)[name]


def test_all_logs_and_traces_go_along(logs: Path, tmp_path: Path) -> None:
    for name in ("xpeak.log", "xpeak.log.1", "crash.log", "crash.log.1"):
        (logs / name).write_text(f"line of {name}\n")
    (logs / "other.txt").write_text("not ours")
    write_report(tmp_path / "report.zip", logs, "{}")
    found = members(tmp_path / "report.zip")
    assert set(found) == {"facts.json", "xpeak.log", "xpeak.log.1", "crash.log", "crash.log.1"}
    assert found["crash.log.1"] == "line of crash.log.1\n"


def test_secrets_that_stand_in_an_old_log_do_not_leave(logs: Path) -> None:
    secret = "canary-9f1c2d4e-token-0815"
    our_log.protect(Secret(secret))
    raw = secret.encode()
    for spelled in (
        secret,
        secret.upper().lower(),
        base64.b64encode(b"Basic x:" + raw).decode(),
        raw.hex(),
        raw.hex().upper(),
        "\u200b".join(secret),
    ):
        said = written(logs, f"before {spelled} after\n")
        assert "9f1c2d4e" not in said
        assert base64.b64encode(raw[3:21]).decode() not in said
        assert raw[:8].hex() not in said.lower()
        assert said.startswith("before ")
    assert "canary" not in written(logs, secret.encode("utf-16-le"))


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("User-Token: 12345678abcdefgh", "12345678abcdefgh"),
        ("buyer 0105551234567 said", "0105551234567"),
        ("mail somchai@ร้าน.example or som.chai+1@shop.co.th", "chai"),
        ("call 081-234-5678", "5678"),
        ("call 0812345678", "0812345678"),
        ('File "/home/somchai jaidee/x.py", line 3', "somchai"),
        (r"File C:\Users\สมชาย\AppData\x.py", "สมชาย"),
        (r"File C:\Users\SOMCHA~1\x.py", "SOMCHA"),
        ("/Users/somchai/Library", "somchai"),
        ("KeyError: 'คุณสมหญิง รักดี 12/3 ถ.สุขุมวิท'", "สมหญิง"),
        ("KeyError: 'คุณสมหญิง รักดี 12/3 ถ.สุขุมวิท'", "12/3"),
        ("ValueError: 'Somying Rakdee'", "Rakdee"),
        ("โอนธนาคาร กสิกร is odd", "กสิกร"),
    ],
)
def test_people_do_not_leave(line: str, hidden: str, logs: Path) -> None:
    said = written(logs, f"2026-11-23 INFO x: {line}\n")
    assert hidden not in said
    assert said.startswith("2026-11-23 INFO x: ")


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23T14:05:00+0700 INFO xpeak_desktop.peak.http: POST /receipts 200 200 5.12 s\n",
        "RC2611-00017 was voided in PEAK\n",
        "AttributeError: 'NoneType' object has no attribute 'total'\n",
        '  File "/opt/xpeak/xpeak_desktop/ui/rail.py", line 88, in paintEvent\n',
        "sent 1203 of 100000 in 12.4 s, 65 s to wait, code 600\n",
    ],
)
def test_what_helps_stays(line: str, logs: Path) -> None:
    assert written(logs, line) == line


def test_this_computers_own_names_do_not_leave(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "somchai.j")
    monkeypatch.setattr(socket, "gethostname", lambda: "SOMCHAI-PC")
    said = written(logs, f"{Path.home()}/x by somchai.j on SOMCHAI-PC, somchai.june stays\n")
    assert said == "••••/x by •••• on ••••, somchai.june stays\n"


def test_a_computer_that_does_not_know_who_uses_it_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert cleaner()("a line") == "a line"


def test_hostile_text_is_inert(logs: Path) -> None:
    said = written(logs, "a\u202eb\x1b[31mc\x00d\u2066e<script>\r\nnext\n")
    assert said == "ab[31mcde<script>\nnext\n"


@pytest.mark.parametrize("sign", ["x", " ", "@", "ก", "0", "'", "/home/", "token=", "a.", "\u202e"])
def test_a_megabyte_in_one_line_is_no_trouble(sign: str, logs: Path) -> None:
    """Patterns that go back and forth would take hours; the time limit of tests ends that."""
    written(logs, "INFO: " + sign * (1_000_000 // len(sign)) + "\n")


def test_of_a_long_log_the_end_goes_along_from_a_whole_line(logs: Path) -> None:
    lines = [f"{number:07} {'x' * 92}\n" for number in range(30_000)]
    said = written(logs, "".join(lines))
    kept = said.splitlines(keepends=True)
    assert kept[-1] == lines[-1]
    assert 19_000 < len(kept) < 20_100
    assert kept == lines[-len(kept) :]


def test_bytes_that_are_no_text_do_not_stop_it(logs: Path) -> None:
    assert "end" in written(logs, b"\xff\xfe\x80 \xed\xa0\x80 end\n")


# --------------------------------------------------------------------------- the file


def test_the_report_is_for_its_owner_alone(logs: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.zip"
    write_report(out, logs, "{}")
    assert out.stat().st_mode & 0o777 == 0o600


def test_the_zip_names_no_folder_no_person_and_no_time(logs: Path, tmp_path: Path) -> None:
    (logs / "xpeak.log").write_text("x")
    out = tmp_path / "report.zip"
    write_report(out, logs, "{}")
    with zipfile.ZipFile(out) as report:
        for one in report.infolist():
            assert "/" not in one.filename
            assert one.date_time[0] == 1980
            assert not one.extra
            assert not one.comment
    first = out.read_bytes()
    write_report(out, logs, "{}")
    assert out.read_bytes() == first


def test_a_place_without_room_is_said_and_leaves_nothing(logs: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        fill(disk)
        before = sorted(disk.iterdir())
        with pytest.raises(Trouble) as caught:
            write_report(disk / "report.zip", logs, "{}" * 10_000)
        assert caught.value.problem.code is Code.DISK_FULL
        assert sorted(disk.iterdir()) == before


def test_a_place_that_is_not_there_is_said(logs: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        write_report(tmp_path / "no" / "report.zip", logs, "{}")
    assert caught.value.problem.code is Code.LEDGER_READ_ONLY


def test_the_computers_facts_are_short_words() -> None:
    facts = computer_facts()
    assert set(facts) == {"xpeak", "python", "bundled", "system", "machine", "sqlite", "keyring"}
    assert all(len(one) < 200 for one in facts.values())
    assert socket.gethostname() not in json.dumps(facts).split('"')
