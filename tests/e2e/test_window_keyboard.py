"""The set-up without a mouse: keys alone, from the first page to receipts in PEAK."""

import pytest

from tests.e2e.shop_owner import BUTTON, LABEL, Owner

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("desktop"), pytest.mark.timeout(300)]


def test_the_set_up_is_done_by_keys_alone(owner: Owner) -> None:
    reader, keys = owner.reader, owner.desktop.keys

    def next_page(title: str) -> None:
        reader.see(BUTTON, name="ถัดไป", states={"enabled"})
        keys("alt+Right")
        reader.see(LABEL, name=title)

    owner.start()
    reader.see("radio button", name="เชื่อมต่อร้านจริง", states={"focused"})
    next_page("เชื่อมต่อกับ PEAK")
    owner.type_into("Token", owner.token)
    # Enter in the field connects, and never goes on.
    keys("Return")
    reader.see(LABEL, has="ใช่ร้านของคุณหรือไม่")
    next_page("บริการ 2 รายการใน PEAK")
    next_page("ยอดขายอยู่ที่ไหน")
    reader.see(BUTTON, name="เลือกโฟลเดอร์…", states={"focused"})
    keys("space")
    owner.type_into("โฟลเดอร์:", str(owner.exports))
    keys("Return")
    next_page("เงินแต่ละช่องทางเข้าบัญชีไหน")
    reader.see(BUTTON, has=" ส่ง", states={"focused"})
    keys("space")
    next_page("จับคู่สินค้า")
    reader.see(BUTTON, name="จับคู่สินค้าอัตโนมัติ", states={"focused"})
    keys("space")
    reader.see(LABEL, has="เชื่อมสำเร็จ")
    next_page("กติกาของร้าน")
    next_page("ตรวจก่อนส่ง")
    reader.see(BUTTON, name="เริ่มส่ง", states={"focused"})
    assert owner.posted() == []
    keys("space")
    reader.see(BUTTON, name="ดูหน้าแรก", states={"focused"})
    owner.until(owner.posted)
    keys("space")
    reader.see("radio button", name="หน้าแรก", states={"checked"})
    # Every place has its number.
    keys("ctrl+2")
    reader.see("table", name="ใบเสร็จ")
