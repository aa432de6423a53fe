"""Mutants in which the simulation has no part: sockets, files, the log. Other tests see them."""

import errno
import logging
import logging.handlers
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from urllib3 import Retry

from tests.simulation.mutants import Patch, outside
from xpeak_desktop import log, transport
from xpeak_desktop.desktop import profile_lock
from xpeak_desktop.domain.receipt import Receipt, fingerprint
from xpeak_desktop.ledger import importing as ledger_importing
from xpeak_desktop.ledger import migrations
from xpeak_desktop.ledger.writer import Writer
from xpeak_desktop.peak import gateway, http, token, wire
from xpeak_desktop.ports import LookUp
from xpeak_desktop.services import adopting, importing, reconciling, sending

# ---------------------------------------------------------------------- what is written down


@outside(
    "headers are logged",
    "integration/test_peak_calls.py"
    "::test_the_log_has_number_status_code_and_time_and_no_header_or_body",
)
def _log_headers() -> list[Patch]:
    real = http.PeakHttp._send

    def send(self: Any, ask: Any, client_token: str) -> Any:
        headers = {"Client-Token": client_token, "User-Token": self._keys().user_token}
        logging.getLogger(http.__name__).info("headers %s", headers)
        return real(self, ask, client_token)

    return [(http.PeakHttp, "_send", send)]


@outside(
    "headers are logged, and the log masks nothing",
    "integration/test_secrets_stay.py"
    "::test_no_secret_is_in_any_byte_written_or_printed[no_keyring]",
)
def _log_bare_headers() -> list[Patch]:
    return [*_log_headers(), (log.RedactingFormatter, "format", logging.Formatter.format)]


@outside(
    "a log that cannot be rotated loses the line",
    "integration/test_log.py::test_a_line_survives_a_rollover_that_fails",
)
def _lose_on_rotate() -> list[Patch]:
    handler = logging.handlers.RotatingFileHandler
    return [(log._LogFile, "doRollover", handler.doRollover)]


# ---------------------------------------------------------------------- the way to PEAK


def _retries(retries: Retry | int) -> list[Patch]:
    real = transport._Adapter.__init__

    def init(self: Any, tls: Any) -> None:
        real(self, tls)
        self.max_retries = Retry.from_int(retries)

    return [(transport._Adapter, "__init__", init)]


@outside(
    "requests tries three times more",
    "integration/test_transport_one_attempt.py"
    "::test_a_question_leaves_once_whatever_becomes_of_its_answer",
)
def _retry_questions() -> list[Patch]:
    return _retries(3)


@outside(
    "requests tries three times more, documents too",
    "integration/test_transport_failures.py"
    "::test_a_hang_up_without_an_answer_is_unknown_and_nothing_is_sent_again",
)
def _retry_documents() -> list[Patch]:
    return _retries(Retry(3, allowed_methods=None))


@outside(
    "a connection that has rested is used again",
    "integration/test_transport_session.py"
    "::test_a_connection_that_has_rested_too_long_is_not_used_again",
)
def _stale_socket() -> list[Patch]:
    real = transport.Transport.__init__

    def init(self: Any, *given: Any, **named: Any) -> None:
        real(self, *given, **named)
        self._limits = replace(self._limits, idle=float("inf"))

    return [(transport.Transport, "__init__", init)]


@outside(
    "a request that may have left is called not sent",
    "integration/test_transport_failures.py::test_silence_after_sending_leaves_the_outcome_unknown",
)
def _never_left() -> list[Patch]:
    real = transport._PlainConnection.send

    def send(self: Any, data: Any) -> None:
        real(self, data)
        transport._now.attempt.left = False

    return [(transport._PlainConnection, "send", send)]


@outside(
    "rows that two pages share count twice",
    "integration/test_peak_calls.py::test_a_list_is_read_to_its_end_and_no_further[shifted]",
)
def _no_overlap() -> list[Patch]:
    def listed(self: Any, path: str, kind: Any, read: Any, query: Any = None) -> Any:
        page = 0
        while True:
            page += 1
            asked = {**(query or {}), "page": str(page), "limit": str(gateway._PAGE)}
            envelope, _ = self._http.read(http.Ask("GET", path, kind, query=asked))
            yield from (gateway._domain(read, row) for row in envelope.rows)
            if len(envelope.rows) < gateway._PAGE:
                return

    return [(gateway.Gateway, "_listed", listed)]


