"""What the passphrase form says; the first paint says it before there is a form."""

from visit_app.ui.text import tr


def title(name: str = "") -> str:
    """What the page is for; `name` where several have records on this laptop."""
    if name:
        return tr("Unlock the records of {name}", name=name)
    return tr("Unlock your records")


def sentence() -> str:
    """What to expect behind it."""
    return tr("Everything you saved is on this laptop, as you left it.")


def passphrase() -> str:
    """The label of the field."""
    return tr("Passphrase")


def go_on() -> str:
    """The words of the button."""
    return tr("Unlock")


def forgotten() -> str:
    """What stands before the other way in."""
    return tr("Forgotten it?")


def use_recovery_code() -> str:
    """The other way in."""
    return tr("Use your recovery code")


def show() -> str:
    """The words of the button that shows what was typed."""
    return tr("Show")


def without_internet() -> str:
    """The quiet line at the foot."""
    return tr("Works without internet")


def practise() -> str:
    """The way to the invented families."""
    return tr("Practise with invented families")


def someone_else() -> str:
    """The way to the others."""
    return tr("Someone else uses this laptop")
