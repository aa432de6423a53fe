"""The list of products: a few thousand lines in memory, searched by code and by name."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.services.jobs.products import ProductLine, Standing
from xpeak_desktop.ui.i18n import plain
from xpeak_desktop.ui.product_words import ProductWords, shown_code
from xpeak_desktop.ui.tips import tip

LINE_ROLE: Final = Qt.ItemDataRole.UserRole
_AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class Column(IntEnum):
    """The columns from left to right; the last two only where something waits."""

    SKU = 0
    NAME = 1
    PEAK = 2
    WAITING = 3
    ACTION = 4


class ProductsModel(QAbstractTableModel):
    """Shows those of its lines that hold the search text."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self.words = ProductWords(self)
        self._all: tuple[ProductLine, ...] = ()
        self._shown: list[ProductLine] = []
        self._keys: list[str] = []
        self._refusals: Mapping[str, Problem] = {}
        self.text = ""
        self.pulled = False
        self._heads = (
            self.tr("xCommerce code"),
            self.tr("Product"),
            self.tr("PEAK product number"),
            self.tr("Waiting"),
            "",
        )

    def show_lines(
        self,
        lines: Sequence[ProductLine],
        *,
        pulled: bool,
        refusals: Mapping[str, Problem],
        text: str,
    ) -> None:
        """Show these lines, or those of them that the text is found in."""
        self.beginResetModel()
        if tuple(lines) is not self._all:
            self._all = tuple(lines)
            self._keys = [_key(line) for line in self._all]
        self.pulled, self._refusals, self.text = pulled, refusals, text
        wanted = text.casefold()
        self._shown = [
            line for line, key in zip(self._all, self._keys, strict=True) if wanted in key
        ]
        self.endResetModel()

    def line(self, row: int) -> ProductLine | None:
        """The line of a row that is shown."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, sku: str) -> int | None:
        """Where a code stands now, if it is shown."""
        return next((row for row, line in enumerate(self._shown) if line.sku == sku), None)

    def refusal(self, line: ProductLine) -> str:
        """Why PEAK would not make it, in words; empty when it was not asked."""
        problem = self._refusals.get(line.sku)
        return wording.sentence(problem, self._language) if problem is not None else ""

    def can_create(self, line: ProductLine) -> bool:
        """Whether a click makes it in PEAK: only what PEAK surely lacks."""
        return self.pulled and line.standing is Standing.MISSING

    def can_explain(self, line: ProductLine) -> bool:
        """Whether a person has to put something right in PEAK itself."""
        return self.pulled and line.standing in (Standing.NEAR, Standing.AMBIGUOUS)

    # ------------------------------------------------------------------ Qt's side

    def rowCount(self, parent: _AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if section == Column.WAITING:
                side = Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(self._words(line, Column(index.column()))) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(plain(self._words(line, Column(index.column())))) or None
        return None

    def _words(self, line: ProductLine, column: Column) -> str:
        """What a screen reader hears of a cell, and what its tip shows."""
        if column is Column.SKU:
            return shown_code(line.sku)
        if column is Column.NAME:
            return wording.inert(line.name)
        if column is Column.WAITING:
            return self.words.waiting(line)
        if column is Column.PEAK:
            said = self.refusal(line) or self.words.standing(line, pulled=self.pulled)
            codes = ", ".join(shown_code(side.code) for side in line.peak)
            return f"{codes} {said}".strip()
        create, explain = self.action_words()
        if self.can_create(line):
            return create
        return explain if self.can_explain(line) else ""

    def action_words(self) -> tuple[str, str]:
        """What a line offers: to be created, or to be explained."""
        return self.tr("Create in PEAK"), self.tr("How to fix")


def _key(line: ProductLine) -> str:
    sides = (part for side in line.peak for part in (side.code, side.name))
    return "\n".join((line.sku, line.name, *sides)).casefold()
