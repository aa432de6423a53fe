"""Mutants of the engine: of what is sent when, of what is believed, of what is judged."""

from dataclasses import replace
from datetime import UTC
from functools import partial
from typing import Any, Final

from tests.simulation.mutants import Patch, World, mutant
from xpeak_desktop.domain import document as documents
from xpeak_desktop.domain import rules
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ledger import judging as ledger_judging
from xpeak_desktop.ports import Answer, LookUp, Outcome, Settled
from xpeak_desktop.services import contacts, judging, proving, sending, settling
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.reconciling import Reconciling

_LATE: Final[World] = {
    "settle": 300, "late": 280.0, "lag": 10.0, "fault_rate": 0.3, "pcs": 1, "passes": 10,
    "faults": ("create.late", "create.500_late"), "unique_codes": False, "list_lag": 90_000.0,
}  # fmt: skip

_CALM: Final[World] = {
    "faults": (), "people": (), "changes": (), "master": (), "hazard_every": 0.0, "pcs": 1,
    "feeder": False, "old_ledgers": 0.0, "reissue_rate": 0.0,
}  # fmt: skip
"""A world in which nothing happens but what a mutant's own world adds."""

_DOUBT: Final[World] = {
    **_CALM, "faults": ("create.lost_after", "create.truncated"), "fault_rate": 0.5, "settle": 300,
    "receipts": 9, "passes": 8, "unique_codes": False, "list_lag": 90_000.0,
}  # fmt: skip
"""Many documents are booked and unclear; lists never show them, so only a look-up can tell."""

_BLIND: Final[World] = {"faults": (*_DOUBT["faults"], "read.blind")}
_LISTED: Final[World] = {**_DOUBT, "list_lag": 0.0}
"""The same, and PEAK's lists show them too."""

_FEW: Final = 2

Sending = sending.Sending
Settling = settling.Settling


@mutant("a lost answer is answered by sending again")
def _retry_post() -> list[Patch]:
    def create(self: Any, attempt: Any) -> None:
        gateway = self._gateway

        def twice(document: Any) -> Answer:
            answer: Answer = gateway.create_receipt(document)
            again = answer.outcome is Outcome.UNKNOWN
            return gateway.create_receipt(document) if again else answer

        self._tools.senders.submit(sending._Create(attempt), partial(twice, attempt.document))

    return [(Sending, "_create", create)]


@mutant("documents leave before the commit of their intents")
def _commit_after_send() -> list[Patch]:
    real_begin = Sending._begin

    def begin(self: Any, stored: Any, document: Any) -> Any:
        attempt = real_begin(self, stored, document)
        self._tools.senders.submit(
            sending._Create(attempt), partial(self._gateway.create_receipt, document)
        )
        return attempt

    return [(Sending, "_begin", begin), (Sending, "_create", lambda self, attempt: None)]


@mutant("nothing rests: both look-ups follow at once", _LATE)
def _no_settle() -> list[Patch]:
    return _settle_for(0.0)


def _settle_for(share: float) -> list[Patch]:
    """The settle window is only this share of what it should be."""
    real, real_sending = Settling.__init__, Sending.__init__

    def init(self: Any, tools: Any) -> None:
        real(self, tools)
        self._rest *= share

    def init_sending(self: Any, *given: Any) -> None:
        real_sending(self, *given)
        self._settle *= share

    return [(Settling, "__init__", init), (Sending, "__init__", init_sending)]


@mutant("the settle window is a tenth of what it should be", _LATE)
def _short_settle() -> list[Patch]:
    return _settle_for(0.1)


@mutant("one look-up shows absence", _LATE, faults=("create.late",), fault_rate=0.5,
        hazards=("sleep",), hazard_every=20.0, receipts=9)  # fmt: skip
def _absent_once() -> list[Patch]:
    def absent(self: Any, stored: Any, attempt: Any) -> None:
        self._tools.ledger.finish(attempt, State.READY, Settled("absent"))

    return [(Settling, "_absent", absent)]


@mutant("absence needs no positive control", _DOUBT, _BLIND)
def _no_control() -> list[Patch]:
    real = Settling.settle

    def settle(self: Any, stored: Any, attempt: Any, look_up: LookUp, control: Any) -> None:
        real(self, stored, attempt, look_up, look_up.session)

    return [(Settling, "settle", settle)]