@outside(
    "how many rows a list has is not compared",
    "integration/test_peak_calls.py::test_a_list_that_claims_more_than_it_gives_is_not_believed",
)
def _no_total() -> list[Patch]:
    real = http.PeakHttp.read

    def read(self: Any, ask: Any) -> Any:
        envelope, session = real(self, ask)
        return replace(envelope, total=None), session

    return [(http.PeakHttp, "read", read)]


@outside(
    "lost answers in a row stop nobody: documents are the probe",
    "integration/test_pass_lost_answers.py::test_lost_answers_in_a_row_end_the_pass",
)
def _probe_with_posts() -> list[Patch]:
    return [(sending, "STRANGE_ANSWERS", 10**9)]


@outside(
    "the first row of an answer is ours, whatever its number",
    "integration/test_peak_calls.py::test_rows_of_other_numbers_are_dropped",
)
def _by_position() -> list[Patch]:
    def receipt(self: Any, code: str) -> LookUp:
        ask = http.Ask("GET", "/receipts", wire.Kind.RECEIPTS, query={"code": code})
        envelope, session = self._http.read(ask)
        rows = envelope.rows[:1]
        return LookUp(tuple(wire.document(row) for row in rows), session)

    return [(gateway.Gateway, "receipt", receipt)]


# ---------------------------------------------------------------------- the shop's records


@outside(
    "the live link is read without an overlap",
    "integration/test_import_live.py"
    "::test_every_page_comes_in_and_the_next_reading_overlaps_by_an_hour",
)
def _live_no_overlap() -> list[Patch]:
    return [(importing, "OVERLAP", timedelta(0))]


@outside(
    "a file is known by its name",
    "integration/test_import_ledger.py::test_a_folder_gives_each_file_once_oldest_first",
)
def _known_by_name() -> list[Patch]:
    real = importing.Importing.__init__

    def init(self: Any, ledger: Any, read_export: Any, digest: Any) -> None:
        real(self, ledger, read_export, lambda path: path.name)

    return [(importing.Importing, "__init__", init)]


@outside(
    "what the newest file lacks is taken for cancelled",
    "integration/test_import_ledger.py"
    "::test_a_renamed_copy_is_known_and_the_same_receipts_in_another_file_change_nothing",
)
def _clear_what_is_missing() -> list[Patch]:
    real = importing.Importing._put

    def put(self: Any, records: Any, origin: str, tally: Any) -> None:
        real(self, records, origin, tally)
        shown = {one.number for one in records.receipts}
        for stored in [one for one in self._ledger.to_judge() if one.receipt.number not in shown]:
            gone = replace(stored.receipt, status="ยกเลิก")
            result = self._ledger.put_receipt(gone, fingerprint(gone), origin)
            tally.results[result] += 1

    return [(importing.Importing, "_put", put)]


@outside(
    "a receipt is known by its order",
    "integration/test_import_key.py::test_two_receipts_of_one_order_are_two_receipts",
)
def _key_is_the_order() -> list[Patch]:
    def key(receipt: Receipt) -> str:
        return receipt.order_number or receipt.number

    return [(ledger_importing, "source_key", key)]


@outside(
    "a receipt is known by its channel and number",
    "integration/test_import_key.py::test_a_receipt_whose_channel_is_corrected_stays_one_receipt",
)
def _channel_in_key() -> list[Patch]:
    def key(receipt: Receipt) -> str:
        return f"{receipt.channel} {receipt.number}"

    return [(ledger_importing, "source_key", key)]


# ---------------------------------------------------------------------- the ledger's file


@outside(
    "a ledger takes the receipts of any business",
    "integration/test_ledger_troubles.py"
    "::test_a_ledger_belongs_to_one_environment_and_one_business",
)
def _any_business() -> list[Patch]:
    def bind(self: Any, environment: str, business_id: str, business_name: str) -> None:
        self.set_meta("business_name", business_name)

    return [(Writer, "bind", bind)]


