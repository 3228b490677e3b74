"""The theme as a QPalette and one short style sheet, for what Qt draws itself."""

from PySide6.QtGui import QPalette

from visit_app.ui.kit.theme import Ink, Theme

_ROLES: dict[QPalette.ColorRole, Ink] = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink2",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "err",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "paper",
    QPalette.ColorRole.Mid: "edge",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}

_SHEET = """
QLineEdit, QPlainTextEdit, QComboBox {{
  background: {surface}; color: {ink}; border: 2px solid {edge};
  border-radius: 10px; padding: 0 {pad}px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QPlainTextEdit {{ padding: {pad_y}px {pad_x}px; }}
*[state="err"] {{ border-color: {err}; }}
QComboBox::drop-down {{ border: none; width: {arrow}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView, QMenu {{
  background: {surface}; color: {ink}; border: 1px solid {edge}; outline: 0;
  selection-background-color: {tint}; selection-color: {ink};
}}
QTableView {{
  background: {surface}; color: {ink}; border: none; outline: 0;
  selection-background-color: {tint}; selection-color: {ink};
}}
QHeaderView::section {{
  background: {surface}; color: {ink}; border: none;
  border-bottom: 1px solid {line}; padding: 4px {pad}px 4px 0;
}}
QTableView::item {{ border-bottom: 1px solid {line}; padding: 0 {pad}px 0 0; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {sunken}; }}
QCalendarWidget QTableView {{
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QCalendarWidget QTableView::item {{ border: none; padding: 0; }}
QCalendarWidget QToolButton {{
  color: {ink}; background: transparent; border: none; padding: {pad_y}px;
}}
QCalendarWidget QToolButton:hover {{ background: {tint}; border-radius: 8px; }}
QMenu::item {{ padding: {pad_y}px {pad}px; }}
QMenu::item:selected {{ background: {tint}; color: {ink}; }}
QGroupBox {{ border: none; margin: 0; padding: 0; background: transparent; }}
QToolTip {{ background: {ink}; color: {paper}; border: none; padding: 6px; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 14px; }}
QScrollBar:horizontal {{ height: 14px; }}
QScrollBar::handle {{ background: {edge}; border-radius: 5px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def palette(theme: Theme) -> QPalette:
    """Every palette role from the tokens, so that nothing keeps a system colour."""
    result = QPalette()
    for role, ink in _ROLES.items():
        result.setColor(role, theme.color(ink))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        result.setColor(disabled, role, theme.color("ink2"))
    return result


def style_sheet(theme: Theme) -> str:
    """The style of line edits, combo boxes, scroll bars, menus and tool tips."""
    tokens = theme.tokens
    return _SHEET.format(
        pad=theme.px(14),
        pad_x=theme.px(10),
        pad_y=theme.px(8),
        arrow=theme.px(36),
        surface=tokens.surface,
        ink=tokens.ink,
        edge=tokens.edge,
        accent=tokens.accent,
        on_accent=tokens.on_accent,
        err=tokens.err,
        tint=tokens.tint,
        paper=tokens.paper,
        line=tokens.line,
        sunken=tokens.sunken,
    )
