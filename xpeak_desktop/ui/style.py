"""The one style sheet, made from a theme's tokens."""

from dataclasses import asdict
from string import Template

from xpeak_desktop.ui.theme import Theme, scaled

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
QFrame[panel="popup"] { background: $raised; border: 1px solid $line_strong; border-radius: 8px; }
QFrame[panel="ok"] { background: $ok_bg; border: 1px solid $ok_line; border-radius: 8px; }
QFrame[panel="warn"] { background: $warn_bg; border: 1px solid $warn_line; border-radius: 8px; }
QFrame[panel="bad"] { background: $bad_bg; border: 1px solid $bad_line; border-radius: 8px; }
QFrame[panel="info"] { background: $info_bg; border: 1px solid $info_line; border-radius: 8px; }
QFrame[rule="plain"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[rule="warn"] { background: $warn_line; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: 6px; padding: 0 16px; min-height: $px34; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:disabled { background: $disabled_bg; color: $disabled; border-color: $line; }
QPushButton[compact="true"] { min-height: $px28; padding: 0 10px; font-size: $px13; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent;
  border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_press; border-color: $accent_press; }
QPushButton[kind="primary"]:disabled { background: $disabled_bg; color: $disabled;
  border-color: $line; }
QPushButton[kind="grave"] { color: $bad_text; border-color: $bad_solid; }
QPushButton[kind="grave"]:disabled { color: $disabled; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; color: $accent_text; border: none;
  padding: 0 4px; }
QPushButton[kind="quiet"][flush="true"] { padding: 0 4px 0 0; }
QPushButton[kind="quiet"]:hover { text-decoration: underline; }
QFrame#rail QPushButton[kind="place"] { background: transparent; color: $rail_ink2; border: none;
  border-radius: 6px; min-height: $px40; padding: 0 14px; text-align: left; font-weight: 400; }
QFrame#rail QPushButton[kind="place"]:hover { background: $rail_hover; color: $rail_ink; }
QFrame#rail QPushButton[kind="place"]:checked { background: $rail_sel; color: $rail_ink;
  font-weight: 500; }
QPushButton[kind="strip"] { background: transparent; color: $demo_ink;
  border: 1px solid $demo_ink; padding: 0 10px; min-height: $px24; font-size: $px13; }
QPushButton[kind="strip"]:hover { background: $demo_stripe; }
QMenu { background: $raised; color: $ink; border: 1px solid $line_strong; padding: 6px 4px; }
QMenu::item { padding: 8px 24px 8px 16px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 6px 10px; }
QFrame#railrule { background: $rail_line; border: none; max-height: 1px; min-height: 1px; }

QLineEdit { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: 6px; min-height: $px34; padding: 0 8px; placeholder-text-color: $ink3;
  lineedit-password-character: 8226; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 7px; min-height: $px32; }

QRadioButton { color: $ink; spacing: 10px; }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $line_strong;
  border-radius: 9px; background: $surface; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent_text; }
QRadioButton:focus { color: $accent_text; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QFrame#receipts { background: $surface; border: none; border-top: 1px solid $line; }
QFrame#receiptpane { background: $window; border: none; border-left: 1px solid $line; }
QFrame#receiptbar { background: $window; border: none; border-bottom: 1px solid $line; }
QTableView { background: $surface; border: none; outline: none; color: $ink; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $ink3; border: none;
  border-bottom: 1px solid $line; padding: 0 12px; font-weight: 500; }
QHeaderView::section:first { padding-left: 20px; }
QPushButton[kind="icon"] { background: transparent; border: none; padding: 0 0 0 4px;
  min-width: $px32; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:pressed { background: $sunken; }
QTableView[edge="panel"] { border-radius: 8px; }
QTableView[edge="panel"] QHeaderView::section { font-size: $px13; }
QTableCornerButton::section { background: $surface; border: none; }

QLabel[tone="accent"] { color: $accent_text; }
QFrame#wizardfoot { background: $surface; border: none; border-top: 1px solid $line; }
QWizard, QWizard > QWidget, QWizardPage { background: $window; }
QScrollArea#scrolling, QWidget#scrolled { background: transparent; border: none; }
QPushButton[tall="true"] { min-height: $px38; }
QPushButton[kind="note"] { background: transparent; border: none; color: $ink2; padding: 0;
  text-align: left; font-size: $px13; font-weight: 400; }
QPushButton[kind="note"]:hover { background: transparent; text-decoration: underline; }
QPushButton[kind="note"][tone="ok"] { color: $ok_text; }
QPushButton[kind="note"][tone="warn"] { color: $warn_text; }
QPushButton[kind="note"][tone="bad"] { color: $bad_text; }
QFrame#rail QPushButton[kind="railfoot"] { background: transparent; border: none;
  color: $rail_ink2; padding: 0 6px; font-size: $px13; font-weight: 400; }
QFrame#rail QPushButton[kind="railfoot"]:hover { color: $rail_ink; }
QFrame#field { background: $surface; border: 1px solid $line_strong; border-radius: 6px;
  padding: 1px; }
QFrame#field[state="typing"] { border: 2px solid $focus; padding: 0; }
QFrame#field[state="red"] { border: 2px solid $bad_solid; padding: 0; }
QFrame#field[state="valid"] { border: 2px solid $ok_solid; padding: 0; }
QFrame#field[state="off"] { background: $disabled_bg; border-color: $line; }
QFrame#field QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QFrame#field[filled="true"] QLineEdit { placeholder-text-color: $ink; }
QFrame#field QPushButton { background: transparent; border: none; color: $accent_text;
  padding: 0 6px; min-height: $px28; font-size: $px13; font-weight: 400; }
QFrame#field QPushButton:hover { text-decoration: underline; }
QFrame#field QPushButton:disabled { color: $disabled; }
QComboBox { background: $surface; color: $ink; border: 1px solid $line_strong;
  border-radius: 6px; padding: 0 10px; min-height: $px34; }
QComboBox:hover { background: $hover; }
QComboBox:focus { border: 2px solid $focus; padding: 0 9px; min-height: $px32; }
QComboBox:disabled { background: $disabled_bg; color: $disabled; border-color: $line; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox QAbstractItemView { background: $raised; color: $ink; border: 1px solid $line_strong;
  selection-background-color: $selected; selection-color: $ink; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: $px32; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $ink; }

QFrame#manualpaper { background: $surface; border: none; border-left: 1px solid $line; }
QTextBrowser#manual { background: $surface; color: $ink; border: none;
  selection-background-color: $accent; selection-color: $on_accent; }
QListWidget#chapters { background: transparent; border: none; outline: none; color: $ink; }
QListWidget#chapters::item { padding: 0 10px; border-radius: 6px; color: $ink2; }
QListWidget#chapters::item:hover { background: $hover; }
QListWidget#chapters::item:selected { background: $selected; color: $ink; }
QListWidget#chapters::item:disabled { background: transparent; color: $ink3; padding: 8px 10px 0; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 3px; min-height: 36px;
  margin: 3px; }
QScrollBar::handle:vertical:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def style_sheet(theme: Theme) -> str:
    """The whole sheet; a token the theme does not know raises KeyError.

    ``$px34`` is a measure designed for text of 100 %, at the size in use.
    """
    tokens = {f"px{designed}": f"{scaled(designed)}px" for designed in range(1, 65)}
    for name, value in asdict(theme).items():
        if isinstance(value, dict):
            tokens |= {f"{name}_{part}": colour for part, colour in value.items()}
        else:
            tokens[name] = str(value)
    return _SHEET.substitute(tokens)
