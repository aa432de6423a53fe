"""What must hold: after every call, after every pass, and when everything has come to rest."""

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from tests.simulation.books import Booked, mode_of, posted_receipt
from tests.simulation.hazards import Violation
from tests.simulation.options import UTTER_MARGIN
from tests.simulation.pc import Pc
from tests.simulation.shop import Sale
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.receipt import fingerprint
from xpeak_desktop.ledger.codec import document_from_json
from xpeak_desktop.peak.bodies import receipt_body
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.transport import Reply

if TYPE_CHECKING:
    from tests.simulation.world import World

_OK: Final = 200
_TOO_MANY: Final = 429
_REPAIR_PAUSE: Final = 59.0
_MOST_MINTS: Final = 3
_FENCE: Final = 600.0
_DEADLY: Final = (
    "token.killed", "create.600", "create.600_booked", "create.401", "read.600",
    "mint.lost_after",
)  # fmt: skip
_LIES: Final = ("create.600", "create.600_booked", "create.401", "read.600")
_OPEN = (State.IMPORTED, State.READY, State.SENDING, State.UNCERTAIN)
_UNSENT = (State.EXCLUDED, State.BLOCKED, State.REJECTED)


class Checks:
    """The model's side: it knows what is true in PEAK and compares."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._next_mint: dict[int, float] = {}
        self._seen_modes: set[str] = set()
        self.duplicates = self.lost = self.satang_off = self.satang = 0
        self.revived = 0

    @property
    def _one_sender(self) -> bool:
        return self._world.options.pcs == 1

    # ------------------------------------------------------------------ at every call

    def document_leaves(self, pc: int, body: bytes) -> None:
        """A document is about to leave: only with a durable intent of exactly this content."""
        world, disk = self._world, self._world.pcs[pc].disk
        code = str(posted_receipt(body)["code"])
        if disk.connection.in_transaction:
            raise Violation(f"{code} leaves while a commit is open")
        intent = disk.open_intent(code)
        if intent is None:
            raise Violation(f"{code} leaves without an intent")
        if not world.pcs[pc].in_pass:
            raise Violation(f"{code} leaves after its pass has ended")
        if intent[0] != State.SENDING:
            raise Violation(f"{code} leaves while it is {intent[0]}")
        if receipt_body(document_from_json(intent[1])) != body:
            raise Violation(f"{code} leaves with another content than its intent")
        if code in world.people.fed:
            raise Violation(f"{code} leaves though another program had put it into PEAK")
        self._ledger_is_compared(pc, code, str(posted_receipt(body)["issuedDate"]))
        self._lists_are_newer_than_a_death(pc, code, str(posted_receipt(body)["issuedDate"]))
        self._goes_alone(pc, code, body)
        if not self._one_sender:
            return
        if world.books.may_land(code):
            raise Violation(f"{code} leaves while an earlier request may still land")
        if any(one.ours for one in world.books.live(code)):
            raise Violation(f"{code} leaves though PEAK has it")

    def _ledger_is_compared(self, index: int, code: str, day: str) -> None:
        """After an old ledger was put back, a day is listed once more when all must be shown."""
        pc, settle = self._world.pcs[index], self._world.options.settle
        if pc.behind_since is None:
            return
        if pc.listed.get(day, 0.0) < pc.behind_since + settle - UTTER_MARGIN:
            raise Violation(f"{code} leaves before an old ledger is compared with PEAK")

    def _lists_are_newer_than_a_death(self, index: int, code: str, day: str) -> None:
        """After PEAK refused the token, a day is listed once more when all must be shown."""
        pc, settle = self._world.pcs[index], self._world.options.settle
        if pc.let_in_at is None:
            return
        if pc.listed.get(day, 0.0) < pc.let_in_at + settle - UTTER_MARGIN:
            raise Violation(f"{code} leaves though another computer may have sent it")

    def _goes_alone(self, pc: int, code: str, body: bytes) -> None:
        """The first document of a VAT mode leaves with nothing else under way."""
        connection = self._world.pcs[pc].disk.connection
        row = connection.execute("SELECT value FROM meta WHERE name = 'proved_modes'").fetchone()
        if mode_of(posted_receipt(body)) in json.loads(row[0] if row else "[]"):
            return
        sending = connection.execute(
            "SELECT count(*) FROM receipt WHERE state = 'sending'"
        ).fetchone()[0]
        if sending > 1:
            raise Violation(f"{code} leaves with others before its VAT mode is proved")

    def document_is_booked(self, booked: Booked) -> None:
        """PEAK has just booked one of ours."""
        books, people = self._world.books, self._world.people
        again = [one for one in books.live(booked.code) if one.ours and one is not booked]
        if again:
            self.duplicates += 1
            if self._one_sender or self._world.options.unique_codes:
                raise Violation(f"two live documents of {booked.code}")
        if booked.code in people.voided:
            self.revived += 1
            if self._one_sender:
                raise Violation(f"{booked.code} comes back after a person voided it")
        sale = self._world.source.sales[booked.code]
        self._is_the_only_one_of_its_sale(sale, booked)
        if not any((one.total, one.vat) == (booked.net, booked.vat) for one in sale.versions):
            raise Violation(f"{booked.code} is booked with {booked.net}, which was never sold")
        days = {f"{one.issued_on:%Y%m%d}" for one in sale.versions}
        channels = {one.channel for one in sale.versions}
        if booked.day not in days or booked.channel not in channels:
            raise Violation(f"{booked.code} is booked on {booked.day} for {booked.channel}")

        invoice = sale.present.buyer.tax_id
        contact = next(
            (one for one in books.contacts.values() if one["id"] == booked.contact_id), {}
        )
        if contact and contact.get("taxNumber", "") != invoice:
            raise Violation(f"{booked.code} is booked for another buyer")

    def _is_the_only_one_of_its_sale(self, sale: Sale, booked: Booked) -> None:
        """The shop may issue a sale under two numbers; PEAK has it under one of them."""
        if not (sale.twin and self._one_sender) or {sale.number, sale.twin} & self._touched():
            return
        for other in self._world.books.live(sale.twin):
            if (other.net, other.channel) == (booked.net, booked.channel):
                raise Violation(f"{booked.code} is booked, and PEAK has the sale as {other.code}")

    def somebody_contests(self) -> None:
        """The program says that somebody else mints: two tokens must have died early.

        A new process may meet the dead token in the keyring again, and counts it again.
        """
        kinds = self._world.coverage.kinds
        deaths = sum(kinds[kind] for kind in _DEADLY) + self._world.pcs[0].starts - 1
        if self._one_sender and deaths < 2:
            raise Violation("a false alarm: nobody else minted a token")

    def token_is_minted(self, pc: int) -> None:
        """A process may mint at once, and then once in 65 seconds, or when PEAK said it may."""
        one, now = self._world.pcs[pc], self._world.timeline.now
        if not one.first_mint_free and now < self._next_mint.get(pc, 0.0):
            raise Violation(f"minted {self._next_mint[pc] - now:.0f} s too early")
        one.first_mint_free = False

    def token_was_asked_for(self, pc: int, answer: Reply) -> None:
        """Until when this computer has to leave the token as it is."""
        now = self._world.timeline.now
        if answer.status != _OK:
            said = answer.json() if answer.status == _TOO_MANY else {}
            self._next_mint[pc] = now + said.get("retryAfterSeconds", _REPAIR_PAUSE)
            return
        if answer.json()["peakclienttoken"]["resCode"] != "200":
            # The time stamp was wrong: it may ask again with PEAK's own time.
            self._world.pcs[pc].first_mint_free = True
            return
        self._next_mint[pc] = now + _REPAIR_PAUSE
        mints = self._world.pcs[pc].mints
        mints.append(now)
        kinds = self._world.coverage.kinds
        if any(kinds[kind] for kind in _LIES):
            return  # a token that PEAK calls dead at once is no sign of another sender
        if len(mints) > _MOST_MINTS and mints[-1] - mints[-1 - _MOST_MINTS] < _FENCE:
            raise Violation(f"{_MOST_MINTS + 1} tokens minted in ten minutes")

    # ------------------------------------------------------------------ after every pass

    def after_pass(self, pc: Pc, result: PassResult | None) -> None:
        """Every receipt stands in exactly one state, and none has vanished."""
        connection = pc.disk.connection
        rows = connection.execute("SELECT code, count(*) FROM receipt GROUP BY code").fetchall()
        if any(count != 1 for _, count in rows):
            raise Violation("a receipt stands in the ledger twice")
        if result is None:
            return
        known = {code for code, _ in rows}
        if not known <= self._world.source.sales.keys():
            raise Violation("the ledger has receipts nobody made")
        # Each VAT mode's first document is asked for every five seconds until it is booked.
        most = 60 + 14 * len(self._world.source.sales) + self._world.options.settle
        if result.requests > most:
            raise Violation(f"{result.requests} requests in one pass")
        if connection.in_transaction:
            raise Violation("a transaction is left open")
        self._modes_are_proved(pc)

    def _modes_are_proved(self, pc: Pc) -> None:
        """What is called proved has been seen in PEAK with its journal."""
        row = pc.disk.connection.execute(
            "SELECT value FROM meta WHERE name = 'proved_modes'"
        ).fetchone()
        proved = set(json.loads(row[0] if row else "[]"))
        if proved <= self._seen_modes:
            return
        now = self._world.timeline.now
        self._seen_modes |= {
            one.mode
            for one in self._world.books.documents
            if one.mode and max(one.seen_at, one.journal_at) <= now
        }
        if not proved <= self._seen_modes:
            raise Violation(f"{proved - self._seen_modes} is called proved, and PEAK showed none")

    # ------------------------------------------------------------------ at the end

    def at_rest(self) -> None:
        """Everything has drained: compare the shop, every ledger and PEAK."""
        for pc in self._world.pcs:
            self._ledger_at_rest(pc)
        made, gone = self._world.books.contacts_made, self._world.books.gone_contacts
        if len(set(made)) != len(made) and not gone:
            raise Violation("a contact was made twice")

    def _ledger_at_rest(self, pc: Pc) -> None:
        cases = {
            row[0]
            for row in pc.disk.connection.execute(
                "SELECT receipt.code FROM case_ JOIN receipt USING (receipt_id)"
            )
        }
        told = pc.disk.connection.execute(
            "SELECT code, state, problem_code, fingerprint, total, channel, issued_on, peak_id"
            " FROM receipt"
        ).fetchall()
        if len(told) != len(self._world.source.sales):
            raise Violation(f"{len(self._world.source.sales) - len(told)} receipts are lost")
        ours: dict[tuple[str, str], int] = defaultdict(int)
        touched = self._touched()
        for code, state, problem, mark, total, channel, day, peak_id in told:
            sale = self._world.source.sales[code]
            self._receipt(
                pc, sale, State(state), problem, mark, case=code in cases, touched=code in touched
            )
            self._world.note(f"{pc.index} {code} {state} {peak_id} {problem or ''}")
            self._named(code, State(state), total, peak_id)
            if problem == Code.NUMBER_CLASH or state == State.VOIDED:
                self._has_none_of_its_own(code, state, total)
            if State(state) is State.SENT and code not in touched:
                ours[day.replace("-", ""), channel] += total
        if self._one_sender:
            self._money(ours, touched)

    def _named(self, code: str, state: State, total: int, peak_id: str) -> None:
        """What is called sent names the document in PEAK that says so, whoever made it."""
        if state is not State.SENT or not self._one_sender:
            return
        named = [one for one in self._world.books.documents if one.peak_id == peak_id]
        if not named or named[0].code != code:
            raise Violation(f"{code} is called sent as {peak_id!r}, which is not its document")
        if named[0].net != total and not named[0].edited:
            raise Violation(f"{code} is called sent, and PEAK has another amount")

    def _has_none_of_its_own(self, code: str, state: str, total: int) -> None:
        """Whose number another's document carries, or was voided, has none of its own in PEAK."""
        live = self._world.books.live(code)
        own = any(one.ours and one.net == total and not one.edited for one in live)
        if own and self._one_sender:
            raise Violation(f"{code} is {state}, and PEAK has our own document")

    def _touched(self) -> set[str]:
        """Receipts whose end is not the program's doing alone.

        When a ledger is lost or an old one is put back, nobody can tell any more that a sale was
        changed after it was sent, and what can no longer be sent is held; the comparison with PEAK
        shows it.
        """
        people, sales = self._world.people, self._world.source.sales.values()
        kinds = self._world.coverage.kinds
        lost = kinds["ledger.lost"] or kinds["ledger.old"]
        gone = people.master_gone
        changed = {sale.number for sale in sales if lost and (gone or len(sale.versions) > 1)}
        return people.voided | people.edited | people.entered | changed

    def _money(self, ours: dict[tuple[str, str], int], touched: set[str]) -> None:
        """To the satang, per day and channel: PEAK's sum is what was sent."""
        theirs: dict[tuple[str, str], int] = defaultdict(int)
        for one in self._world.books.documents:
            if one.ours and not one.void and one.code not in touched:
                theirs[one.day, one.channel] += one.net
        self.satang = sum(theirs.values())
        self.satang_off = sum(abs(theirs[key] - ours[key]) for key in {*ours, *theirs})
        if self.satang_off:
            raise Violation(f"PEAK's sums are not the shop's: {dict(theirs)} {dict(ours)}")

    def _receipt(
        self,
        pc: Pc,
        sale: Sale,
        state: State,
        problem: str | None,
        mark: str,
        *,
        case: bool,
        touched: bool,
    ) -> None:
        world, code = self._world, sale.number
        live = [one for one in world.books.live(code) if one.ours]
        if state in _OPEN:
            raise Violation(f"{code} is still {state.value}")
        if state is State.SENT and not live and not touched:
            self.lost += 1
            raise Violation(f"{code} is called sent and PEAK does not have it")
        if state in _UNSENT and live and not touched and self._one_sender:
            raise Violation(f"{code} is {state.value} and PEAK has it")
        if state is State.VOIDED and code not in world.people.voided:
            raise Violation(f"{code} is called voided and nobody voided it")
        newest = fingerprint(sale.present) == mark
        if state is State.SENT and not (newest or case or touched) and self._one_sender:
            raise Violation(f"{code} was changed after it was sent, and nobody is told")
        if state in _UNSENT and not newest:
            raise Violation(f"{code} is judged in an old version")
        self._fate(sale, state, problem, touched, newest)

    def _fate(
        self, sale: Sale, state: State, problem: str | None, touched: bool, newest: bool
    ) -> None:
        """What must become of a receipt nobody interfered with."""
        world, code = self._world, sale.number
        if touched or world.people.master_gone:
            return
        if not self._one_sender and len(sale.versions) > 1:
            return  # two computers may have sent two versions: the second is held
        if state is State.REJECTED:
            if code not in world.refused_strangely:
                raise Violation(f"{code} is rejected, and PEAK never refused it")
        elif sale.fate is None:
            if sale.twin and problem == Code.ALREADY_IN_PEAK:
                self._waits_for_its_twin(sale)
            elif state is not State.SENT:
                raise Violation(f"{code} should be sent and is {state.value} ({problem})")
        elif state is State.SENT:
            if newest:
                raise Violation(f"{code} should be held ({sale.fate}) and was sent")
        elif problem != sale.fate:
            raise Violation(f"{code} is held for {problem}, not for {sale.fate}")

    def _waits_for_its_twin(self, sale: Sale) -> None:
        """One of two numbers of a sale waits for a person only while PEAK has the other."""
        world = self._world
        gone = self._touched() | world.refused_strangely
        if sale.twin not in gone and not any(one.ours for one in world.books.live(sale.twin)):
            raise Violation(f"{sale.number} waits for {sale.twin}, which PEAK does not have")
