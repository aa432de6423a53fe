"""The ``PeakGateway`` port: what the program asks of PEAK, in PEAK's words."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeVar

from xpeak_desktop.domain.document import Document, PeakDocument, Service
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.receipt import Buyer, clean
from xpeak_desktop.domain.rules import PaymentMethod, PeakItem
from xpeak_desktop.peak import bodies, wire
from xpeak_desktop.peak.http import Ask, PeakHttp, always
from xpeak_desktop.peak.outcome import Expected, Verdict, params
from xpeak_desktop.peak.token import OnDeath
from xpeak_desktop.ports import Answer, Business, Clock, Contact, LookUp, Outcome, SecretStore
from xpeak_desktop.transport import Failure, Limits, Transport

_PAGE: Final = 100
"""Rows per page: 100 works on receipts (S6, verified); the server's maximum is UNKNOWN."""

_ALL: Final = "0"
"""``status`` of the receipts' list: 1 draft, 3 approved, 4 void (S6, verified); 0 stands in samples
(S4) and is read as "all" (inference)."""

_T = TypeVar("_T")


def connect(
    base_url: str,
    secrets: SecretStore,
    clock: Clock,
    cancel: threading.Event,
    on_death: OnDeath | None = None,
    *,
    limits: Limits | None = None,
) -> "Gateway":
    """Make a gateway without calling PEAK; raises ``Trouble`` (INSECURE_ADDRESS).

    The secrets are read at the first call and kept: new secrets need a new gateway.
    """
    transport = Transport(base_url, clock, limits)
    return Gateway(PeakHttp(transport, secrets, clock, cancel, on_death), clock)