_VOIDS: Final[World] = {"people": ("person.voids",), "people_acts": 12}
_EDITS: Final[World] = {"people": ("person.edits",), "people_acts": 12}


@mutant("what a person voided counts as absent", _DOUBT, _VOIDS)
def _revive() -> list[Patch]:
    real = Settling.settle

    def settle(self: Any, stored: Any, attempt: Any, look_up: LookUp, control: Any) -> None:
        alive = tuple(one for one in look_up.documents if not one.void)
        real(self, stored, attempt, LookUp(alive, look_up.session), control)

    return [(Settling, "settle", settle)]


@mutant("a void is overlooked by number and in the list", _LISTED, _VOIDS)
def _revive_listed() -> list[Patch]:
    return [*_revive(), *_adopt_no_void()]


@mutant("a fresh ledger overlooks voided documents", _CALM, _VOIDS,
        faults=("ledger.lost",), passes=12)  # fmt: skip
def _adopt_no_void() -> list[Patch]:
    real = Sending._adopt

    def adopt(self: Any, stored: Any, in_peak: Any) -> bool:
        return real(self, stored, tuple(one for one in in_peak if not one.void))

    return [(Sending, "_adopt", adopt)]


@mutant("a clash of numbers is sent again", _DOUBT, _EDITS)
def _clash_again() -> list[Patch]:
    def clash(tools: Any, attempt: Any, look_up: Any) -> None:
        tools.ledger.finish(attempt, State.READY, Settled("clash", look_up.live))

    return [(settling, "clash", clash), (sending, "clash", clash)]


@mutant("a clash is overlooked by number, in the list, by its order", _LISTED, _EDITS)
def _clash_listed() -> list[Patch]:
    return [
        *_clash_again(),
        (rules, "_check_number", lambda receipt, in_peak: None),
        (rules, "_check_second_feeder", lambda document, decisions, in_peak: None),
    ]


@mutant("whatever has our number is taken for ours", _DOUBT, unique_codes=True,
        people=("person.same_number",), people_acts=12)  # fmt: skip
def _adopt_all() -> list[Patch]:
    def none(sent: Any, shown: Any) -> tuple[()]:
        return ()

    return [(settling, "differences", none), (sending, "differences", none)]


@mutant("315 is taken for a yes", _DOUBT, unique_codes=True, people=("person.same_number",),
        people_acts=12)  # fmt: skip
def _duplicate_is_yes() -> list[Patch]:
    def ask_back(self: Any, key: Any) -> None:
        code = key.attempt.document.code
        self._booked(key.attempt, documents.PeakDocument(f"by {code}", code), "adopted")

    return [(Sending, "_ask_back", ask_back)]


@mutant("after 315 the document gets another number", unique_codes=True)
def _renumber() -> list[Patch]:
    def ask_back(self: Any, key: Any) -> None:
        other = replace(key.attempt.document, code=key.attempt.document.code + "-1")
        self._tools.senders.submit(
            sending._Create(key.attempt), partial(self._gateway.create_receipt, other)
        )

    return [(Sending, "_ask_back", ask_back)]


@mutant("an unclear answer is sent again", _DOUBT)
def _unsure_is_ready() -> list[Patch]:
    def unsure(self: Any, attempt: Any, answer: Any = None) -> None:
        self._close(attempt)
        self._ledger.finish(attempt, State.READY, Settled("not_sent"))

    return [(Sending, "_unsure", unsure)]


@mutant("an unclear answer counts as refused")
def _unsure_is_rejected() -> list[Patch]:
    def unsure(self: Any, attempt: Any, answer: Any = None) -> None:
        self._close(attempt)
        self._ledger.finish(attempt, State.REJECTED, Settled("rejected"))

    return [(Sending, "_unsure", unsure)]


@mutant("a yes is believed without our number in it", fault_rate=0.2,
        faults=("create.crossed", "create.empty_yes"))  # fmt: skip
def _crossed() -> list[Patch]:
    real = Sending._answered

    def answered(self: Any, attempt: Any, answer: Answer) -> None:
        shown = answer.document
        if answer.res_code == "200" and not answer.duplicate:
            code = attempt.document.code
            shown = replace(shown, code=code) if shown else documents.PeakDocument("?", code)
            day, sums = attempt.document.issued_on, attempt.document.sums
            shown = replace(shown, issued_on=day, net=sums.total, vat=sums.vat, base=sums.base)
            answer = replace(answer, outcome=Outcome.YES, document=shown)
        real(self, attempt, answer)

    return [(Sending, "_answered", answered)]