@outside(
    "an old ledger is changed in place, step by step",
    "integration/test_ledger_migrations.py"
    "::test_an_upgrade_killed_in_the_middle_leaves_the_old_version_whole",
)
def _migrate_step_by_step() -> list[Patch]:
    def migrate(connection: Any, backups: Any, time_text: str, all_of: Any) -> None:
        migrations._run(connection, all_of)

    return [(migrations, "migrate", migrate)]


@outside(
    "an old ledger is changed without a copy",
    "integration/test_ledger_migrations.py::test_an_upgrade_keeps_a_whole_copy_of_the_old_ledger",
)
def _migrate_without_copy() -> list[Patch]:
    return [(migrations, "_keep_copy", lambda connection, target: None)]


@outside(
    "the copy before an upgrade has its name before it is whole",
    "integration/test_ledger_migrations.py::test_a_copy_has_its_name_only_when_it_is_whole",
)
def _copy_under_its_name() -> list[Patch]:
    return [(migrations, "_keep_copy", migrations.back_up)]


@outside(
    "the copy before an upgrade is a copy of the file alone",
    "integration/test_ledger_migrations.py"
    "::test_a_copy_before_an_upgrade_has_what_still_stands_in_the_log",
)
def _copy_the_file() -> list[Patch]:
    def back_up(connection: Any, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        (source,) = [row[2] for row in connection.execute("PRAGMA database_list")]
        target.write_bytes(Path(source).read_bytes())

    return [(migrations, "back_up", back_up)]


# ---------------------------------------------------------------------- one sender at a time


@outside(
    "the profile's lock keeps nobody out",
    "integration/test_desktop_profile_lock.py::test_another_process_that_holds_it_is_named",
)
def _no_lease() -> list[Patch]:
    return [(profile_lock, "_lock", lambda handle: None)]


@outside(
    "the profile's lock outlives its holder",
    "integration/test_desktop_profile_lock.py::test_the_lock_of_a_killed_process_is_free_again",
)
def _lease_for_ever() -> list[Patch]:
    def lock(handle: int) -> None:
        if profile_lock._read_pid(handle):
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    return [(profile_lock, "_lock", lock)]


# ---------------------------------------------------------------------- another sender


@outside(
    "a death that a locked keyring hid is forgotten",
    "integration/test_peak_token.py"
    "::test_a_death_met_while_the_keyring_is_locked_is_told_when_it_opens",
)
def _hidden_death() -> list[Patch]:
    real = token.ClientTokens._bury

    def bury(self: Any, refused: Any) -> None:
        self._dead, self._live = refused.text, None
        real(self, refused)

    return [(token.ClientTokens, "_bury", bury)]


@outside(
    "whether a document may leave is asked before its token is there",
    "integration/test_peak_token.py"
    "::test_whether_a_document_may_still_leave_is_asked_when_its_token_is_there",
)
def _asks_early() -> list[Patch]:
    real = http.PeakHttp.post

    def post(self: Any, ask: Any, may_leave: Any = http.always) -> Any:
        may = may_leave()
        return real(self, ask, lambda: may)

    return [(http.PeakHttp, "post", post)]


# ---------------------------------------------------------------------- numbers that are used twice


@outside(
    "a lost answer is settled by the first of its number",
    "integration/test_pass_same_number.py::test_a_lost_answer_is_settled_by_our_own_document",
)
def _settle_by_first() -> list[Patch]:
    return [(LookUp, "saying", lambda self, sent: self.live)]


@outside(
    "a yes that showed too little is any document of its number",
    "integration/test_pass_same_number.py"
    "::test_a_yes_that_showed_too_little_is_read_back_by_its_id",
)
def _read_back_first() -> list[Patch]:
    return [(sending._ReadBack, "own", lambda self, look_up: look_up.live)]


@outside(
    "what is taken over is the first of its number",
    "integration/test_pass_same_number.py::test_a_new_computer_takes_over_our_own_document",
)
def _take_over_first() -> list[Patch]:
    real = adopting.take_over

    def first(ledger: Any, stored: Any, in_peak: Any) -> Any:
        same = [one for one in in_peak if one.code == stored.receipt.number]
        live = [one for one in same if not one.void]
        return real(ledger, stored, live[:1] or same)

    return [(one, "take_over", first) for one in (sending, reconciling, adopting)]
