"""The practice shop's window, worked from outside as a screen reader works it."""

import pytest

from tests.e2e.desktop import Desktop, Program

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("desktop"), pytest.mark.timeout(180)]

PLACES = {
    "ctrl+1": "หน้าแรก",
    "ctrl+2": "ใบเสร็จ",
    "ctrl+3": "สินค้า",
    "ctrl+4": "ช่องทางรับเงิน",
    "ctrl+comma": "ตั้งค่า",
}


@pytest.fixture
def practice(desktop: Desktop) -> Program:
    """The practice shop, in Thai, at its first page."""
    program = desktop.start(
        *("--demo", "--lang", "th", "--data-dir", str(desktop.folder / "data")),
    )
    desktop.reader.see("push button", name="ส่งตอนนี้", states={"enabled"})
    return program


def test_every_control_of_every_place_has_a_name(desktop: Desktop, practice: Program) -> None:
    nameless = {}
    for key, place in PLACES.items():
        desktop.keys(key)
        desktop.reader.see("radio button", name=place, states={"checked"})
        nameless[place] = desktop.reader.nameless()
    assert nameless == {place: [] for place in PLACES.values()}


def test_sending_and_leaving_from_the_tray(desktop: Desktop, practice: Program) -> None:
    desktop.tray_menu("ส่งตอนนี้")
    desktop.reader.see("label", has="ส่งล่าสุด", seconds=60)
    desktop.tray_menu("ออกจากโปรแกรม")
    assert practice.ended() == 0
    assert "Traceback" not in practice.said
