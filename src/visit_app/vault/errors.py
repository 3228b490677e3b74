"""What can go wrong with a vault, as sentences for the practitioner.

Each says what happened, what is safe and what to do. None ever holds a value of a
record: the texts are fixed here, and only seconds, versions and reasons are filled in.
"""


class VaultError(Exception):
    """Something about the vault; `detail` is a technical word for support."""

    sentence = "Your records could not be used. Nothing was changed."

    def __init__(self, sentence: str = "", *, detail: str = "") -> None:
        super().__init__(sentence or self.sentence)
        self.detail = detail


class WrongSecret(VaultError):
    """Neither the passphrase nor the recovery code opens the vault."""

    sentence = (
        "That did not open your records. Nothing was changed."
        " Check Caps Lock and try again, or use your recovery code."
    )


class SlowDown(VaultError):
    """Too many wrong attempts; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"Too many wrong attempts. Your records are safe. Wait {_wait(seconds)},"
            " then try again, or find your recovery code meanwhile."
        )
        self.seconds = seconds


class Damaged(VaultError):
    """The vault or its key file cannot be read."""

    sentence = (
        "Your records cannot be read: the file is damaged. Nothing was changed or"
        " deleted. Lock and unlock again: what was saved is then put together from the"
        " backups, or call support."
    )


class Foreign(VaultError):
    """A file of another app, or of another vault, lies where the vault should be."""

    sentence = (
        "The file in this folder is not a vault of this app. It was left as it is."
        " Choose another folder, or move that file away first."
    )


class NewerVersion(VaultError):
    """The vault was written by a newer version of the app."""

    sentence = (
        "These records were saved by a newer version of the app. They are safe and"
        " were not changed. Update the app on this laptop, then open them again."
    )


class InUse(VaultError):
    """Another window holds the vault."""

    sentence = (
        "Your records are already open in another window. They are safe there."
        " Use that window, or close it and try again."
    )


class ReadOnly(VaultError):
    """The folder or file does not allow writing."""

    sentence = (
        "This folder does not allow saving. What was saved before is safe."
        " Ask for write access to the folder, or choose another one."
    )


class DiskFull(VaultError):
    """There is no room to write."""

    sentence = (
        "The disk is full, so this was not saved. Everything before it is safe."
        " Make room on the disk, then try again."
    )


class NotWritten(VaultError):
    """The disk refused for another reason than room (an input or output error)."""

    sentence = (
        "The disk did not answer as it should, so this was not saved. Everything before"
        " it is safe. Check that the disk is there and has room, then try again."
    )


class Vanished(NotWritten):
    """The folder or disk with the vault is not there any more."""

    sentence = (
        "The folder with your records is not there any more, so this was not saved."
        " Everything before it is safe in that folder. Put it, or its disk, back: then"
        " it is saved by itself."
    )


class Unreadable(VaultError):
    """An entry has a form that this version does not know."""

    sentence = (
        "An entry was saved in a form this version of the app cannot read. It is safe"
        " and was not changed. Update the app on this laptop, then look again."
    )


class Busy(VaultError):
    """The file could not be written in time because something else was using it."""

    sentence = (
        "Something else on this laptop is holding the file, so this was not saved."
        " Everything before it is safe. Try again in a moment."
    )


class UnsuitableFolder(VaultError):
    """The folder cannot hold a vault; the sentence gives the reason."""


class Away(VaultError):
    """The second place for backups is not there now."""

    sentence = (
        "The second place for backups is not there: the stick may have been taken out."
        " Your records and the backups on this laptop are safe. Put it back, and the"
        " copy is made by itself."
    )


class AlreadyThere(VaultError):
    """There is a vault here already, so none is made."""

    sentence = (
        "There are records in this folder already. They were not changed."
        " Unlock them, or choose another folder for a new start."
    )


class NotFound(VaultError):
    """No such record is in the vault."""

    sentence = (
        "This entry is not in your records on this laptop. Nothing was changed."
        " Go back and look for it in the list."
    )


class Immutable(VaultError):
    """What is asked for would change something that has been signed off."""

    sentence = (
        "This visit is signed off and stays as it is. Nothing was changed."
        " To correct it, add an amendment: both will be shown."
    )


class Locked(VaultError):
    """The vault has been closed."""

    sentence = (
        "Your records are locked, so this was not saved. Everything before it is safe."
        " Unlock and try again."
    )


def _wait(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds" if seconds != 1 else "1 second"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes != 1 else "1 minute"
