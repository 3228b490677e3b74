"""What a policy settles, in sentences for the practitioner: in the app and printed."""

from visit_app.vault.policy import Policy
from visit_app.visits.permits import IN_WORDS


def in_words(policy: Policy) -> tuple[str, ...]:
    """One sentence for each thing that the policy settles."""
    found = (
        _locking(policy),
        _exports(policy),
        _contacts(policy),
        "The service map comes from the organisation." if policy.services else "",
        _backups(policy),
        _escrow(policy),
        "This computer's keychain may not open records." if not policy.keychain else "",
        "Pictures of the screen are prevented where the computer can do it."
        if not policy.screenshots
        else "",
        _passphrase(policy),
    )
    return tuple(sentence for sentence in found if sentence)


def _locking(policy: Policy) -> str:
    minutes = policy.lock_after_minutes
    if minutes is None:
        return ""
    unit = "minute" if minutes == 1 else "minutes"
    return f"Records lock after {minutes} {unit} without a key pressed, or sooner."


def _exports(policy: Policy) -> str:
    if policy.exports is None:
        return ""
    kept = [words for name, words in IN_WORDS.items() if not policy.allows(name)]
    return f"Not allowed: {', '.join(kept)}." if kept else ""


def _contacts(policy: Policy) -> str:
    if not policy.contacts:
        return ""
    return "The numbers to phone in a crisis come from the organisation."


def _backups(policy: Policy) -> str:
    if not policy.backup_places:
        return ""
    return f"Backups may go to: {', '.join(policy.backup_places)}."


def _escrow(policy: Policy) -> str:
    if policy.escrow_key is None:
        return ""
    return (
        "The organisation can open these records with a key of its own, for instance"
        " when you leave or fall ill. Each time is entered in the audit."
    )


def _passphrase(policy: Policy) -> str:
    if policy.passphrase_guesses_log10 is None:
        return ""
    return (
        "A new passphrase has to withstand at least"
        f" 10 to the power of {policy.passphrase_guesses_log10} guesses."
    )