@mutant("the list of a day is not read before its first send", feeder=True)
def _no_day_list() -> list[Patch]:
    return [(Sending, "_read_day", lambda self, day: [])]


@mutant("an ignored filter puts all documents into one day", fault_rate=0.3, days=4, pcs=1,
        unique_codes=False, faults=("ledger.lost", "read.filter_ignored"))  # fmt: skip
def _any_day() -> list[Patch]:
    def read_day(self: Any, day: Any) -> Any:
        return list(self._gateway.receipts_of(day, day))

    return [(Sending, "_read_day", read_day)]


@mutant("another program's sale is no sign", feeder=True)
def _no_second_feeder() -> list[Patch]:
    return [(rules, "_check_second_feeder", lambda document, decisions, in_peak: None)]


@mutant("a sale leaves under each of its numbers", _CALM, reissue_rate=0.4, passes=8)
def _two_numbers() -> list[Patch]:
    return [(judging.Judging, "_same_order", lambda self, receipt: ())]


@mutant("what may be in PEAK is no sign of the sale", _DOUBT, reissue_rate=0.4)
def _uncertain_is_no_sign() -> list[Patch]:
    sure = ledger_judging.SAME_ORDER.replace("'sending', 'uncertain', ", "")
    return [(ledger_judging, "SAME_ORDER", sure)]


@mutant("what another receipt held is never looked at again", _CALM, reissue_rate=0.5, passes=10,
        faults=("create.offline",), fault_rate=0.4, changes=("source.cancelled",),
        change_rate=0.3)  # fmt: skip
def _held_for_ever() -> list[Patch]:
    return [(ledger_judging.Judging, "_is_held_by_ours", lambda self, stored: False)]


@mutant("the first of a VAT mode does not go alone")
def _not_alone() -> list[Patch]:
    return [(proving.Proofs, "proved", lambda self, document: True)]


@mutant("a document that is not shown yet counts as proved", journal_lag=60.0)
def _proved_unseen() -> list[Patch]:
    real = proving.Proofs.judge

    def judge(self: Any, entry: Any, sent: Any, look_up: LookUp, *others: Any) -> Any:
        if look_up.live is None or not look_up.live.journals:
            self._close(entry, None)
            return proving.Proof.PROVED
        return real(self, entry, sent, look_up, *others)

    return [(proving.Proofs, "judge", judge)]


@mutant("a case of any kind stops everybody", changes=("source.changed",), change_rate=0.5,
        people=("person.edits",), people_acts=12, passes=8, journal_lag=30.0)  # fmt: skip
def _any_case_stops() -> list[Patch]:
    from xpeak_desktop.domain.problems import Code

    return [(proving, "_STOPPING", frozenset(Code))]


@mutant("cancelled sales are sent", changes=("source.cancelled",), change_rate=0.3)
def _send_cancelled() -> list[Patch]:
    return [(rules, "_check_excluded", lambda receipt, shop, decisions, in_peak: None)]


@mutant("all sales are told as the first channel's")
def _one_channel() -> list[Patch]:
    real = rules.judge

    def judge(*given: Any) -> rules.Verdict:
        verdict = real(*given)
        if verdict.document is None:
            return verdict
        document = replace(verdict.document, tags=(verdict.document.tags[0], "หน้าร้าน"))
        return replace(verdict, document=document)

    return [(sending, "judge", judge), (judging, "judge", judge)]


@mutant("what comes while the senders are busy is dropped")
def _drop_when_full() -> list[Patch]:
    real = Sending._begin

    def begin(self: Any, stored: Any, document: Any) -> Any:
        attempt = real(self, stored, document)
        if len(self._open) > _FEW:
            self._close(attempt)
            self._ledger.finish(attempt, State.REJECTED, Settled("rejected"))
        return attempt

    def create(self: Any, attempt: Any) -> None:
        if attempt.attempt_id in self._open:
            real_create(self, attempt)

    real_create = Sending._create
    return [(Sending, "_begin", begin), (Sending, "_create", create)]


@mutant("totals are not compared")
def _no_totals() -> list[Patch]:
    return [(rules, "agrees", lambda receipt, sums: True)]


