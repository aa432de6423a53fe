"""Columns that a person explains: what is offered, what is kept, and that files are read by it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.services.headings import headings_kept
from xpeak_desktop.services.jobs.headings import ExplainColumns, LookAtColumns
from xpeak_desktop.services.jobs.sales import KeepSales, LookAtFolder

TABLE = """เอกสารขาย,,,,
เลข,จ่ายทาง,วันที่เอกสาร,รวมเป็นเงิน,หมายเหตุ
RC-1,โอน,2026-11-01,107.00,
RC-2,COD,2026-11-02,214.00,ของขวัญ
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Desk]:
    profile = Profile(find_places(tmp_path / "data", "default"))
    profile.places.create()
    profile.use_secrets({}, keyring=False)
    made = profile.open_desk(Settings(keyring=False), threading.Event())
    yield made
    made.close()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    file = folder / "sales.csv"
    file.write_text(TABLE, "utf-8")
    return file


def explain(room: Desk, **said: Key | None) -> None:
    ExplainColumns(tuple(said.items())).do(room)


def test_the_columns_of_a_file_nobody_knows_are_told_with_examples(
    room: Desk, export: Path
) -> None:
    found = LookAtColumns(export).do(room)
    assert [(one.heading, one.key) for one in found.columns] == [
        ("เลข", None),
        ("จ่ายทาง", None),
        ("วันที่เอกสาร", Key.ISSUED_ON),
        ("รวมเป็นเงิน", None),
        ("หมายเหตุ", None),
    ]
    assert found.columns[0].examples == ("RC-1", "RC-2")
    assert found.columns[4].examples == ("ของขวัญ",)


def test_a_table_without_one_known_heading_is_told_too(room: Desk, export: Path) -> None:
    export.write_text("Nr;Weg;Betrag\nRC-1;bar;5\n", "utf-8")
    found = LookAtColumns(export).do(room)
    assert [one.heading for one in found.columns] == ["Nr", "Weg", "Betrag"]


def test_an_empty_file_has_no_columns_to_explain(room: Desk, export: Path) -> None:
    export.write_text(" \n", "utf-8")
    with pytest.raises(Trouble) as raised:
        LookAtColumns(export).do(room)
    assert raised.value.problem.code is Code.FILE_UNREADABLE


def test_what_was_said_is_kept_and_the_file_is_read_by_it(room: Desk, export: Path) -> None:
    folder = str(export.parent)
    found = LookAtFolder(folder).do(room)
    assert found.receipts == 0
    assert [one.code for one in found.problems] == [Code.FILE_HEADINGS_UNKNOWN]
    explain(room, เลข=Key.NUMBER, จ่ายทาง=Key.CHANNEL, รวมเป็นเงิน=Key.TOTAL)
    found = LookAtFolder(folder).do(room)
    assert (found.receipts, found.total) == (2, 32100)
    assert found.unknown_headings == ("หมายเหตุ",)
    assert found.headings_file == "sales.csv"
    assert LookAtColumns(export).do(room).columns[0].key is Key.NUMBER


def test_a_file_that_was_read_is_read_again_when_its_columns_mean_something_else(
    room: Desk, export: Path
) -> None:
    explain(room, เลข=Key.NUMBER, จ่ายทาง=Key.CHANNEL)
    KeepSales(Source("folder", folder=str(export.parent))).do(room)
    assert [row.total for row in room.ledger.rows(0, 5)] == [0, 0]
    assert room.import_files([export]).files[0].known
    explain(room, รวมเป็นเงิน=Key.TOTAL)
    room.read_source()
    assert sorted(row.total for row in room.ledger.rows(0, 5)) == [10700, 21400]
    assert room.import_files([export]).files[0].known


def test_later_words_stand_beside_earlier_ones_and_over_them(room: Desk) -> None:
    explain(room, เลข=Key.NUMBER, จ่ายทาง=Key.CHANNEL)
    explain(room, จ่ายทาง=None)
    assert headings_kept(room.ledger) == {"เลข": "number", "จ่ายทาง": ""}
