"""A ledger opens wherever a person keeps it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledgers import new_ledger, put, receipt
from xpeak_desktop.ledger.connection import address
from xpeak_desktop.ledger.sqlite import open_reader

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")


@pytest.mark.parametrize(
    "name",
    [
        *("ร้านค้า ของฉัน", "a#b", "100%", "a%41b", "a&mode=memory", "a+b", "..a", "é'\u200b"),
        *(pytest.param(name, marks=posix) for name in ("a?mode=ro", "a\\b", "C:", "a\nb", '"')),
    ],
    ids=ascii,
)
def test_a_folder_of_any_name_holds_a_ledger(name: str, tmp_path: Path) -> None:
    works_in(tmp_path / name)
    assert (tmp_path / name / "profile" / "ledger.sqlite3").stat().st_size
    assert [one.name for one in tmp_path.iterdir()] == [name]


@posix
def test_two_slashes_in_front_are_no_other_computers_name(tmp_path: Path) -> None:
    """As a Windows share is written; here it is the same file."""
    file = tmp_path / "a file"
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect(f"file:/{file}?mode=rwc", uri=True)
    with closing(sqlite3.connect(address(f"/{file}", "rwc"), uri=True)) as connection:
        connection.execute("CREATE TABLE one (two)")
    assert file.stat().st_size


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/ร้าน/x", "file:///home/%E0%B8%A3%E0%B9%89%E0%B8%B2%E0%B8%99/x?mode=ro"),
        ("C:/a b/#1?/x", "file:///C%3A/a%20b/%231%3F/x?mode=ro"),
        ("//server/share/x", "file:////server/share/x?mode=ro"),
    ],
)
def test_an_address_names_no_computer(path: str, told: str) -> None:
    assert address(path, "ro") == told


def works_in(folder: Path) -> None:
    with closing(new_ledger(folder)) as ledger:
        put(ledger, receipt("RC-1"))
    with closing(open_reader(folder / "profile" / "ledger.sqlite3")) as reader:
        assert reader.row_count() == 1
