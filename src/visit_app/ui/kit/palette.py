"""The theme as a QPalette, for what Qt draws itself; the rest is in sheets.py."""

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


def palette(theme: Theme) -> QPalette:
    """Every palette role from the tokens, so that nothing keeps a system colour."""
    result = QPalette()
    for role, ink in _ROLES.items():
        result.setColor(role, theme.color(ink))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        result.setColor(disabled, role, theme.color("ink2"))
    return result
