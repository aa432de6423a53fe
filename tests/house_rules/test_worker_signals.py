"""A lambda, function or partial connected to a worker's signal runs on the worker's thread.

Only a bound method of a QObject is called on the thread where that object lives. Which signal is
the worker's cannot be told from the text, so ui connects no lambda or partial at all, and the
modules around the worker no plain function either.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.house_rules.source import PACKAGE, calls, full_name, imported_names, modules, where

PARTIALS = ("functools.partial", "functools.partialmethod")


def plain_functions(tree: ast.Module) -> set[str]:
    """Names of functions that are not methods: at module level or inside another function."""
    methods = {
        id(item) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for item in node.body
    }
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, functions) and id(node) not in methods
    }


def wrong_receivers(tree: ast.Module, *, near_worker: bool) -> Iterator[ast.Call]:
    names = imported_names(tree)
    functions = plain_functions(tree) if near_worker else set()
    for call in calls(tree):
        if not (isinstance(call.func, ast.Attribute) and call.func.attr == "connect" and call.args):
            continue
        receiver = call.args[0]
        made_here = isinstance(receiver, ast.Call) and full_name(receiver.func, names) in PARTIALS
        named = isinstance(receiver, ast.Name) and receiver.id in functions
        if isinstance(receiver, ast.Lambda) or made_here or named:
            yield call


def test_signals_are_connected_to_methods() -> None:
    found = [
        where(path, call)
        for path, tree in modules(PACKAGE / "ui")
        for call in wrong_receivers(tree, near_worker=path.name.startswith("sync_"))
    ]
    assert not found


@pytest.mark.parametrize(
    "wrong",
    [
        "worker.done.connect(lambda change: show(change))",
        "from functools import partial\nworker.done.connect(partial(show, 1))",
        "import functools as f\nworker.done.connect(f.partial(show, 1), QueuedConnection)",
        "def show(): ...\nworker.done.connect(show)",
        "class A:\n  def a(self):\n    def show(): ...\n    self.worker.done.connect(show)",
    ],
)
def test_the_rule_sees_receivers_without_a_thread(wrong: str) -> None:
    assert list(wrong_receivers(ast.parse(wrong), near_worker=True))


@pytest.mark.parametrize(
    "right",
    [
        "worker.done.connect(self.show)",
        "worker.done.connect(self.changed)",
        "sqlite3.connect(path)",
    ],
)
def test_the_rule_lets_methods_pass(right: str) -> None:
    assert not list(wrong_receivers(ast.parse(right), near_worker=True))
