"""Secrets for a team store, kept out of addresses, logs and tracebacks."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from visit_app.sync.errors import Misconfigured

# The names people know from the providers' own tools, and obstore's for each.
KNOWN: Mapping[str, Mapping[str, str]] = {
    "s3": {
        "AWS_ACCESS_KEY_ID": "access_key_id",
        "AWS_SECRET_ACCESS_KEY": "secret_access_key",
        "AWS_SESSION_TOKEN": "session_token",
    },
    "az": {
        "AZURE_STORAGE_ACCOUNT_KEY": "account_key",
        "AZURE_STORAGE_SAS_TOKEN": "sas_key",
        "AZURE_TENANT_ID": "tenant_id",
        "AZURE_CLIENT_ID": "client_id",
        "AZURE_CLIENT_SECRET": "client_secret",
    },
    "gs": {
        "GOOGLE_SERVICE_ACCOUNT_KEY": "service_account_key",
        "GOOGLE_APPLICATION_CREDENTIALS": "application_credentials",
        "GOOGLE_BEARER_TOKEN": "bearer_token",
    },
    "folder": {},
}


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What opens the store, by obstore's names; its repr shows the names alone."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Credentials({', '.join(sorted(self.values)) or 'none'})"

    def to_json(self) -> dict[str, str]:
        """For the vault, which keeps them encrypted."""
        return dict(self.values)


def credentials_from_text(scheme: str, text: str) -> Credentials:
    """Credentials from a JSON object or `NAME=value` lines; raises Misconfigured.

    Both obstore's names and the providers' environment names are understood.
    """
    pairs = dict(_pairs(text))
    names = _names(scheme)
    for number, name in enumerate(pairs, start=1):
        if name.lower() not in names:  # it may be the secret itself, pasted bare
            known = ", ".join(sorted(KNOWN[scheme].values())) or "none"
            raise Misconfigured(
                f"Entry {number} of the credentials does not begin with the name of a"
                f" credential of this kind of store. Known: {known}."
            )
    return Credentials({names[k.lower()]: v for k, v in pairs.items()})


def credentials_from_file(scheme: str, path: Path) -> Credentials:
    """Credentials from a file a person made; raises Misconfigured."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Misconfigured("The credentials file cannot be read.") from None
    return credentials_from_text(scheme, text)


def credentials_from_environment(
    scheme: str, environment: Mapping[str, str]
) -> Credentials:
    """The credentials of this scheme that the environment holds."""
    return Credentials(
        {
            option: environment[name]
            for name, option in KNOWN[scheme].items()
            if environment.get(name)
        }
    )


def _names(scheme: str) -> dict[str, str]:
    known = KNOWN[scheme]
    own = {option: option for option in known.values()}
    return own | {name.lower(): option for name, option in known.items()}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    if text.lstrip().startswith("{"):
        yield from _json_pairs(text)
        return
    for line in text.splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            yield name.removeprefix("export ").strip(), value.strip().strip("\"'")


def _json_pairs(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text)
    except ValueError:
        raise Misconfigured("The credentials file is not valid JSON.") from None
    for name, value in data.items():
        yield name, value if isinstance(value, str) else json.dumps(value)
