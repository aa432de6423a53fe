"""The one style sheet, made from a theme's tokens."""

from dataclasses import asdict
from string import Template

from xpeak_desktop.ui.theme import Theme

_SHEET = Template(
    """
QToolTip { background: $raised; color: $ink; border: 1px solid $line_strong; padding: 4px 8px; }
QWidget#content { background: $window; }
QFrame#rail { background: $rail; border: none; }
QFrame#rail QLabel { color: $rail_ink; }
QFrame#rail QLabel[quiet="true"] { color: $rail_ink2; }
QLabel { color: $ink; background: transparent; }
QLabel[tone="ink2"] { color: $ink2; }
QLabel[tone="ink3"] { color: $ink3; }
QLabel[tone="ok"] { color: $ok_text; }
QLabel[tone="warn"] { color: $warn_text; }
QLabel[tone="bad"] { color: $bad_text; }
QLabel[tone="info"] { color: $info_text; }
QLabel[tone="doubt"] { color: $doubt_text; }

QFrame[panel="plain"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[panel="ok"] { background: $ok_bg; border: 1px solid $ok_line; border-radius: 8px; }
QFrame[panel="warn"] { background: $warn_bg; border: 1px solid $warn_line; border-radius: 8px; }
QFrame[panel="bad"] { background: $bad_bg; border: 1px solid $bad_line; border-radius: 8px; }
QFrame[panel="info"] { background: $info_bg; border: 1px solid $info_line; border-radius: 8px; }
QFrame[rule="plain"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[rule="warn"] { background: $warn_line; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: 6px; padding: 0 16px; min-height: 34px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:disabled { background: $disabled_bg; color: $disabled; border-color: $line; }
QPushButton[compact="true"] { min-height: 28px; padding: 0 10px; font-size: 13px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent;
  border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_press; border-color: $accent_press; }
QPushButton[kind="primary"]:disabled { background: $disabled_bg; color: $disabled;
  border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; color: $accent_text; border: none;
  padding: 0 4px; }
QPushButton[kind="quiet"]:hover { text-decoration: underline; }
QFrame#rail QPushButton[kind="place"] { background: transparent; color: $rail_ink2; border: none;
  border-radius: 6px; min-height: 40px; padding: 0 14px; text-align: left; font-weight: 400; }
QFrame#rail QPushButton[kind="place"]:hover { background: $rail_hover; color: $rail_ink; }
QFrame#rail QPushButton[kind="place"]:checked { background: $rail_sel; color: $rail_ink;
  font-weight: 500; }
QFrame#railrule { background: $rail_line; border: none; max-height: 1px; min-height: 1px; }

QLineEdit { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: 6px; min-height: 34px; padding: 0 8px; placeholder-text-color: $ink3;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 7px; min-height: 32px; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QFrame#receipts { background: $surface; border: none; border-top: 1px solid $line; }
QTableView { background: $surface; border: none; outline: none; color: $ink; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $ink3; border: none;
  border-bottom: 1px solid $line; padding: 0 12px; font-weight: 500; }
QHeaderView::section:first { padding-left: 32px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 3px; min-height: 36px;
  margin: 3px; }
QScrollBar::handle:vertical:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def style_sheet(theme: Theme) -> str:
    """The whole sheet; a token the theme does not know raises KeyError."""
    tokens: dict[str, str] = {}
    for name, value in asdict(theme).items():
        if isinstance(value, dict):
            tokens |= {f"{name}_{part}": colour for part, colour in value.items()}
        else:
            tokens[name] = str(value)
    return _SHEET.substitute(tokens)
