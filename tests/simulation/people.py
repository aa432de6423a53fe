"""People and other programs: they void, edit and enter documents, close months, delete accounts."""

from typing import TYPE_CHECKING

from tests.simulation.books import Booked, mode_named
from tests.simulation.chance import Stream
from tests.simulation.shop import PRODUCTS, Sale, changed, today
from xpeak_desktop.domain.problems import Code

if TYPE_CHECKING:
    from tests.simulation.world import World

_SPAN = 1800.0


class People:
    """Draws what people do and when; what they touched is remembered for the checks."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._draw = Stream(world.options.seed, "people")
        self._again = Stream(world.options.seed, "again")
        self.voided: set[str] = set()
        self.edited: set[str] = set()
        self.entered: set[str] = set()
        """Numbers or order numbers under which somebody else made a document."""
        self.fed: set[str] = set()
        """Sales that another program had put into PEAK before ours first looked."""
        self.master_gone = False
        self.killed_tokens = 0

    def plan(self) -> None:
        """Spread what people will do over the first half hour."""
        options, draw = self._world.options, self._draw
        timeline = self._world.timeline
        if options.people:
            for _ in range(options.people_acts):
                kind = draw.one_of(options.people)
                timeline.at(draw.between(0, _SPAN), lambda kind=kind: self._act(kind))  # type: ignore[misc]
        for kind in options.master:
            timeline.at(draw.between(30, _SPAN), lambda kind=kind: self._spoil(kind))  # type: ignore[misc]
        if "token.killed" in options.faults:
            for _ in range(draw.whole(1, 3)):
                timeline.at(draw.between(0, _SPAN), self._kill_token)

    def _cover(self, kind: str, code: str = "") -> None:
        disk = self._world.pcs[0].disk
        state = disk.state_of(code) if code else None
        states = ([state] if state else []) if code else disk.states()
        self._world.coverage.hit(kind, states)
        self._world.note(f"people {kind} {code}")

    # ------------------------------------------------------------------ documents

    def _act(self, kind: str) -> None:
        if self._world.calm:
            return
        if kind in ("person.voids", "person.edits"):
            now = self._world.timeline.now
            ours = [
                one
                for one in self._world.books.documents
                if one.ours and not one.void and one.seen_at <= now
            ]
            if ours:
                self._change(kind, self._draw.one_of(ours))
            return
        sale = self._draw.one_of(list(self._world.source.sales.values()))
        self._enter(kind, sale)

    def _change(self, kind: str, document: Booked) -> None:
        self._cover(kind, document.code)
        if kind == "person.voids":
            document.void = True
            self.voided.add(document.code)
        else:
            document.net += 100
            document.base += 100
            document.edited = True
            self.edited.add(document.code)

    def _enter(self, kind: str, sale: Sale) -> None:
        receipt, draw = sale.present, self._draw
        day = f"{receipt.issued_on:%Y%m%d}"
        if kind == "person.same_number":
            if self._world.options.unique_codes and self._world.books.live(sale.number):
                return
            self._cover(kind, sale.number)
            self.entered.add(sale.number)
            same = draw.hit(0.5)
            net = (receipt.total or 0) + (0 if same else 700)
            discounted = bool(receipt.discount or any(one.discount for one in receipt.lines))
            mode = mode_named(receipt.vat_mode, discounted=discounted)
            self._world.books.add(
                code=sale.number, day=day, net=net, vat=receipt.vat or 0, mode=mode
            )
            return
        self._cover(kind)
        code = f"IV-{draw.whole(1, 10**9)}"
        reference = receipt.order_number if kind == "person.same_order" else ""
        if reference:
            self.entered.add(sale.number)
        self._world.books.add(
            code=code, day=day, net=draw.whole(1000, 99_900), vat=0, reference=reference
        )

    # ------------------------------------------------------------------ everything else

    def _spoil(self, kind: str) -> None:
        if self._world.calm:
            return
        books, draw = self._world.books, self._draw
        self._cover(kind)
        self.master_gone = True
        if kind == "gone.product":
            gone = draw.one_of(tuple(PRODUCTS))
            books.products = [row for row in books.products if row["code"] != gone]
        elif kind == "gone.method":
            books.methods = [row for row in books.methods if row["id"] != "m2"]
        elif kind == "month.closed":
            first = next(iter(self._world.source.sales.values())).present.issued_on
            books.closed_days.add(f"{first:%Y%m%d}")
        elif books.contacts:
            code = draw.one_of(list(books.contacts))
            books.gone_contacts.add(books.contacts.pop(code)["id"])

    def _kill_token(self) -> None:
        if not self._world.calm:
            self._cover("token.killed")
            self.killed_tokens += 1
            self._world.peak.kill_token()

    def change_source(self) -> None:
        """Between two passes the shop corrects, cancels or restores some sales."""
        options, draw = self._world.options, self._draw
        source = self._world.source
        if not options.changes or self._world.calm:
            return
        for sale in source.sales.values():
            if sale.arrives <= source.batch and draw.hit(options.change_rate):
                how = draw.one_of(options.changes)
                receipt, fate = changed(sale, how, draw)
                if receipt != sale.present:
                    self._cover(how, sale.number)
                    source.change(sale, receipt, fate)

    def issue_again(self) -> None:
        """Between two passes the shop issues some sales again, each under a new number."""
        options, source = self._world.options, self._world.source
        if self._world.calm:
            return
        for sale in list(source.sales.values()):
            alone = not sale.twin and sale.number not in self.entered
            sold = sale.arrives <= source.batch and sale.fate is None
            if alone and sold and self._again.hit(options.reissue_rate):
                self._cover("source.reissued", sale.number)
                first = sale.present.issued_on or today(options)
                source.issue_again(sale, self._again.one_of((first, today(options))))

    def close_cases(self) -> None:
        """Somebody has looked at what PEAK shows and lets the others go on."""
        for pc in self._world.pcs:
            codes = (Code.PEAK_TOTAL_DIFFERS.value, Code.NOT_BOOKED.value)
            pc.disk.connection.execute(
                "UPDATE case_ SET closed_at = opened_at WHERE closed_at IS NULL AND code IN (?, ?)",
                codes,
            )
