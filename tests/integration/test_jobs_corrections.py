"""What a person decides about single receipts: durable, judged at once, and nothing goes twice."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk import at_desk
from tests.sales import (
    DAY,
    QUICK,
    codes,
    export,
    line,
    on_posts,
    sale,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import (
    AcceptRounding,
    CheckAgain,
    CloseCase,
    Corrected,
    DifferentSale,
    ExplainWord,
    FindInPeak,
    LeaveOut,
    TakeBack,
)
from xpeak_desktop.services.jobs.room import Job

DAY_TEXT = f"{DAY:%Y%m%d}"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        one = ShopProfile(tmp_path, server)
        one.set_up(**QUICK)
        yield one


def id_of(shop: ShopProfile, number: str) -> int:
    with at_desk(shop) as desk:
        found = desk.ledger.receipt_id_of(number)
    assert found is not None
    return found


def do(shop: ShopProfile, job: Job) -> Any:
    """One job in a process of its own: only what is durable reaches the next one."""
    with at_desk(shop) as desk:
        return job.do(desk)


def decide(shop: ShopProfile, number: str, kind: Any, *more: Any) -> Corrected:
    answer = do(shop, kind(id_of(shop, number), *more))
    assert isinstance(answer, Corrected)
    return answer


def stands(answer: Corrected) -> tuple[State, Code | None]:
    return answer.state, answer.code


def book(shop: ShopProfile, *receipts: Any, name: str = "sales.csv") -> dict[str, Any]:
    export(shop, *receipts, name=name)
    return shop.sync_until_nothing_rests()[1]


# ---------------------------------------------------------------------- leaving out


def test_what_is_left_out_stays_out_until_it_is_taken_back(shop: ShopProfile) -> None:
    answer = book(shop, sale("RC-1", total=Decimal("999.00")), sale("RC-2"))
    assert standing(answer) == {"blocked": 1, "sent": 1}
    assert stands(decide(shop, "RC-1", LeaveOut)) == (State.EXCLUDED, Code.BY_PERSON)
    # The shop corrects it, and still it is not sent: a person said so.
    assert standing(book(shop, sale("RC-1"), name="again.csv")) == {"excluded": 1, "sent": 1}
    assert stands(decide(shop, "RC-1", TakeBack)) == (State.READY, None)
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 2}
    assert (sorted(shop.live()), shop.posts()) == (["RC-1", "RC-2"], 2)


def test_nothing_happens_to_one_that_peak_has(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"))
    for kind in (LeaveOut, TakeBack, AcceptRounding, DifferentSale):
        assert stands(decide(shop, "RC-1", kind)) == (State.SENT, None)
    assert (len(shop.live()), shop.posts()) == (1, 1)


def test_one_decision_does_not_have_all_others_judged_again(shop: ShopProfile) -> None:
    book(shop, sale("RC-1", total=Decimal("999.00")))
    with at_desk(shop) as desk:
        mark = desk.ledger.judged_by()
        receipt_id = desk.ledger.receipt_id_of("RC-1")
        assert mark
        assert receipt_id is not None
        LeaveOut(receipt_id).do(desk)
        assert desk.ledger.judged_by() == mark


def test_a_receipt_that_is_not_there_is_a_bug(shop: ShopProfile) -> None:
    with pytest.raises(LookupError):
        do(shop, LeaveOut(4711))


# ---------------------------------------------------------------------- rounding


def test_accepted_rounding_is_sent_with_peaks_total(shop: ShopProfile) -> None:
    # Three times 0.50 baht: 0.04 VAT for each line, but 0.11 for all at once.
    lines = (line(price="0.50"), line(price="0.50"), line(price="0.50"))
    sums = {"vat": Decimal("0.12"), "total": Decimal("1.62")}
    answer = book(shop, sale("RC-1", vat_mode="exclude", lines=lines, **sums))
    assert codes(answer) == [("RC-1", "rounding_differs")]
    assert stands(decide(shop, "RC-1", AcceptRounding)) == (State.READY, None)
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 1}
    [document] = shop.server.books.receipts_with_code("RC-1")
    assert document["netAmount"] == Decimal("1.61")
    code, answer = shop.command("compare", "--month", "2026-11")
    assert (code, answer["difference"], answer["other_amount"]) == (0, "0.00", [])


# ---------------------------------------------------------------------- a second feeder


@pytest.fixture
def twin(shop: ShopProfile) -> ShopProfile:
    """PEAK holds a document of the same order, from somebody else."""
    shop.server.books.add_foreign_receipt("RE-1", 10700, DAY_TEXT, vat=700, reference="SO-RC-1")
    answer = book(shop, sale("RC-1"), sale("RC-2"))
    assert standing(answer) == {"blocked": 1, "sent": 1}
    return shop


def test_another_sale_is_sent_and_the_same_one_is_not(twin: ShopProfile) -> None:
    assert stands(decide(twin, "RC-1", LeaveOut)) == (State.EXCLUDED, Code.BY_PERSON)
    assert sorted(twin.live()) == ["RC-2", "RE-1"]
    assert stands(decide(twin, "RC-1", TakeBack)) == (State.BLOCKED, Code.ALREADY_IN_PEAK)
    assert stands(decide(twin, "RC-1", DifferentSale)) == (State.READY, None)
    assert standing(twin.sync_until_nothing_rests()[1]) == {"sent": 2}
    assert sorted(twin.live()) == ["RC-1", "RC-2", "RE-1"]


def test_asking_again_frees_it_once_the_other_is_void(twin: ShopProfile) -> None:
    answer = decide(twin, "RC-1", CheckAgain)
    assert stands(answer) == (State.BLOCKED, Code.ALREADY_IN_PEAK)
    twin.server.books.void("RE-1")
    assert stands(decide(twin, "RC-1", CheckAgain)) == (State.READY, None)
    assert standing(twin.sync_until_nothing_rests()[1]) == {"sent": 2}
    assert sorted(twin.live()) == ["RC-1", "RC-2"]


def test_a_clash_of_numbers_ends_when_the_other_is_void(shop: ShopProfile) -> None:
    shop.server.books.add_foreign_receipt("RC-1", 55500, DAY_TEXT, vat=3631)
    assert standing(book(shop, sale("RC-1"), sale("RC-2"))) == {"blocked": 1, "sent": 1}
    answer = decide(shop, "RC-1", CheckAgain)
    assert stands(answer) == (State.BLOCKED, Code.NUMBER_CLASH)
    assert [one.net for one in answer.documents] == [55500]
    shop.server.books.void("RC-1")
    posts = shop.posts()
    assert decide(shop, "RC-1", CheckAgain).state is not State.BLOCKED
    shop.sync_until_nothing_rests()
    assert shop.posts() <= posts + 1
    assert len([one for one in shop.live().values() if one["code"] == "RC-1"]) <= 1


# ---------------------------------------------------------------------- refused by PEAK


def test_what_peak_refused_goes_once_more_when_a_person_asks(shop: ShopProfile) -> None:
    shop.server.switches.closed_months = ("202611",)
    posted = on_posts(shop, lambda _: None)
    assert standing(book(shop, sale("RC-1"))) == {"rejected": 1}
    assert standing(shop.sync_until_nothing_rests()[1]) == {"rejected": 1}
    shop.server.switches.closed_months = ()
    assert standing(shop.sync_until_nothing_rests()[1]) == {"rejected": 1}
    assert posted == ["RC-1"]
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.READY, None)
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 1}
    assert (posted, list(shop.live())) == (["RC-1", "RC-1"], ["RC-1"])


# ---------------------------------------------------------------------- after it was sent


def test_a_first_document_that_differs_stops_everybody_until_a_person_decides(
    shop: ShopProfile,
) -> None:
    def book_otherwise(_exchange: Exchange) -> None:
        [number] = shop.live()
        shop.server.books.accountant_edit(number, netAmount=Decimal("108.00"))

    on_posts(shop, book_otherwise, 1, point="after_handling")
    export(shop, *(sale(f"RC-{number}") for number in range(1, 5)))
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (1, {"ready": 3, "sent": 1})
    [number] = shop.live()
    with at_desk(shop) as desk:
        trouble = desk.ledger.trouble()
    assert trouble is not None
    assert trouble.code is Code.PEAK_TOTAL_DIFFERS
    answer_of_job = decide(shop, number, CloseCase, Code.PEAK_TOTAL_DIFFERS)
    assert stands(answer_of_job) == (State.SENT, None)
    with at_desk(shop) as desk:
        assert desk.ledger.trouble() is None
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 4}
    assert (len(shop.live()), shop.posts()) == (4, 4)


def test_a_first_document_put_right_in_peak_frees_everybody(shop: ShopProfile) -> None:
    def book_otherwise(_exchange: Exchange) -> None:
        [number] = shop.live()
        shop.server.books.accountant_edit(number, netAmount=Decimal("108.00"))

    on_posts(shop, book_otherwise, 1, point="after_handling")
    export(shop, *(sale(f"RC-{number}") for number in range(1, 4)))
    shop.command("sync")
    [number] = shop.live()
    assert stands(decide(shop, number, CheckAgain)) == (State.SENT, Code.PEAK_TOTAL_DIFFERS)
    shop.server.books.accountant_edit(number, netAmount=Decimal("107.00"))
    assert stands(decide(shop, number, CheckAgain)) == (State.SENT, None)
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 3}


def test_an_edit_in_peak_is_left_as_it_is_and_not_told_again(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"))
    shop.server.books.accountant_edit("RC-1", netAmount=Decimal("99.00"))
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.SENT, Code.PEAK_CHANGED)
    answer = decide(shop, "RC-1", CloseCase, Code.PEAK_CHANGED)
    assert stands(answer) == (State.SENT, None)
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.SENT, None)


def test_a_sale_that_changed_is_settled_by_correcting_peak(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"))
    changed = sale("RC-1", lines=(line(price="214.00"),))
    book(shop, changed, name="later.csv")
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.SENT, Code.CHANGED_AFTER_SEND)
    shop.server.books.accountant_edit(
        "RC-1",
        netAmount=Decimal("214.00"),
        vatAmount=Decimal("14.00"),
        preTaxAmount=Decimal("200.00"),
    )
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.SENT, None)
    # Nor does the audit ask about it again, and nothing was sent for it.
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.SENT, None)
    assert shop.posts() == 1


def test_a_cancelled_sale_is_settled_by_voiding_it_in_peak(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"), sale("RC-2"))
    book(shop, sale("RC-1", cancelled=True), name="later.csv")
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.SENT, Code.CANCELLED_AFTER_SEND)
    shop.server.books.void("RC-1")
    assert stands(decide(shop, "RC-1", CheckAgain)) == (State.VOIDED, None)
    assert list(shop.live()) == ["RC-2"]


def test_one_look_proves_no_absence(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"))
    shop.server.switches.visible_after_seconds = 5000
    answer = decide(shop, "RC-1", CheckAgain)
    assert stands(answer) == (State.SENT, None)


def test_a_token_of_another_business_decides_nothing(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"))
    with at_desk(shop) as desk:
        desk.ledger.set_meta("business_id", "somebody-else")
        desk.ledger.set_meta("business_name", "ร้านอื่น")
    receipt_id = id_of(shop, "RC-1")
    shop.server.books.void("RC-1")
    with pytest.raises(Exception, match="ledger_other_business"), at_desk(shop) as desk:
        CheckAgain(receipt_id).do(desk)
    with at_desk(shop) as desk:
        detail = desk.ledger.receipt(receipt_id)
    assert detail is not None
    assert detail.row.state is State.SENT


# ---------------------------------------------------------------------- words, looking


def test_a_word_explained_once_frees_all_its_receipts(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    file = shop.exports / "sales.csv"
    file.write_bytes(file.read_bytes().replace("ชำระแล้ว".encode(), "รอโอน".encode()))
    assert standing(shop.command("sync")[1]) == {"blocked": 2}
    assert do(shop, ExplainWord(Topic.STATUS, "รอโอน", "paid")).receipts == 2
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 2}


def test_a_word_cannot_mean_what_its_topic_does_not_have(shop: ShopProfile) -> None:
    with pytest.raises(ValueError, match="cannot mean"):
        do(shop, ExplainWord(Topic.STATUS, "รอโอน", "include"))


def test_peak_can_be_looked_at_without_writing_anything(shop: ShopProfile) -> None:
    book(shop, sale("RC-1"))
    found = do(shop, FindInPeak("RC-1"))
    assert [(one.code, one.net, one.link[:8]) for one in found.documents] == [
        ("RC-1", 10700, "https://")
    ]
    assert do(shop, FindInPeak("RC-9")).documents == ()
