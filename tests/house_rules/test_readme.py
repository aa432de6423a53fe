"""A newcomer starts with two commands, and both are there."""

import os

import pytest

from tests.house_rules.source import ROOT


@pytest.mark.parametrize(
    "command",
    [f"resources/dev/{name}" for name in ("demo", "test", "pictures", "bundle")],
)
def test_the_readme_names_the_command_and_it_can_be_run(command: str) -> None:
    assert command in (ROOT / "README.md").read_text("utf-8")
    assert os.access(ROOT / command, os.X_OK)
