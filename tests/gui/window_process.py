"""The window as a process of its own, over a made-up shop: says when it is up and what it closed.

python -m tests.gui.window_process
"""

import sys
import threading
from collections.abc import Mapping

from tests.gui.fakes_ui import FakeClock, FakeReader, FakeWork, busy_shop
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ports import Counted
from xpeak_desktop.ui.app import run_window
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.resources import resources_dir


def say(words: str) -> None:
    print(words, flush=True)


class LoudReader(FakeReader):
    """Says when it was read a second time: then signals are listened to."""

    readings = 0

    def counts(self) -> Mapping[State, Counted]:
        self.readings += 1
        if self.readings == 2:
            say("up")
        return super().counts()

    def close(self) -> None:
        say("reader closed")


def main() -> int:
    context = WindowContext(
        open_reader=LoudReader(busy_shop().all).opened,
        make_work=FakeWork,
        clock=FakeClock(),
        language="th",
        practice=True,
        shop_name="",
        every_minutes=15,
        resources=resources_dir(),
    )
    code = run_window(context, [])
    say("thread over" if threading.active_count() == 1 else "thread left behind")
    return code


if __name__ == "__main__":
    sys.exit(main())