@mutant("money goes through floats")
def _float_money() -> list[Patch]:
    def satang(baht: Any) -> int:
        return int(float(baht) * 100)

    return [(documents, "satang", satang)]


@mutant("half a satang goes to the even neighbour", _CALM, receipts=200, passes=1)
def _bankers() -> list[Patch]:
    return [(documents, "half_up", lambda value: round(value))]


@mutant("the shop's day is the one of Greenwich")
def _utc_day() -> list[Patch]:
    return [(judging, "BANGKOK", UTC)]


@mutant("all buyers share the general customer", taxpayer_share=0.6)
def _one_contact() -> list[Patch]:
    return [
        (sending, "code_of", lambda buyer: contacts.GENERAL_CODE),
        (sending, "known_contact", lambda ledger, buyer: ledger.contact_id("XGENERAL")),
        (sending, "find_or_create", lambda gateway, buyer: contacts.find_or_create(gateway, None)),
        (sending, "pull_is_due", lambda ledger, now: False),
    ]


@mutant("what PEAK refused is sent again for ever", master=("month.closed", "gone.product"),
        faults=(), hazard_every=60.0, hazards=("clock.jump",), passes=8)  # fmt: skip
def _refused_again() -> list[Patch]:
    return [(ledger_judging, "_refused_before", lambda verdict, rejected_hash: False)]


@mutant("what was being sent at the end is forgotten", hazard_every=60.0, hazards=("kill",))
def _no_recovery() -> list[Patch]:
    from xpeak_desktop.ledger.sqlite import SqliteLedger

    return [(SqliteLedger, "interrupted", lambda self: 0)]


@mutant("nobody minds another sender", pcs=3, passes=10, hazard_every=0.0,
        faults=("read.busy_long",))  # fmt: skip
def _no_fence() -> list[Patch]:
    from xpeak_desktop.peak.token import ClientTokens

    return [
        (ClientTokens, "_count_early_death", lambda self: None),
        (Contest, "refuse", lambda self, ledger, now: None),
    ]


@mutant("the proof of one document is asked of another", fault_rate=0.3, journal_lag=60.0,
        faults=("read.busy_long", "read.lost"))  # fmt: skip
def _wrong_proof() -> list[Patch]:
    real = proving.Proofs.judge
    last: list[Any] = []

    def judge(self: Any, entry: Any, sent: Any, *others: Any) -> Any:
        last.append(sent)
        return real(self, entry, last[0] if len(last) % 7 == 0 else sent, *others)

    return [(proving.Proofs, "judge", judge)]


_OLD: Final[World] = {
    **_CALM, "old_ledgers": 0.6, "list_lag": 0.0, "passes": 10, "receipts": 12, "arrive_over": 7,
}  # fmt: skip


@mutant("an old ledger that is put back goes on sending", _OLD)
def _ignore_epoch() -> list[Patch]:
    real = Reconciling.look_back

    def look_back(self: Any) -> None:
        kept = self._tools.epochs.kept()
        if self._epoch() < kept:
            self._ledger.set_meta("epoch", str(kept))
        real(self)

    return [(Reconciling, "look_back", look_back)]


@mutant("an old ledger is compared once only", _OLD)
def _compare_once() -> list[Patch]:
    real = Reconciling.__init__

    def init(self: Any, *rooms: Any) -> None:
        real(self, *rooms)
        self._rest *= 0

    return [(Reconciling, "__init__", init)]


@mutant("the epoch is not counted", _OLD, settle=300, late=0.0, lag=290.0)
def _no_epoch() -> list[Patch]:
    return [(Reconciling, "begin_sending", lambda self: None)]


_TWO: Final[World] = {**_CALM, "pcs": 2, "unique_codes": True, "receipts": 12, "days": 1}


@mutant("the death of a token is not taken for another's letting in", _TWO)
def _another_unnoticed() -> list[Patch]:
    return [(Contest, "another", property(lambda self: False))]


@mutant("what waits for a sender leaves after its pass has ended", _CALM, hazard_every=100.0,
        hazards=("disk.locked",), receipts=30, days=1, passes=8, at_once=0.0)  # fmt: skip
def _leaves_later() -> list[Patch]:
    return [(Sending, "_may_leave", lambda self: not self._contest.another)]
