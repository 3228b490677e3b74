"""Where a team's records lie, as typed: a folder, or s3://, az://, gs:// with options.

An address is shown on screen and kept in settings, so it never holds a secret.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from visit_app.sync.errors import Misconfigured

OPTIONS: Mapping[str, frozenset[str]] = {
    "s3": frozenset({"endpoint", "region", "virtual_host"}),
    "az": frozenset({"account", "endpoint", "emulator", "sign_in"}),
    "gs": frozenset({"endpoint"}),
}
_SECRETS = {
    "sig", "se", "sp", "sv", "sas", "sas_token", "key", "secret", "token", "password",
    "account_key", "access_key_id", "secret_access_key", "session_token",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address: `scheme` is folder, s3, az or gs.

    `place` is the folder's path, the bucket or the container; `prefix` the path in it.
    """

    scheme: str
    place: str
    prefix: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        if self.scheme == "folder":
            return self.place
        query = "&".join(f"{k}={v}" for k, v in sorted(self.options.items()))
        path = f"/{self.prefix}" if self.prefix else ""
        return f"{self.scheme}://{self.place}{path}" + (f"?{query}" if query else "")


def parse_address(text: str) -> Address:
    """The address in this text; raises Misconfigured with what is wrong with it."""
    text = text.strip()
    if not text:
        raise Misconfigured("Give a folder or an address for the team store.")
    scheme = text.split("://", 1)[0].lower() if "://" in text else ""
    if scheme in OPTIONS:
        return _object_address(scheme, urlsplit(text))
    if scheme == "file":
        return _folder(Path(urlsplit(text).path))
    if scheme:
        raise Misconfigured(
            f"{scheme}:// is not a kind of team store. Use a folder, s3://, az:// "
            "or gs://."
        )
    return _folder(Path(os.path.expandvars(text)).expanduser())


_DEFAULT_WEB: Mapping[str, str] = {
    "s3": "https://s3.amazonaws.com",
    "az": "https://{account}.blob.core.windows.net",
    "gs": "https://storage.googleapis.com",
}


def web_address(address: Address) -> str:
    """The web address behind it, to ask the system for its proxy; "" for a folder."""
    if address.scheme == "folder":
        return ""
    account = address.options.get("account", "account")
    default = _DEFAULT_WEB[address.scheme].format(account=account)
    return address.options.get("endpoint") or default


def _folder(path: Path) -> Address:
    if not path.is_absolute():
        raise Misconfigured("Give the whole path of the team folder, from its start.")
    return Address("folder", str(path))


def _object_address(scheme: str, parts: SplitResult) -> Address:
    if parts.username or parts.password:
        raise _secret_in_address()
    if not parts.netloc:
        raise Misconfigured(f"The name behind {scheme}:// is missing.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    _check_options(scheme, options)
    return Address(scheme, parts.netloc, parts.path.strip("/"), options)


def _check_options(scheme: str, options: Mapping[str, str]) -> None:
    for name in options:
        if name.lower() in _SECRETS:
            raise _secret_in_address()
        if name not in OPTIONS[scheme]:
            known = ", ".join(sorted(OPTIONS[scheme]))
            raise Misconfigured(
                f"“{name}” is not an option of a {scheme}:// address. Known: {known}."
            )
    _check_endpoint(options.get("endpoint", ""))


def _check_endpoint(endpoint: str) -> None:
    if not endpoint:
        return
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Misconfigured("The endpoint must be a web address, https://….")
    if parts.username or parts.password:
        raise _secret_in_address()
    if parts.scheme == "http" and not _is_this_computer(parts.hostname):
        raise Misconfigured(
            "The endpoint is not encrypted (http://). Use https:// so that sign-in "
            "details cannot be read on the way."
        )


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _secret_in_address() -> Misconfigured:
    return Misconfigured(
        "The address holds a secret. Addresses are shown on screen: give keys and "
        "links in a credentials file instead."
    )
