"""What a shop owner does with the program, by what stands on the screen in Thai."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from tests.e2e.desktop import Desktop, Program
from xpeak_desktop.sandbox.server import PracticeServer

BUTTON, LABEL, FIELD = "push button", "label", "text"
NEXT = "ถัดไป"


class Owner:
    """An owner at a desktop, with exports from xCommerce and a PEAK that an integrator prepared."""

    def __init__(self, desktop: Desktop, server: PracticeServer, exports: str = "exports") -> None:
        self.desktop, self.server, self.reader = desktop, server, desktop.reader
        self.nameless: list[str] = []
        self.exports = desktop.folder / exports
        self.exports.mkdir()
        self.data = desktop.folder / "data"
        self.data.mkdir()
        given = server.credentials()
        prepared = {name: given[name] for name in ("connect_id", "connect_key")}
        self._write(self.data / "provision.json", prepared | {"base_url": server.peak_url})
        self.token = given["user_token"]
        self.save_exports()
        desktop.person.takes(self.data)

    def _write(self, path: Path, value: dict[str, str]) -> None:
        path.write_text(json.dumps(value), "utf-8")

    def save_exports(self) -> None:
        """Export the shop's sales, as every evening."""
        self.server.shop.write_csv(self.exports)
        self.desktop.person.takes(self.exports)

    def start(self, *arguments: str) -> Program:
        """Start the program on her own shop."""
        return self.desktop.start("--lang", "th", "--data-dir", str(self.data), *arguments)

    def posted(self) -> list[str]:
        """The numbers of all documents in PEAK."""
        return [one["code"] for one in self.server.books.snapshot()["receipts"]]

    def until(self, there: Callable[[], object], seconds: float = 30.0) -> None:
        """Wait for something outside the window."""
        end = time.monotonic() + seconds
        while not there():
            assert time.monotonic() < end, self.desktop.story()
            time.sleep(0.05)

    def type_into(self, field: str, text: str) -> None:
        """Type into the field that has the keyboard; comes back when all has arrived."""
        self.reader.see(FIELD, name=field, states={"focused"})
        self.desktop.type(text)
        self.until(lambda: self.reader.holds(FIELD, len(text), name=field))

    # ------------------------------------------------------------------ the set-up

    def next(self, page: str) -> None:
        """Go on, and see the page of that title."""
        self.reader.press(BUTTON, name=NEXT)
        self.reader.see(LABEL, name=page)
        self.nameless += [f"{page}: {one}" for one in self.reader.nameless()]

    def connect(self) -> None:
        """The guide's 5.1: paste the token (here: type it) and connect."""
        self.type_into("Token", self.token)
        self.reader.press(BUTTON, name="เชื่อมต่อ")
        self.reader.see(LABEL, has="ใช่ร้านของคุณหรือไม่")

    def choose_folder(self) -> None:
        """Say where the exports lie, in the computer's own dialog."""
        self.reader.press(BUTTON, name="เลือกโฟลเดอร์…")
        self.reader.write(FIELD, str(self.exports), name="โฟลเดอร์:")
        self.reader.press(BUTTON, name="เลือก(C)")

    def set_up(self) -> None:
        """From the first page to the last."""
        self.next("เชื่อมต่อกับ PEAK")
        self.connect()
        self.next("บริการ 2 รายการใน PEAK")
        self.next("ยอดขายอยู่ที่ไหน")
        self.choose_folder()
        self.next("เงินแต่ละช่องทางเข้าบัญชีไหน")
        self.reader.press(BUTTON, name="ส่งทุกช่องทาง")
        self.next("จับคู่สินค้า")
        self.reader.press(BUTTON, name="จับคู่สินค้าอัตโนมัติ")
        self.reader.see(LABEL, has="เชื่อมสำเร็จ")
        self.next("กติกาของร้าน")
        self.reader.press("page tab", name="จดแล้ว")
        self.next("ตรวจก่อนส่ง")
        assert self.posted() == []
        self.reader.press(BUTTON, name="เริ่มส่ง")
        self.reader.see(LABEL, name="เริ่มส่งแล้ว")
