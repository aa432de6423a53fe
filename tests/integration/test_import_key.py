"""Under which name a receipt is known: its own number, neither its order's nor its channel's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import row, write_csv
from tests.ledgers import new_ledger, stored
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.services.importing import FileReport, Importing
from xpeak_desktop.shop.export_file import file_digest, read_export


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    found = new_ledger(tmp_path)
    yield found
    found.close()


def take_in(ledger: SqliteLedger, path: Path) -> FileReport:
    (report,) = Importing(ledger, read_export, file_digest).import_files([path]).files
    return report


def test_two_receipts_of_one_order_are_two_receipts(ledger: SqliteLedger, tmp_path: Path) -> None:
    both = [row("RC-1", order_number="SO-1"), row("RC-2", order_number="SO-1")]
    assert take_in(ledger, write_csv(tmp_path / "a.csv", both)).new == 2
    assert {one.receipt.number for one in ledger.to_judge()} == {"RC-1", "RC-2"}


def test_a_receipt_whose_channel_is_corrected_stays_one_receipt(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    take_in(ledger, write_csv(tmp_path / "a.csv", [row("RC-1", channel="Shopee")]))
    report = take_in(ledger, write_csv(tmp_path / "b.csv", [row("RC-1", channel="TikTok")]))
    assert (report.new, report.replaced, ledger.row_count()) == (0, 1, 1)
    assert stored(ledger, "RC-1").receipt.channel == "TikTok"
