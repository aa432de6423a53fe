"""Mutants of the way PEAK's answers are read, and of the one client token."""

from itertools import islice
from typing import Any

from tests.simulation.mutants import Patch, mutant
from xpeak_desktop.peak import gateway as gateways
from xpeak_desktop.peak import http, outcome, token, wire
from xpeak_desktop.peak.outcome import Verdict
from xpeak_desktop.ports import Answer, Outcome
from xpeak_desktop.transport import Failure


@mutant("a lost answer means that nothing left", fault_rate=0.3, pcs=1, unique_codes=False,
        faults=("create.lost_after", "create.late"), list_lag=90_000.0)  # fmt: skip
def _lost_is_unsent() -> list[Patch]:
    real = outcome.decide

    def decide(heard: Any, kind: Any, expected: Any) -> Verdict:
        if isinstance(heard, Failure):
            heard = Failure(heard.code, heard.params, sent=False)
        return real(heard, kind, expected)

    return [(http, "decide", decide)]


def _sure(test: Any, sure: Outcome) -> list[Patch]:
    """Answers for which ``test`` holds get a certain outcome instead of UNKNOWN."""
    from dataclasses import replace

    real = outcome.decide

    def decide(heard: Any, kind: Any, expected: Any) -> Verdict:
        verdict = real(heard, kind, expected)
        ours = expected is not None and kind is wire.Kind.RECEIPTS
        if ours and not isinstance(heard, Failure) and test(heard, verdict):
            return replace(verdict, outcome=sure)
        return verdict

    return [(http, "decide", decide)]


@mutant("500 means that nothing was booked", fault_rate=0.2,
        faults=("create.500_booked", "create.500_late"))  # fmt: skip
def _500_is_unsent() -> list[Patch]:
    return _sure(lambda heard, verdict: heard.status == 500, Outcome.NOT_SENT)


@mutant("500 means that the document was refused", fault_rate=0.2,
        faults=("create.500_booked", "create.500_empty"))  # fmt: skip
def _500_is_no() -> list[Patch]:
    return _sure(lambda heard, verdict: heard.status == 500, Outcome.NO)


@mutant("600 on a document means that nothing was booked", fault_rate=0.2,
        faults=("create.600_booked",))  # fmt: skip
def _600_is_unsent() -> list[Patch]:
    return _sure(lambda heard, verdict: verdict.res_code == "600", Outcome.NOT_SENT)


@mutant("a 429 of any kind means that nothing was booked", fault_rate=0.2,
        faults=("create.busy_untyped",))  # fmt: skip
def _429_is_unsent() -> list[Patch]:
    return _sure(lambda heard, verdict: heard.status == 429, Outcome.NOT_SENT)


@mutant("an unknown code is a refusal", fault_rate=0.2,
        faults=("create.strange_code_booked",))  # fmt: skip
def _strange_is_no() -> list[Patch]:
    return _sure(lambda heard, verdict: verdict.res_code == "999", Outcome.NO)


def _believed(test: Any) -> list[Patch]:
    """Answers for which ``test`` holds count as a whole yes, whatever they show."""
    from xpeak_desktop.domain.document import PeakDocument

    real = gateways.Gateway.create_receipt

    def create(self: Any, document: Any, *asked: Any) -> Answer:
        answer = real(self, document, *asked)
        if answer.document is not None or not test(answer):
            return answer
        sums = document.sums
        made = PeakDocument(
            "?", document.code, document.issued_on, net=sums.total, vat=sums.vat, base=sums.base
        )
        return Answer(Outcome.YES, made, res_code="200", http_status=200)

    return [(gateways.Gateway, "create_receipt", create)]


@mutant("HTTP 200 is success")
def _trust_http() -> list[Patch]:
    return _believed(lambda answer: answer.http_status == 200)


@mutant("a page in HTML is success", fault_rate=0.2, faults=("create.html",))
def _trust_html() -> list[Patch]:
    return _believed(lambda a: a.problem is not None and a.problem.params.get("why") == "not_json")


@mutant("an unknown code is success", fault_rate=0.2)
def _trust_strange() -> list[Patch]:
    return _believed(lambda answer: answer.res_code == "999")


