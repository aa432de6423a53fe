"""What a shop, a buyer or PEAK wrote is never read as markup: labels and tips are plain text.

A label guesses by itself, a tool tip always does; a name like ``<img src=...>`` must stay a name.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.house_rules.source import PACKAGE, calls, dotted, modules, where

RICH = (
    *("QTextBrowser", "QTextEdit", "setHtml", "insertHtml", "setMarkdown"),
    *("RichText", "MarkdownText"),
)
# It shows our own files and the catalogue of wording, without any value from outside.
MANUAL = PACKAGE / "ui" / "manual_view.py"
TIPS = ("setToolTip", "setStatusTip", "setWhatsThis", "showMessage", "showText")
SAFE = ("tr", "translate", "tip", "balloon")
MAKERS = ("QLabel", "QMessageBox")


def unsafe_tips(tree: ast.AST) -> Iterator[ast.expr]:
    """Tips whose words may be anybody's and did not go through ``tip``."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in TIPS:
            words = call.args[:2] if call.func.attr == "showMessage" else call.args[:1]
            yield from (one for one in words if not _safe(one))
        if isinstance(call.func, ast.Attribute) and call.func.attr == "setItemData":
            tooltip = any(dotted(one).endswith("ToolTipRole") for one in call.args)
            yield from (one for one in call.args[1:2] if tooltip and not _safe(one))


def _safe(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _safe(node.body) and _safe(node.orelse)
    if isinstance(node, ast.Constant):
        return True
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in SAFE


def guessing_labels(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """Labels that would guess what their text is."""
    for scope in ast.walk(tree):
        if isinstance(scope, ast.ClassDef):
            derived = any(dotted(base).rpartition(".")[2] in MAKERS for base in scope.bases)
            if derived and not _says_plain(scope):
                yield scope
        elif isinstance(scope, ast.FunctionDef):
            made = [one for one in calls(scope) if dotted(one.func).rpartition(".")[2] in MAKERS]
            if made and not _says_plain(scope):
                yield from made


def _says_plain(scope: ast.AST) -> bool:
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "setTextFormat"
        and dotted(call.args[0]).endswith("PlainText")
        for call in calls(scope)
    )


def rich_text(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        named = isinstance(node, ast.Name) and node.id in RICH
        if named or (isinstance(node, ast.Attribute) and node.attr in RICH):
            assert isinstance(node, ast.expr)
            yield node


@pytest.mark.parametrize("rule", [unsafe_tips, guessing_labels, rich_text])
def test_no_screen_reads_words_from_outside_as_markup(rule: object) -> None:
    assert callable(rule)
    found = [
        where(path, node)
        for path, tree in modules(PACKAGE / "ui")
        for node in rule(tree)
        if path != MANUAL or rule is not rich_text
    ]
    assert not found


@pytest.mark.parametrize(
    "wrong",
    [
        "self.setToolTip(name)",
        "self.setToolTip(self.tr('%1').replace('%1', name))",
        "self.setToolTip(wording.fix(problem, language))",
        "self.setToolTip(name if long else '')",
        "icon.showMessage(tip(title), text, picture)",
        "box.setItemData(0, words, Qt.ItemDataRole.ToolTipRole)",
    ],
)
def test_the_rule_sees_tips_that_guess(wrong: str) -> None:
    assert list(unsafe_tips(ast.parse(wrong)))


@pytest.mark.parametrize(
    "right",
    [
        "self.setToolTip('')",
        "self.setToolTip(self.tr('Send now (F5)'))",
        "self.setToolTip(tip(name))",
        "self.setToolTip(tip(name) if long else '')",
        "box.setItemData(0, code, Qt.ItemDataRole.UserRole)",
    ],
)
def test_the_rule_lets_harmless_tips_pass(right: str) -> None:
    assert not list(unsafe_tips(ast.parse(right)))


@pytest.mark.parametrize(
    "wrong",
    [
        "class A(QLabel):\n  def __init__(self): super().__init__()",
        "def make(): return QLabel(words)",
        "def ask(): box = QMessageBox(); box.setText(words)",
        "def make():\n  one = QLabel()\n  one.setTextFormat(Qt.TextFormat.AutoText)",
    ],
)
def test_the_rule_sees_labels_that_guess(wrong: str) -> None:
    assert list(guessing_labels(ast.parse(wrong)))


def test_the_rule_sees_rich_text() -> None:
    assert list(rich_text(ast.parse("one.setTextFormat(Qt.TextFormat.RichText)")))
    assert not list(rich_text(ast.parse("one.setTextFormat(Qt.TextFormat.PlainText)")))
