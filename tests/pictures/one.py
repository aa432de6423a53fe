"""Starts the program on its pretend world and plays one scene in it; see ``__main__``."""

import sys
import time
import traceback
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest.mock import patch

from PySide6.QtCore import QTimer

from tests.memory_keyring import MemoryKeyring
from tests.pictures.scenes import SCENES
from tests.pictures.stage import Stage
from tests.pictures.steps import Scene
from xpeak_desktop.bootstrap.windows import Shop
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.sandbox import peak_gate, server, shop_orders
from xpeak_desktop.ui import app
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.sync_controller import SyncController

# 14:05 in Bangkok, on a Monday.
MOMENT = datetime(2026, 11, 23, 7, 5, 30, tzinfo=UTC)
SHIFT = MOMENT - datetime.now(UTC)


class _Then(datetime):
    """The present of the pretend shop."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Then":
        moment = datetime.now(tz) + SHIFT
        return cls.combine(moment.date(), moment.timetz())


def play(scene: Scene, folder: Path, language: str, *, dark: bool, room: Path) -> int:
    """Play it and draw on the way; 0 when it came to its end."""

    class Played(MainWindow):
        """The program's window, with somebody at it."""

        def __init__(self, context: WindowContext, controller: SyncController) -> None:
            stage.practising = context.practice_shop
            super().__init__(context, controller, lambda: stage.has_tray)

        def begin(self) -> None:
            super().begin()
            stage.window = self
            QTimer.singleShot(0, self, self.play)

        def play(self) -> None:
            """All of the scene."""
            try:
                scene.play(stage)
            except Exception as error:  # noqa: BLE001
                traceback.print_exc()
                stage.draw("broken")
                failed.append(error)
            # A scene that goes from one shop to another goes on in the next window.
            if self._leaving is None:
                self.quit()

    def use(look: Look, _chosen: str, percent: int) -> None:
        use_as_asked(look, "dark" if dark else "light", percent)

    def context(shop: Shop, asked: str | None, spoken: str) -> WindowContext:
        given = context_as_it_is(shop, asked, spoken)
        # An owner's PEAK is no practice PEAK; this one only stands in for it.
        return replace(given, practice=given.practice_shop)

    context_as_it_is = Shop.context
    use_as_asked = Look.use
    failed: list[BaseException] = []
    keyring = MemoryKeyring()
    chance = Random(0)
    # Light and dark must show the same.
    tokens = SimpleNamespace(
        token_bytes=chance.randbytes,
        token_hex=lambda count: chance.randbytes(count).hex(),
        token_urlsafe=lambda count: chance.randbytes(count).hex(),
    )
    peaks_clock = SimpleNamespace(time=lambda: time.time() + SHIFT.total_seconds())
    with (
        patch.object(SystemClock, "now", lambda _clock: _Then.now(UTC)),
        patch.object(shop_orders, "datetime", _Then),
        patch.object(server, "time", peaks_clock),
        patch.object(peak_gate, "secrets", tokens),
        patch.object(app, "MainWindow", Played),
        patch.object(Look, "use", use),
        patch.object(Shop, "context", context),
        Stage(folder, language, room) as stage,
        patch.object(keyring_secrets, "choose_backend", lambda: stage.keyring(keyring)),
    ):
        stage.start(*scene.arguments, prepared=scene.prepared)
    return 1 if failed else 0


if __name__ == "__main__":
    _scene, _folder, _language, _scheme, _room = sys.argv[1:]
    sys.exit(
        play(SCENES[_scene], Path(_folder), _language, dark=_scheme == "dark", room=Path(_room)),
    )
