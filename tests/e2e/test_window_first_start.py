"""The real program from its first page to the tray, and again the next day."""

import pytest

from tests.e2e.shop_owner import BUTTON, LABEL, Owner

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("desktop"), pytest.mark.timeout(300)]


def test_from_the_first_page_to_the_tray_and_again_the_next_day(owner: Owner) -> None:
    reader, desktop = owner.reader, owner.desktop
    program = owner.start()
    owner.set_up()
    assert owner.nameless == []
    owner.until(lambda: len(owner.posted()) > 30)

    # To the tray: the first time it is said where the program goes.
    reader.press(BUTTON, name="ปิดหน้าต่าง")
    reader.press(BUTTON, name="ตกลง")
    reader.gone(BUTTON)
    assert program.process.poll() is None

    # A second start brings the first one's window back, past the set-up's last page, and ends.
    assert owner.start().ended() == 0
    reader.see("radio button", name="หน้าแรก", states={"checked"})

    # New sales go with one choice in the tray.
    before = len(owner.posted())
    owner.server.shop.more(10)
    owner.save_exports()
    desktop.tray_menu("ส่งตอนนี้")
    owner.until(lambda: len(owner.posted()) > before)
    reader.see(LABEL, has="ส่งล่าสุด")
    desktop.tray_menu("ออกจากโปรแกรม")
    assert program.ended() == 0
    assert "Traceback" not in program.said

    # The next day: the token is in the keyring, so nothing is asked, and what is new is sent.
    before = len(owner.posted())
    owner.server.shop.more(10)
    owner.save_exports()
    again = owner.start()
    reader.see("radio button", name="หน้าแรก", states={"checked"})
    assert reader.find("text", name="Token") is None
    owner.until(lambda: len(owner.posted()) > before)
    desktop.tray_menu("ออกจากโปรแกรม")
    assert again.ended() == 0

    assert len(owner.posted()) == len(set(owner.posted()))
    assert owner.token not in "".join(
        path.read_text("utf-8", errors="replace")
        for path in owner.data.rglob("*")
        if path.is_file()
    )
