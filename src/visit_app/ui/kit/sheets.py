"""Style sheets for what Qt draws itself, each set on the one widget that needs it.

There is none for the whole app: with it every widget is styled by rules that are not
about it, each time it gets a parent, is laid out or painted (docs/decisions/0105).
"""

from functools import lru_cache
from typing import Literal

from visit_app.ui.kit.theme import Theme

Part = Literal["area", "list", "menu", "table", "tool_tip", "scroll_bar"]

_PARTS: dict[Part, str] = {
    "area": """
QPlainTextEdit {{
  background: {surface}; color: {ink}; border: 2px solid {edge};
  border-radius: 10px; padding: {pad_y}px {pad_x}px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QPlainTextEdit[state="err"] {{ border-color: {err}; }}
""",
    "list": """
QListView {{
  background: {surface}; color: {ink}; border: 1px solid {edge}; outline: 0;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
""",
    "menu": """
QMenu {{
  background: {surface}; color: {ink}; border: 1px solid {edge};
}}
QMenu::item {{ padding: {pad_y}px {pad}px; }}
QMenu::item:selected {{ background: {tint}; color: {ink}; }}
""",
    "table": """
QTableView {{
  background: {surface}; color: {ink}; border: none; outline: 0;
  selection-background-color: {tint}; selection-color: {ink};
}}
QHeaderView::section {{
  background: {surface}; color: {ink}; border: none;
  border-bottom: 1px solid {line}; padding: 4px {pad}px 4px 0;
}}
QTableView::item {{ border-bottom: 1px solid {line}; padding: 0 {pad}px 0 0; }}
""",
    "tool_tip": """
QToolTip {{ background: {ink}; color: {paper}; border: none; padding: 6px; }}
""",
    "scroll_bar": """
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 14px; }}
QScrollBar:horizontal {{ height: 14px; }}
QScrollBar::handle {{ background: {edge}; border-radius: 5px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
""",
}

_DIALOG = """
QLineEdit, QComboBox {{
  background: {surface}; color: {ink}; border: 2px solid {edge};
  border-radius: 10px; padding: 0 {pad}px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QComboBox::drop-down {{ border: none; width: {arrow}px; }}
QComboBox QAbstractItemView {{
  background: {surface}; color: {ink}; border: 1px solid {edge}; outline: 0;
  selection-background-color: {tint}; selection-color: {ink};
}}
QGroupBox {{ border: none; margin: 0; padding: 0; background: transparent; }}
"""

_CALENDAR = """
QWidget#qt_calendar_navigationbar {{ background: {sunken}; }}
QTableView {{
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QTableView::item {{ border: none; padding: 0; }}
QToolButton {{
  color: {ink}; background: transparent; border: none; padding: {pad_y}px;
}}
QToolButton:hover {{ background: {tint}; border-radius: 8px; }}
"""


@lru_cache(maxsize=64)
def sheet(theme: Theme, *parts: Part) -> str:
    """The style of these parts at that theme."""
    return _filled("".join(_PARTS[part] for part in parts), theme)


def dialog_sheet(theme: Theme) -> str:
    """The style of a dialog of Qt's own, with everything that may be in it."""
    return _filled("".join(_PARTS.values()) + _DIALOG, theme)


def calendar_sheet(theme: Theme) -> str:
    """The style of a month, with its menu of months and its field for the year."""
    return _filled("".join(_PARTS.values()) + _DIALOG + _CALENDAR, theme)


def _filled(template: str, theme: Theme) -> str:
    tokens = theme.tokens
    return template.format(
        pad=theme.px(14),
        pad_x=theme.px(10),
        pad_y=theme.px(8),
        arrow=theme.px(36),
        **tokens._asdict(),
    )
