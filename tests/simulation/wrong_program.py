"""A pytest plugin: the program is one of the mutants for the whole run."""

from contextlib import ExitStack

import pytest

from tests.simulation import mutants


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--wrong-program", help="the mutant's name")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is read, so that what it imports is the mutant's already."""
    mutants.load_all()
    stack = ExitStack()
    stack.enter_context(mutants.alive(mutants.MUTANTS[config.getoption("--wrong-program")]))
    config.add_cleanup(stack.close)
