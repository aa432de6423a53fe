"""The doctor's questions: is everything there that the program stands on?"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xpeak_desktop import wording
from xpeak_desktop.cli.rooms import Check, greet, ready_settings
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.ports import SecretName

if TYPE_CHECKING:
    from xpeak_desktop.bootstrap.profile import Profile

_CLOCK_TOLERANCE: Final = 240.0


def checks(profile: "Profile") -> list[Check]:
    """Look at everything the program stands on, one after the other."""
    names: tuple[tuple[str, Callable[[Profile], str]], ...] = (
        ("settings", _settings),
        ("ledger", _ledger),
        ("keyring", _keyring),
        ("connection", _connection),
        ("clock", _clock),
        ("source", _source),
        ("fonts", _fonts),
        ("tray", _tray),
    )
    return [_checked(name, look, profile) for name, look in names]


def _checked(name: str, look: Callable[["Profile"], str], profile: "Profile") -> Check:
    try:
        return Check(name, detail=look(profile))
    except Trouble as error:
        return Check(name, error.problem)


def _settings(profile: "Profile") -> str:
    return ready_settings(profile).base_url


def _ledger(profile: "Profile") -> str:
    with profile.reading() as reader:
        total = sum(part.receipts for part in reader.counts().values())
    return f"{total:,}"


def _keyring(profile: "Profile") -> str:
    if profile.secrets(profile.store.load()).get(SecretName.USER_TOKEN) is None:
        raise trouble(Code.SECRETS_MISSING)
    return ""


def _connection(profile: "Profile") -> str:
    with profile.working(ready_settings(profile)) as desk:
        return wording.inert(greet(desk).name)


def _clock(profile: "Profile") -> str:
    with profile.working(ready_settings(profile)) as desk:
        gateway = desk.gateway()
        gateway.business()
        ahead = (profile.clock.now() - gateway.now()).total_seconds()
    if abs(ahead) > _CLOCK_TOLERANCE:
        raise trouble(Code.CLOCK_WRONG, seconds=f"{ahead:.0f}")
    return f"{ahead:+.0f} s"


def _source(profile: "Profile") -> str:
    source = ready_settings(profile).source
    if source.kind == "folder" and not Path(source.folder).is_dir():
        raise trouble(Code.FOLDER_MISSING, folder=source.folder)
    return source.folder or source.url


def _fonts(_profile: "Profile") -> str:
    from xpeak_desktop.ui.resources import resources_dir

    fonts = sorted(path.name for path in (resources_dir() / "fonts").glob("*.ttf"))
    if not fonts:
        raise trouble(Code.INTERNAL)
    return f"{len(fonts)}"


def _tray(_profile: "Profile") -> str:
    """Ask Qt in a process of its own: without a screen it would end this one."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return "no_screen"
    ourselves = [] if getattr(sys, "frozen", False) else ["-m", "xpeak_desktop"]
    asked = subprocess.run(
        [sys.executable, *ourselves, "--tray-probe"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
    )
    return "tray_there" if asked.stdout.strip() == b"yes" else "tray_missing"
