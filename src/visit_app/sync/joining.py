"""Asking to be let in, and the code that two people compare by voice.

Whoever runs the store could swap the request for one with their own keys. The code is
12 digits of Argon2id over the request and the team's first entry: to swap it unnoticed,
10^12 slow hashes have to be tried (about 6,000 processor years), and a code of another
team never fits. It is typed, not nodded through: docs/decisions/0034.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from visit_app.sync.change import canonical
from visit_app.sync.errors import NewerVersion, SyncError, Untrusted
from visit_app.sync.identity import Identity
from visit_app.sync.keys import PublicKeys, decode, encode
from visit_app.sync.parcel import parse
from visit_app.sync.recovery import STANDARD

FORMAT = 1
_SIGNED = b"visit_app/join/1\n"
_DIGITS = 12
COST = STANDARD  # fixed: both laptops have to come to the same code


class WrongCode(SyncError):
    """The code told by voice does not belong to this request."""

    def __init__(self) -> None:
        super().__init__(
            "The code does not match this request. Ask your colleague to read the code "
            "out again. If it still does not match, the request did not come from "
            "their laptop: do not let it in, and tell IT."
        )


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A laptop that wants to join: what the roster will hold of it, but for the role.

    `genesis` is the digest of the team's first entry as the laptop saw it.
    """

    team: str
    genesis: bytes
    device: str
    practitioner: str
    name: str
    laptop: str
    keys: PublicKeys
    recorded: str
    raw: bytes

    def for_roster(self, role: str) -> dict[str, Any]:
        """As Identity.for_colleagues."""
        return {
            "device": self.device,
            "practitioner": self.practitioner,
            "name": self.name,
            "laptop": self.laptop,
            "role": role,
            "keys": self.keys.to_json(),
        }


def write_request(
    identity: Identity, team: str, genesis: bytes, recorded: str
) -> bytes:
    """The bytes of a join request, signed with the key it asks for."""
    about = identity.for_colleagues("")
    del about["role"]
    data = {
        "format": FORMAT,
        "team": team,
        "genesis": genesis.hex(),
        "recorded": recorded,
        **about,
    }
    line = canonical(data).encode()
    signature = encode(identity.keys.sign(_SIGNED + line)).encode()
    return line + b"\n" + signature + b"\n"


def read_request(raw: bytes) -> JoinRequest:
    """The request in these bytes; raises Untrusted, NewerVersion."""
    parts = raw.split(b"\n")
    if len(parts) != 3 or parts[2]:
        raise Untrusted("A request to join is damaged.")
    data = parse(parts[0])
    request = _request(data, raw)
    try:
        signature = decode(parts[1].decode("ascii"))
    except ValueError:
        raise Untrusted("A request to join is damaged.") from None
    if not request.keys.verify(signature, _SIGNED + parts[0]):
        raise Untrusted("A request to join is not signed by its laptop.")
    return request


def code_of(request: JoinRequest) -> str:
    """The code for people: "4821 9930 1174"; about 0.3 s by design."""
    kdf = Argon2id(
        salt=request.genesis,
        length=16,
        iterations=COST.passes,
        lanes=COST.lanes,
        memory_cost=COST.memory_kib,
    )
    number = int.from_bytes(kdf.derive(request.raw), "big") % 10**_DIGITS
    digits = f"{number:0{_DIGITS}d}"
    return " ".join(digits[i : i + 4] for i in range(0, _DIGITS, 4))


def check_code(request: JoinRequest, typed: str, genesis: bytes) -> None:
    """Raises WrongCode unless the code belongs to the request and to our team."""
    given = "".join(c for c in typed if c.isdecimal())
    if request.genesis != genesis or given != code_of(request).replace(" ", ""):
        raise WrongCode


def _request(data: Any, raw: bytes) -> JoinRequest:
    try:
        if data["format"] != FORMAT:
            raise NewerVersion
        device = str(data["device"])
        if len(device) != 32 or set(device) - set("0123456789abcdef"):
            raise ValueError(device)
        return JoinRequest(
            team=str(data["team"]),
            genesis=bytes.fromhex(data["genesis"]),
            device=device,
            practitioner=str(data["practitioner"]),
            name=str(data["name"]),
            laptop=str(data["laptop"]),
            keys=PublicKeys.from_json(_mapping(data["keys"])),
            recorded=str(data["recorded"]),
            raw=raw,
        )
    except (KeyError, TypeError, ValueError):
        raise Untrusted("A request to join is not valid.") from None


def _mapping(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TypeError
    return value
