"""Going back to a backup: locked first, then asked for the passphrase."""

from typing import TYPE_CHECKING

from visit_app.ui.unlock.view import UnlockPage

if TYPE_CHECKING:
    from visit_app.ui.shell import Shell
    from visit_app.vault.snapshot import Snapshot


def go_back(shell: "Shell", chosen: "Snapshot") -> None:
    """Lock, and ask for the passphrase to see what going back to it means."""
    shell.lock()
    page = shell.window.page()
    if isinstance(page, UnlockPage):
        page.go_back_to(chosen)