@mutant("the code of the single document is not read", master=("gone.product", "gone.method"))
def _ignore_item_code() -> list[Patch]:
    return [(outcome, "_said", lambda envelope, row: (envelope.res_code, envelope.words))]


@mutant("somebody else's refusal is ours", fault_rate=0.2, faults=("create.crossed",))
def _crossed_is_no() -> list[Patch]:
    return [(outcome, "_all_of_others", lambda rows, expected: False),
            (outcome, "_names_ours", lambda envelope, row, kind: True)]  # fmt: skip


@mutant("the row's number is not compared", fault_rate=0.3,
        faults=("read.filter_ignored", "create.lost_after"))  # fmt: skip
def _unfiltered() -> list[Patch]:
    real = gateways.Gateway._of_code

    def of_code(self: Any, path: str, kind: Any, code: str, read: Any) -> Any:
        if kind is not wire.Kind.RECEIPTS:
            return real(self, path, kind, code, read)
        envelope, session = self._http.read(
            http.Ask("GET", path, kind, query={"code": code}, about=code)
        )
        return tuple(read(row) for row in envelope.rows), session

    return [(gateways.Gateway, "_of_code", of_code)]


@mutant("rows of others count as absence", fault_rate=0.5, pcs=1, passes=8, receipts=12,
        unique_codes=False, list_lag=90_000.0, hazards=(), people=(), changes=(), master=(),
        faults=("read.filter_ignored", "create.lost_after"))  # fmt: skip
def _others_are_absence() -> list[Patch]:
    return [(gateways, "_surely_absent", lambda rows: True)]


@mutant("a day's list is read to the end of its first page", days=1, receipts=12, pcs=1,
        faults=("ledger.lost",), passes=12, unique_codes=False)  # fmt: skip
def _first_page() -> list[Patch]:
    real = gateways.Gateway.receipts_of

    def receipts_of(self: Any, first: Any, last: Any) -> Any:
        # Pages of three: no world has a hundred documents on one day.
        return islice(real(self, first, last), 3)

    return [(gateways.Gateway, "receipts_of", receipts_of)]


@mutant("600 with an empty list is an empty list")
def _600_is_empty() -> list[Patch]:
    real = outcome.decide

    def decide(heard: Any, kind: Any, expected: Any) -> Verdict:
        verdict = real(heard, kind, expected)
        if expected is None and verdict.res_code == "600":
            return Verdict(Outcome.YES, "200", envelope=wire.Envelope("200", "", (), {}))
        return verdict

    return [(http, "decide", decide)]


@mutant("a new token is minted without a pause", fault_rate=0.2)
def _no_pause() -> list[Patch]:
    return [(token, "MINT_PAUSE", 0.0)]


@mutant("every call mints its own token")
def _mint_each() -> list[Patch]:
    def obtain(self: Any) -> Any:
        self._rests_until = None
        return self._mint_one()

    def give(self: Any) -> Any:
        return obtain(self)

    return [(token.ClientTokens, "token", give)]


@mutant("five senders with a dead token mean five deaths", overlap=0.9, pcs=1, receipts=20,
        faults=("token.killed",), hazard_every=0.0)  # fmt: skip
def _renew_each() -> list[Patch]:
    def renew(self: Any, refused: Any) -> Any:
        self._bury(refused)
        return self._obtain()

    return [(token.ClientTokens, "renew", renew)]


@mutant("the settle window is measured by this computer's clock", hazard_every=60.0,
        hazards=("clock.jump",))  # fmt: skip
def _pc_time() -> list[Patch]:
    return [(http.PeakHttp, "now", lambda self: self._clock.now())]


@mutant("calls are signed with this computer's time", skew=7200.0)
def _pc_stamp() -> list[Patch]:
    return [(http.PeakTime, "now", lambda self: self._clock.now())]


@mutant("questions are not asked again with a new token")
def _no_renewal() -> list[Patch]:
    return [(http, "_RENEWALS", -1)]


@mutant("a wrong yes counts: no id is needed", fault_rate=0.2, faults=("create.no_id",))
def _no_id() -> list[Patch]:
    return [(wire, "id_of", lambda row: str(row.get("id") or "none"))]
