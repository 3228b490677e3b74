"""Who this laptop is in the team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from visit_app.sync.errors import Untrusted
from visit_app.sync.keys import DeviceKeys, decode, encode


@dataclass(frozen=True, slots=True)
class Identity:
    """A device's name and secret keys; kept in the vault, never anywhere else.

    `device` is 32 hexadecimal digits, `practitioner` the id of the Practitioner whose
    laptop it is, `mark` what the machine was known by when the identity was made.
    """

    device: str
    practitioner: str
    name: str
    laptop: str
    keys: DeviceKeys = field(repr=False)
    mark: str = ""

    def to_json(self) -> dict[str, str]:
        """For the vault, which keeps it encrypted: it holds the secret keys."""
        return {
            "device": self.device,
            "practitioner": self.practitioner,
            "name": self.name,
            "laptop": self.laptop,
            "keys": encode(self.keys.to_bytes()),
            "mark": self.mark,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Identity":
        """From what `to_json` gave; raises Untrusted."""
        try:
            keys = DeviceKeys.from_bytes(decode(data["keys"]))
            names = ("device", "practitioner", "name", "laptop")
            texts = {name: str(data[name]) for name in names}
            return cls(**texts, keys=keys, mark=str(data.get("mark", "")))
        except (KeyError, TypeError, ValueError):
            raise Untrusted("These are not a laptop's keys.") from None

    @property
    def about(self) -> dict[str, str]:
        """Whose laptop it is: for colleagues alone."""
        return {
            "practitioner": self.practitioner,
            "name": self.name,
            "laptop": self.laptop,
        }


def new_identity(
    practitioner: str, name: str, laptop: str = "", mark: str = ""
) -> Identity:
    """A fresh device with fresh keys."""
    return Identity(
        uuid4().hex, practitioner, name, laptop, DeviceKeys.generate(), mark
    )
