"""Asking to be let in, and the code that two people compare by voice.

Whoever runs the store could swap the request for one with their own keys. The code is
12 digits of Argon2id over the request and the team's first entry: to swap it unnoticed,
10^12 slow hashes have to be tried (about 6,000 processor years), and a code of another
team never fits. It is typed, not nodded through: docs/decisions/0060.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from visit_app.sync.change import canonical
from visit_app.sync.errors import NewerVersion, SyncError, Untrusted
from visit_app.sync.identity import Identity
from visit_app.sync.keys import KEY_BYTES, PublicKeys, decode, encode, seal, unseal
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

    `genesis` is the digest of the team's first entry as the laptop saw it. Whose laptop
    it is (`about`, and the names in it) is empty until `open_request`: only those who
    could let it in can read that, not whoever runs the store.
    """

    team: str
    genesis: bytes
    device: str
    keys: PublicKeys
    recorded: str
    wraps: Mapping[str, str] = field(repr=False)
    sealed: bytes = field(repr=False)
    raw: bytes = field(repr=False)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def practitioner(self) -> str:
        """The practitioner's id."""
        return self.about.get("practitioner", "")

    @property
    def name(self) -> str:
        """The practitioner's name."""
        return self.about.get("name", "")

    @property
    def laptop(self) -> str:
        """What its person calls it."""
        return self.about.get("laptop", "")


def write_request(
    identity: Identity,
    team: str,
    genesis: bytes,
    readers: Mapping[str, PublicKeys],
    recorded: str,
) -> bytes:
    """The bytes of a join request, signed with the key it asks for.

    `readers` are the devices that may let it in: they alone read whose laptop it is.
    """
    key, device = token_bytes(KEY_BYTES), identity.device
    data = {
        "format": FORMAT,
        "team": team,
        "genesis": genesis.hex(),
        "recorded": recorded,
        "device": device,
        "keys": identity.keys.public.to_json(),
        "about": encode(seal(key, canonical(identity.about).encode(), b"")),
        "wraps": {
            reader: encode(public.wrap(key, _info(team, device, reader)))
            for reader, public in readers.items()
        },
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


def open_request(request: JoinRequest, reader: Identity) -> JoinRequest:
    """The request with whose laptop it is; raises Untrusted for who cannot read it."""
    wrapped = request.wraps.get(reader.device, "")
    info = _info(request.team, request.device, reader.device)
    try:
        key = reader.keys.unwrap(decode(wrapped), info)
    except ValueError:
        raise Untrusted("A request to join is not valid.") from None
    about = parse(unseal(key, request.sealed, b""))
    if not isinstance(about, dict) or not isinstance(about.get("practitioner"), str):
        raise Untrusted("A request to join is not valid.")
    texts = {name: text for name, text in about.items() if isinstance(text, str)}
    return replace(request, about=texts)


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
            keys=PublicKeys.from_json(_mapping(data["keys"])),
            recorded=str(data["recorded"]),
            wraps=_mapping(data["wraps"]),
            sealed=decode(data["about"]),
            raw=raw,
        )
    except (KeyError, TypeError, ValueError):
        raise Untrusted("A request to join is not valid.") from None


def _mapping(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(
        isinstance(v, str) for v in value.values()
    ):
        raise TypeError
    return value


def _info(team: str, device: str, reader: str) -> bytes:
    return f"visit_app/join-about/1|{team}|{device}|{reader}".encode()
