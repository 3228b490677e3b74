"""Azure Blob, S3, Google Cloud Storage and Ceph, through obstore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias, cast

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import AzureStore, GCSStore, S3Store

from visit_app.sync.address import Address
from visit_app.sync.credentials import Credentials
from visit_app.sync.errors import Misconfigured, NotThere, Taken
from visit_app.sync.object_errors import in_words, not_found
from visit_app.sync.store import check_size

if TYPE_CHECKING:  # these names exist for type checkers alone
    from obstore.store import (
        AzureConfig,
        AzureCredentialProvider,
        ClientConfig,
        GCSConfig,
        RetryConfig,
        S3Config,
    )

Client: TypeAlias = AzureStore | GCSStore | S3Store

# obstore's own limits are 10 retries within 180 s: far too long for one poll.
_RETRY: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=30)}
_TIMEOUTS: ClientConfig = {
    "connect_timeout": timedelta(seconds=5),
    "timeout": timedelta(seconds=20),
}


class ObjectStore:
    """A Store in a bucket or container; one per address, safe for several threads."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"ObjectStore({type(self._client).__name__})"

    def create(self, name: str, data: bytes) -> None:
        """Keep these bytes under a name; raises Taken when the name exists."""
        with _told(name):
            obstore.put(self._client, name, data, mode="create", use_multipart=False)

    def get(self, name: str) -> bytes:
        """The bytes under a name; raises NotThere."""
        with _told(name):
            answer = obstore.get(self._client, name)
            check_size(answer.meta["size"])
            return bytes(answer.bytes())

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        """Full names under a prefix, sorted, those above `after`."""
        with _told(prefix):
            stream = obstore.list(
                self._client, prefix.rstrip("/"), offset=after or None
            )
            found = [entry["path"] for page in stream for entry in page]
        # Azurite ignores the offset, so what lies at or below it is dropped here too.
        return tuple(sorted(name for name in found if name > after))

    def delete(self, name: str) -> None:
        """Delete an object, for erasure; one that is not there is fine."""
        with suppress(NotThere), _told(name):
            obstore.delete(self._client, name)


def object_store(
    address: Address, credentials: Credentials, proxy: str = ""
) -> ObjectStore:
    """The store at an s3://, az:// or gs:// address; raises Misconfigured.

    `proxy` is the web address of the proxy that the system names for it, if any.
    """
    build = {"s3": _s3, "az": _azure, "gs": _google}[address.scheme]
    try:
        return ObjectStore(build(address, credentials, _options(address, proxy)))
    except (BaseError, ValueError, TypeError):
        # The library's text may quote credentials: the sentence says enough.
        raise Misconfigured(
            "The team store's address or its credentials are incomplete or do not fit "
            "together."
        ) from None


def _options(address: Address, proxy: str) -> ClientConfig:
    options: ClientConfig = {**_TIMEOUTS}
    if address.options.get("endpoint", "").startswith("http://"):
        options["allow_http"] = True  # this computer only: address.py sees to it
    if proxy:
        options["proxy_url"] = proxy
    return options


def _s3(address: Address, credentials: Credentials, options: ClientConfig) -> Client:
    given = address.options
    config = {
        "region": given.get("region", "us-east-1"),
        "virtual_hosted_style_request": given.get("virtual_host", "") == "true",
        **_named(given, endpoint="endpoint"),
        **credentials.values,
    }
    return S3Store(
        address.place,
        prefix=address.prefix or None,
        client_options=options,
        retry_config=_RETRY,
        config=cast("S3Config", config),
    )


def _azure(address: Address, credentials: Credentials, options: ClientConfig) -> Client:
    given = address.options
    config = {
        "use_emulator": given.get("emulator", "") == "true",
        **_named(given, endpoint="endpoint", account="account_name"),
        **credentials.values,
    }
    return AzureStore(
        address.place,
        prefix=address.prefix or None,
        client_options=options,
        retry_config=_RETRY,
        config=cast("AzureConfig", config),
        credential_provider=_entra() if given.get("sign_in") == "entra" else None,
    )


def _entra() -> AzureCredentialProvider:
    try:
        from obstore.auth.azure import AzureCredentialProvider
    except ImportError:
        raise Misconfigured(
            "Signing in with Entra needs the azure-identity package on this laptop."
        ) from None
    return AzureCredentialProvider()


def _google(
    address: Address, credentials: Credentials, options: ClientConfig
) -> Client:
    config = {**_named(address.options, endpoint="base_url"), **credentials.values}
    return GCSStore(
        address.place,
        prefix=address.prefix or None,
        client_options=options,
        retry_config=_RETRY,
        config=cast("GCSConfig", config),
    )


def _named(given: Mapping[str, str], **names: str) -> dict[str, str]:
    return {theirs: given[ours] for ours, theirs in names.items() if ours in given}


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as problem:
        raise not_found(problem, name) from None
    except AlreadyExistsError:
        raise Taken(name) from None
    except (BaseError, OSError, NotImplementedError) as problem:
        # `from None`: the library's text may hold addresses and request ids.
        raise in_words(problem) from None
