"""How long the window holds the ledger's file open."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ledgers import new_ledger, put, receipt
from xpeak_desktop.ledger.reader import SqliteReader
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.ui.reading import Reading, Shown


class Opening:
    """Opens real readers, and remembers them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.readers: list[SqliteReader] = []

    def __call__(self) -> SqliteReader:
        self.readers.append(open_reader(self._path))
        return self.readers[-1]

    def still_open(self) -> int:
        return sum(answers(reader) for reader in self.readers)


def answers(reader: SqliteReader) -> bool:
    try:
        reader.span()
    except sqlite3.ProgrammingError:
        return False
    return True


@pytest.fixture
def opening(qapp: QApplication, tmp_path: Path) -> Iterator[Opening]:
    with closing(new_ledger(tmp_path)) as ledger:
        put(ledger, receipt("RC-1"))
    opening = Opening(tmp_path / "profile" / "ledger.sqlite3")
    yield opening
    for reader in opening.readers:
        reader.close()


def test_where_an_open_file_cannot_be_renamed_it_is_closed_after_each_question(
    opening: Opening,
) -> None:
    reading = Reading(opening, holds=False)
    assert reading.row_count(Shown()) == 1
    assert opening.still_open() == 0
    assert [row.number for row in reading.rows(0, 10, Shown())] == ["RC-1"]
    assert opening.still_open() == 0
    assert len(opening.readers) == 2


def test_what_is_asked_together_needs_one_reader_which_is_closed_then(opening: Opening) -> None:
    reading = Reading(opening, holds=False)
    with reading.together():
        assert reading.summary(afresh=True).of(()).receipts == 1
        with reading.together():
            assert reading.last_sent() is None
        assert reading.row_count(Shown()) == 1
        assert opening.still_open() == 1
    assert opening.still_open() == 0
    assert len(opening.readers) == 1


def test_it_is_closed_also_when_what_is_asked_together_ends_in_an_error(opening: Opening) -> None:
    reading = Reading(opening, holds=False)
    with pytest.raises(ZeroDivisionError), reading.together():
        raise ZeroDivisionError
    assert opening.still_open() == 0
    assert reading.row_count(Shown()) == 1
    assert opening.still_open() == 0


def test_elsewhere_one_reader_stays_open_until_it_is_closed(opening: Opening) -> None:
    reading = Reading(opening, holds=True)
    with reading.together():
        reading.row_count(Shown())
    reading.rows(0, 10, Shown())
    assert (len(opening.readers), opening.still_open()) == (1, 1)
    reading.close()
    assert opening.still_open() == 0
