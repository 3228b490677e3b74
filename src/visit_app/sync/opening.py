"""The store behind an address."""

from pathlib import Path

from visit_app.sync.address import Address
from visit_app.sync.credentials import Credentials
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.store import Store


def open_store(address: Address, credentials: Credentials, proxy: str = "") -> Store:
    """The Store at this address; nothing is asked of it yet.

    obstore is imported only for object stores: a team folder needs none of it.
    """
    if address.scheme == "folder":
        return FolderStore(Path(address.place))
    from visit_app.sync.object_store import object_store

    return object_store(address, credentials, proxy)
