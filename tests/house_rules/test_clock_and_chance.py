"""Time and chance come through the Clock port, so that tests and simulations own both."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.source import PACKAGE, full_name, imported_names, modules, where

FORBIDDEN = {
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "time.sleep",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
}
ALLOWED_FILES = (PACKAGE / "desktop" / "clock.py",)
ALLOWED_FOLDERS = (PACKAGE / "sandbox",)


def uses(tree: ast.Module) -> Iterator[ast.expr]:
    """Wherever the real clock or chance is named, called or not."""
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = full_name(node, names)
            if name in FORBIDDEN or name == "random" or name.startswith("random."):
                yield node


def allowed(path: Path) -> bool:
    return path in ALLOWED_FILES or any(path.is_relative_to(folder) for folder in ALLOWED_FOLDERS)


def test_only_the_clock_room_knows_time_and_chance() -> None:
    found = [
        where(path, node) for path, tree in modules() if not allowed(path) for node in uses(tree)
    ]
    assert not found


@pytest.mark.parametrize(
    "wrong",
    [
        "import time\ntime.sleep(1)",
        "import time as t\nt.time()",
        "from time import sleep\nsleep(1)",
        "import time\nstart(clock=time.time)",
        "from datetime import datetime, UTC\ndatetime.now(UTC)",
        "import datetime\ndatetime.date.today()",
        "import random\nrandom.random()",
        "from random import uniform\nuniform(0, 1)",
    ],
)
def test_the_rule_sees_the_real_clock(wrong: str) -> None:
    assert list(uses(ast.parse(wrong)))


@pytest.mark.parametrize(
    "right",
    [
        "from datetime import datetime\ndatetime.fromisoformat(text)",
        "import time\ntime.strftime('%H')",
        "clock.now()",
        "random = clock.chance",
    ],
)
def test_the_rule_lets_the_port_pass(right: str) -> None:
    assert not [node for node in uses(ast.parse(right)) if not isinstance(node, ast.Name)]
