"""lupdate reads source text: it only finds string literals, and a built string never matches."""

import ast
from collections.abc import Iterator

import pytest

from tests.house_rules.source import calls, dotted, modules, where

# How many leading arguments must be literals: tr(text, comment), translate(context, text, comment).
TEXT_ARGUMENTS = {"tr": 2, "translate": 3}
APPLICATIONS = ("QCoreApplication", "QGuiApplication", "QApplication")


def text_arguments(call: ast.Call) -> int:
    """How many arguments of this call lupdate reads; 0 if it is no call for a translation."""
    if isinstance(call.func, ast.Name):
        return TEXT_ARGUMENTS.get(call.func.id, 0)
    if not isinstance(call.func, ast.Attribute):
        return 0
    # str.translate and QTranslator.translate are other things.
    owner = dotted(call.func.value).rpartition(".")[2]
    if call.func.attr == "translate" and owner not in APPLICATIONS:
        return 0
    return TEXT_ARGUMENTS.get(call.func.attr, 0)


def hidden_texts(tree: ast.AST) -> Iterator[ast.Call]:
    """Translations asked for inside an f-string, where lupdate does not look."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (call for call in calls(node) if text_arguments(call))


def built_texts(tree: ast.AST) -> Iterator[ast.Call]:
    yield from hidden_texts(tree)
    for call in calls(tree):
        for argument in call.args[: text_arguments(call)]:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield call
                break


def test_only_literals_are_translated() -> None:
    found = [where(path, call) for path, tree in modules() for call in built_texts(tree)]
    assert not found


@pytest.mark.parametrize(
    "wrong",
    [
        'self.tr(f"{count} receipts")',
        'self.tr("a" + name)',
        'self.tr("%s" % name)',
        'self.tr("{}".format(name))',
        "self.tr(text)",
        'QCoreApplication.translate("Wizard", text)',
        'QtCore.QCoreApplication.translate(context, "Next")',
        'translate("Wizard", f"{name}")',
        'window().tr("a" + name)',
        "f\"{shop}, {self.tr('open')}\"",
    ],
)
def test_the_rule_sees_built_text(wrong: str) -> None:
    assert list(built_texts(ast.parse(wrong)))


@pytest.mark.parametrize(
    "right",
    [
        'self.tr("%n receipts", "", count)',
        'self.tr("one long " "sentence")',
        'QCoreApplication.translate("Wizard", "Next")',
        "text.translate(table)",
        "super().translate(context, text)",
    ],
)
def test_the_rule_lets_literals_pass(right: str) -> None:
    assert not list(built_texts(ast.parse(right)))
