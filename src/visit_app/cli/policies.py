"""`policy`: what an organisation settles for its laptops: made, signed, installed."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.vault.policy import Policy
    from visit_app.vault.policy_file import Signed


# --- on a laptop ---------------------------------------------------------------------


def install(session: Session) -> int:
    """Put a signed policy in force on this laptop; needs no passphrase."""
    from visit_app.vault import policy_file

    path, folder = Path(session.options.file), session.folder
    signed = _signed(path)
    _check_content(signed.policy)
    folder.mkdir(parents=True, exist_ok=True)
    installed = policy_file.install(folder, signed, session.options.trust)
    policy = installed.current.policy
    if session.json:
        show(_fields(policy, installed.current.key.fingerprint))
    else:
        say(
            f"In force: policy {policy.serial} of {policy.organisation}. Records take"
            " it up when they are unlocked next."
        )
    return 0


def show_policy(session: Session) -> int:
    """Say what the policy of this laptop settles; needs no passphrase."""
    from visit_app.vault.policy_file import installed

    found = installed(session.folder)
    if found is None:
        if session.json:
            show(None)
        else:
            say("No policy is installed: the practitioner decides everything.")
        return 0
    current = found.current
    if session.json:
        show(_fields(current.policy, current.key.fingerprint))
    else:
        say(*_lines(current.policy), f"Signed by the key {current.key.fingerprint}.")
    return 0


# --- in the organisation -------------------------------------------------------------


def make(session: Session) -> int:
    """Write a policy from the options, to be looked through and signed."""
    from visit_app.vault import policy as policies
    from visit_app.vault.durable import write_whole

    options, out = session.options, Path(session.options.file)
    if out.exists():
        raise Failure("There is a file of that name already. Nothing was changed.")
    content = (
        json.dumps(_asked(options, session.clock.today()), ensure_ascii=False, indent=2)
        + "\n"
    )
    _check_content(policies.read(content.encode()))
    write_whole(out, content.encode())
    if session.json:
        show({"file": str(out), "serial": options.serial})
    else:
        say(f"Made: {out}. Look it through, then sign it: `visit-app policy sign`.")
    return 0


def sign(session: Session) -> int:
    """Check a policy and write its signature beside it."""
    from visit_app.vault import policy as policies
    from visit_app.vault.durable import write_whole
    from visit_app.vault.policy_file import PURPOSE
    from visit_app.vault.signed_file import SigningKey

    path = Path(session.options.file)
    content = bytes_of(path, "policy")
    _check_content(policies.read(content))
    pem = bytes_of(Path(session.options.key), "signing key")
    key = SigningKey.from_pem(pem, session.passphrase())
    target = _signature_of(path)
    write_whole(target, key.sign(content, PURPOSE))
    told = {"signature": str(target), "fingerprint": key.public.fingerprint}
    if session.json:
        show(told)
    else:
        say(
            f"Signed: {target}. Fingerprint of the key: {key.public.fingerprint}",
            "Tell people the fingerprint by another way than the file.",
        )
    return 0


def _asked(options: Any, today: date) -> dict[str, Any]:
    """The options as the fields of a policy; what was not asked for is left out."""
    escrow = options.escrow_key
    services = options.services
    fields: dict[str, Any] = {
        "lock_after_minutes": options.lock_after,
        "backup_places": options.backup_place,
        "exports": options.allow_export,
        "contacts": dict(map(_pair, options.contact)) if options.contact else None,
        "contacts_confirmed_on": options.contacts_confirmed_on,
        "services": json.loads(bytes_of(Path(services), "directory"))
        if services
        else None,
        "escrow_key": bytes_of(Path(escrow), "escrow key").decode().strip()
        if escrow
        else None,
        "keychain": False if options.no_keychain else None,
        "screenshots": False if options.no_screenshots else None,
        "passphrase_guesses_log10": options.passphrase_guesses,
        "successor_keys": options.successor_key,
    }
    asked = {name: value for name, value in fields.items() if value is not None}
    if options.no_exports:
        asked["exports"] = []
    return {
        "format": 1,
        "organisation": options.organisation,
        "serial": options.serial,
        "issued": today.isoformat(),
        **asked,
    }


def _pair(text: str) -> tuple[str, str]:
    name, given, number = text.partition("=")
    if not given:
        raise Failure(f"“{text}” is not CONTACT=NUMBER. Nothing was changed.")
    return name, number


# --- reading and telling -------------------------------------------------------------


def _signed(path: Path) -> "Signed":
    from visit_app.vault.policy_file import check

    signature = bytes_of(_signature_of(path), "signature beside the policy")
    return check(bytes_of(path, "policy"), signature)


def _signature_of(path: Path) -> Path:
    from visit_app.vault.policy_file import SUFFIX

    return path.with_name(path.name + SUFFIX)


def _check_content(policy: "Policy") -> None:
    """What only those who know contacts and directories can judge; raises BadPolicy."""
    from visit_app.directory import read
    from visit_app.screening import load_pathway
    from visit_app.vault.policy import BadPolicy

    known = {c.id for c in load_pathway().contacts if c.setting}
    for name in policy.contacts:
        if name not in known:
            raise BadPolicy(
                f"“{name}” is not a contact; those are {', '.join(sorted(known))}."
            )
    if policy.services is not None:
        try:
            read(json.dumps(policy.services))
        except ValueError as problem:
            raise BadPolicy(str(problem)) from None


def _fields(policy: "Policy", fingerprint: str) -> dict[str, Any]:
    return {
        "organisation": policy.organisation,
        "serial": policy.serial,
        "issued": policy.issued.isoformat(),
        "key": fingerprint,
        "lockAfterMinutes": policy.lock_after_minutes,
        "backupPlaces": list(policy.backup_places),
        "exports": None if policy.exports is None else list(policy.exports),
        "contacts": dict(policy.contacts),
        "services": policy.services is not None,
        "escrowKey": policy.escrow_key.id if policy.escrow_key else None,
        "keychain": policy.keychain,
        "screenshots": policy.screenshots,
        "passphraseGuessesLog10": policy.passphrase_guesses_log10,
        "successorKeys": list(policy.successor_keys),
    }


def _lines(policy: "Policy") -> list[str]:
    from visit_app.visits.policy_words import in_words

    first = (
        f"Policy {policy.serial} of {policy.organisation}, {policy.issued.isoformat()}."
    )
    return [first, *(f"- {line}" for line in in_words(policy))]
