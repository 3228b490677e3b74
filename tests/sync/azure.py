"""Azure Blob stores of tests, at Azurite or at a server that answers as a test says."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from urllib.request import Request, urlopen
from uuid import uuid4

from visit_app.sync.address import parse_address
from visit_app.sync.credentials import Credentials
from visit_app.sync.object_store import ObjectStore, object_store

# Azurite's own published account, the same on every computer.
ACCOUNT = "devstoreaccount1"
KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/"
    "K1SZFPTOtr/KBHBeksoGMGw=="
)
_VERSION = "2021-12-02"


def azure_store(endpoint: str) -> ObjectStore:
    """A store in a new container of Azurite."""
    container = f"team-{uuid4().hex[:12]}"
    _make_container(endpoint, container)
    return azure_at(f"{endpoint}/{ACCOUNT}", container, {"account_key": KEY})


def azure_at(
    endpoint: str, container: str, secrets: dict[str, str], prefix: str = "teams"
) -> ObjectStore:
    """A store at this address."""
    options = f"account={ACCOUNT}&endpoint={endpoint}"
    address = parse_address(f"az://{container}/{prefix}?{options}")
    return object_store(address, Credentials(secrets))


def _make_container(endpoint: str, container: str) -> None:
    """By hand: it is the only call that the app itself never makes."""
    now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    resource = f"/{ACCOUNT}/{ACCOUNT}/{container}\nrestype:container"
    headers = f"x-ms-date:{now}\nx-ms-version:{_VERSION}\n"
    text = "PUT\n\n\n\n\n\n\n\n\n\n\n\n" + headers + resource
    digest = hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()
    signature = base64.b64encode(digest).decode()
    request = Request(
        f"{endpoint}/{ACCOUNT}/{container}?restype=container",
        method="PUT",
        headers={
            "x-ms-date": now,
            "x-ms-version": _VERSION,
            "Authorization": f"SharedKey {ACCOUNT}:{signature}",
            "Content-Length": "0",
        },
    )
    with urlopen(request):
        pass