class Gateway:
    """PEAK over HTTP. Thread-safe; reads and creations raise ``Trouble``, documents never do."""

    def __init__(self, http: PeakHttp, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._lock = threading.Lock()
        self._doubtful: set[tuple[str, str]] = set()

    # ------------------------------------------------------------------ whose books

    def business(self) -> Business:
        """The business the user token opens; also the cheapest proof that all secrets are right."""
        envelope, _ = self._http.read(Ask("GET", "/user", wire.Kind.USER))
        return wire.business(envelope)

    def now(self) -> datetime:
        """PEAK's time in UTC, or the computer's before PEAK's first answer."""
        return self._http.now()

    def session(self) -> str:
        """The name of the client token in use; raises ``Trouble`` when there is none to be had."""
        return self._http.session()

    def request_count(self) -> int:
        """HTTP requests made so far, repeated and failed ones too."""
        return self._http.request_count()

    def close(self) -> None:
        """Drop the connections."""
        self._http.close()

    # ------------------------------------------------------------------ products and services

    def products(self) -> Iterator[PeakItem]:
        """All products, page by page."""
        return self._listed("/products/list", wire.Kind.PRODUCTS, wire.item)

    def product(self, code: str) -> tuple[PeakItem, ...]:
        """The products of exactly this code: none, one, or more if PEAK allows it."""
        return self._of_code("/products", wire.Kind.PRODUCTS, code, wire.item)[0]

    def create_product(self, code: str, name: str) -> PeakItem:
        """Make a product, or find the one that is there already."""
        return self._create(
            Ask(
                "POST",
                "/products",
                wire.Kind.PRODUCTS,
                body=bodies.product_body(code, name),
                expected=Expected(code),
            ),
            key=code,
            find=lambda: next(iter(self.product(code)), None),
            read=wire.item,
        )

    def services(self) -> Mapping[Service, tuple[PeakItem, ...]]:
        """The guide's services, by exact name in the whole list: no filter by name is known."""
        listed = self._listed("/services/list", wire.Kind.SERVICES, wire.item)
        return wire.services_among(tuple(listed))

    def create_service(self, service: Service, *, with_vat: bool) -> PeakItem:
        """Make one of the guide's services; PEAK numbers it."""
        return self._create(
            Ask(
                "POST",
                "/services",
                wire.Kind.SERVICES,
                body=bodies.service_body(service, with_vat=with_vat),
                expected=Expected(),
            ),
            key=service.value,
            find=lambda: next(iter(self.services()[service]), None),
            read=wire.item,
        )

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        """All payment methods; their list has no address of its own (S3, S4)."""
        return tuple(self._listed("/paymentmethods", wire.Kind.METHODS, wire.method))

    # ------------------------------------------------------------------ contacts

    def contact(self, code: str) -> Contact | None:
        """The contact of exactly this code."""
        found, _ = self._of_code("/contacts", wire.Kind.CONTACTS, code, wire.contact)
        return next(iter(found), None)

    def contacts(self) -> Iterator[Contact]:
        """All contacts; a page of a hundred takes PEAK about 14 s (S6)."""
        return self._listed("/contacts/list", wire.Kind.CONTACTS, wire.listed_contact)

    def create_contact(self, code: str, name: str, buyer: Buyer | None) -> Contact:
        """Make a contact, or find the one that is there already (PEAK says 100 then, S7)."""
        return self._create(
            Ask(
                "POST",
                "/contacts",
                wire.Kind.CONTACTS,
                body=bodies.contact_body(code, name, buyer),
                expected=Expected(code),
            ),
            key=code,
            find=lambda: self.contact(code),
            read=wire.contact,
        )

    # ------------------------------------------------------------------ receipts

    def receipts_of(self, first: date, last: date) -> Iterator[PeakDocument]:
        """The receipts of these dates, void ones too; the list shows no journals (S6)."""
        days = {"dateStart": bodies.day_text(first), "dateEnd": bodies.day_text(last)}
        query = {**days, "status": _ALL}
        return self._listed("/receipts/list", wire.Kind.RECEIPTS, wire.listed_document, query)

    def receipt(self, code: str) -> LookUp:
        """PEAK's documents of exactly this number: several when it was used again after a void.

        Raises ``Trouble`` (PEAK_ODD_ANSWER) when only others are shown: that is no absence.
        """
        found, session = self._of_code("/receipts", wire.Kind.RECEIPTS, code, wire.document)
        return LookUp(found, session)

    def create_receipt(self, document: Document, may_leave: Callable[[], bool] = always) -> Answer:
        """Send one document once. ``NO`` without ``res_code``: our own limits refused it unsent.

        ``NOT_SENT`` (COMPARING_FIRST) when ``may_leave`` says no: waiting for a client token may
        have shown that another computer sends, too.
        """
        try:
            body = bodies.receipt_body(document)
        except bodies.OwnLimit as limit:
            return Answer(Outcome.NO, words=str(limit))
        expected = Expected(document.code)
        return self._document_post("/receipts", body, document.code, expected, may_leave)

    def void_receipt(self, peak_id: str, code: str) -> Answer:
        """Void one document once. What PEAK answers is UNKNOWN: only our code back is a yes."""
        body = bodies.void_body(peak_id, code)
        return self._document_post("/receipts/void", body, code, Expected(code, with_id=False))

    def _document_post(
        self,
        path: str,
        body: bytes,
        code: str,
        expected: Expected,
        may_leave: Callable[[], bool] = always,
    ) -> Answer:
        started = self._clock.monotonic()
        ask = Ask("POST", path, wire.Kind.RECEIPTS, body=body, expected=expected, about=code)
        verdict = self._http.post(ask, may_leave)
        outcome, problem, document = verdict.outcome, verdict.problem, None
        if outcome is Outcome.YES and verdict.row is not None:
            try:
                document = wire.document(verdict.row)
            except Failure as failure:
                outcome, problem = Outcome.UNKNOWN, Problem(failure.code, failure.params)
        return Answer(
            outcome,
            document=document,
            res_code=verdict.res_code,
            words=verdict.words,
            duplicate=verdict.duplicate,
            undocumented=verdict.undocumented,
            problem=problem,
            everybody=verdict.everybody,
            retry_after=verdict.retry_after,
            http_status=verdict.http_status,
            seconds=self._clock.monotonic() - started,
        )

    # ------------------------------------------------------------------ how to ask

    def _of_code(
        self, path: str, kind: wire.Kind, code: str, read: Callable[[wire.Row], _T]
    ) -> tuple[tuple[_T, ...], str]:
        """Ask by code and drop other codes: an ignored filter answers with other rows (S7, S12)."""
        envelope, session = self._http.read(
            Ask("GET", path, kind, query={"code": code}, about=code)
        )
        wanted = clean(code)
        rows = [row for row in envelope.rows if wire.code_of(row) == wanted]
        # A missing contact or product is made, and PEAK refuses a code in use; a receipt's number
        # it may take twice.
        if kind is wire.Kind.RECEIPTS and not rows and not _surely_absent(envelope.rows):
            raise trouble(Code.PEAK_ODD_ANSWER, why="other_rows")
        return tuple(_domain(read, row) for row in rows), session

    def _listed(
        self,
        path: str,
        kind: wire.Kind,
        read: Callable[[wire.Row], _T],
        query: Mapping[str, str] | None = None,
    ) -> Iterator[_T]:
        """Read a list to its end; a row is given once, however often pages repeat it."""
        seen: set[tuple[str, str]] = set()
        first_page = 0
        page = 0
        while True:
            page += 1
            asked = {**(query or {}), "page": str(page), "limit": str(_PAGE)}
            envelope, _ = self._http.read(Ask("GET", path, kind, query=asked))
            fresh = []
            for row in envelope.rows:
                name = wire.id_of(row), wire.code_of(row)
                if name not in seen:
                    seen.add(name)
                    fresh.append(row)
            for row in fresh:
                yield _domain(read, row)
            first_page = first_page or len(envelope.rows)
            # The end is told by the total (S6), or by a page shorter than the first (S12).
            total = envelope.total
            if total is not None and len(seen) >= total:
                return
            if envelope.rows and not fresh and total is not None:
                # ``page`` was ignored: what is missing must not be taken for absent.
                raise trouble(Code.PEAK_ODD_ANSWER, why="same_page")
            if not fresh or len(envelope.rows) < first_page:
                return

    def _create(
        self,
        ask: Ask,
        key: str,
        find: Callable[[], _T | None],
        read: Callable[[wire.Row], _T],
    ) -> _T:
        """Make master data once; whatever is left in doubt is looked up before a second try."""
        name = ask.path, key
        with self._lock:
            doubtful = name in self._doubtful
        if doubtful and (found := find()) is not None:
            return found
        verdict = self._http.post(ask)
        if verdict.outcome is Outcome.YES and verdict.row is not None:
            return _domain(read, verdict.row)
        if verdict.outcome is not Outcome.NOT_SENT:
            with self._lock:
                self._doubtful.add(name)
            if (found := find()) is not None:
                return found
        raise _creation_trouble(verdict)


def _surely_absent(others: Sequence[wire.Row]) -> bool:
    """Whether ours is missing from PEAK: rows of others mean an ignored filter and one page."""
    return not others


def _domain(read: Callable[[wire.Row], _T], row: wire.Row) -> _T:
    try:
        return read(row)
    except Failure as failure:
        raise Trouble(Problem(failure.code, failure.params)) from failure


def _creation_trouble(verdict: Verdict) -> Trouble:
    said = params(verdict.http_status, verdict.res_code, verdict.words)
    problem = verdict.problem or Problem(Code.PEAK_REJECTED, said)
    return Trouble(problem, verdict.retry_after)
