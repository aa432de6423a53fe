"""The lock pins every package by its bytes and says nothing about where they come from."""

import re
import tomllib

from tests.house_rules.source import ROOT

LOCK = (ROOT / "resources" / "dev" / "requirements.lock").read_text("utf-8")
# Joined lines: a requirement and its hashes are one.
REQUIREMENTS = [
    line for line in re.sub(r"\\\n\s*", "", LOCK).splitlines() if line and line.lstrip()[0] != "#"
]


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", name)[0]).lower()


def test_the_lock_names_no_host() -> None:
    assert "://" not in LOCK
    assert not re.findall(r"\b[a-z0-9-]+\.(?:org|com|net|io|dev)\b", LOCK)
    assert not re.findall(r"--(?:index|extra-index|find-links|trusted)", LOCK)


def test_every_package_is_pinned_by_hash() -> None:
    assert len(REQUIREMENTS) > 20
    for requirement in REQUIREMENTS:
        assert re.match(r"[a-z0-9-]+==\S+ ", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_the_lock_holds_all_that_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = list(project["project"]["dependencies"]) + project["build-system"]["requires"]
    for group in project["dependency-groups"].values():
        asked += [entry for entry in group if isinstance(entry, str)]
    assert {plain(name) for name in asked} <= {plain(line) for line in REQUIREMENTS}
