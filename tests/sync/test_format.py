"""docs/sync-format.md: a reader written from that page alone opens the vectors."""

import json
import shutil
import struct
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from tests.sync.memory_ledger import MemoryLedger

from visit_app.records.clock import FixedClock
from visit_app.sync import team
from visit_app.sync.engine import run_once
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.recovery import read_recovery
from visit_app.sync.session import Options

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "sync"


def hkdf(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


def opened(key: bytes, aad: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(bytes(12), sealed, aad)


def unfold(frame: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(frame)


class Reader:
    """The team store, as docs/sync-format.md says, seen by one device."""

    def __init__(self, store: Path, team: str, device: str, secret: bytes) -> None:
        self.team, self.device, self.secret = team, device, secret
        self.place = store / team
        self.members: dict[str, dict[str, Any]] = {}
        self.removed: set[str] = set()
        self.epochs: list[dict[str, Any]] = []
        self.digests: list[bytes] = []
        self.epoch_at: list[int] = []
        self.about: dict[str, Any] = {}
        self.sealed: list[tuple[int, bytes, dict[str, Any]]] = []
        self._roster()
        self.keys = self._epoch_keys()
        for number, sealed, member in self.sealed:
            member.update(self._about(sealed, number, member.get("device", "")))

    def _roster(self) -> None:
        for number, path in enumerate(sorted((self.place / "roster").iterdir())):
            assert path.name == f"{number:012d}.json"
            raw = path.read_bytes()
            line, signature, rest = raw.split(b"\n")
            assert rest == b""
            entry = json.loads(line)
            before = self.digests[-1] if self.digests else bytes(32)
            assert (entry["number"], entry["previous"]) == (number, before.hex())
            if number == 0:
                self.members = {m["device"]: m for m in entry["about"]["members"]}
            author = self.members[entry["author"]]
            assert author["role"] in {"lead", "recovery"}
            key = Ed25519PublicKey.from_public_bytes(b64decode(author["keys"]["sign"]))
            key.verify(b64decode(signature), b"visit_app/roster/1\n" + line)
            self._apply(entry["action"], entry["about"])
            self._note_sealed(number, entry["about"])
            self.epoch_at.append(len(self.epochs))
            self.digests.append(sha256(raw).digest())

    def _apply(self, action: str, about: dict[str, Any]) -> None:
        if action == "admit":
            member = about["member"]
            self.members[member["device"]] = member
            self.epochs[-1]["wraps"][member["device"]] = about["wrap"]
        elif action == "role":
            self.members[about["device"]]["role"] = about["role"]
        else:
            self.epochs.append(about)
        if action == "revoke":
            self.removed.add(about["device"])

    def _note_sealed(self, number: int, about: dict[str, Any]) -> None:
        here = [*about.get("members", []), *filter(None, [about.get("member")])]
        for member in here:
            self.sealed.append((number, b64decode(member["about"]), member))
        if "name" in about:
            self.sealed.append((number, b64decode(about["name"]), self.about))

    def _about(self, sealed: bytes, number: int, device: str) -> dict[str, Any]:
        salt = sealed[:32]
        info = f"visit_app/roster-about/1|{self.team}|{number}|{device}".encode()
        key = hkdf(self.keys[self.epoch_at[number]], salt, info, 32)
        return dict(json.loads(opened(key, salt, sealed[32:])))

    def _epoch_keys(self) -> dict[int, bytes]:
        keys: dict[int, bytes] = {}
        for number in range(len(self.epochs), 0, -1):
            epoch = self.epochs[number - 1]
            wrapped = epoch["wraps"].get(self.device)
            if number + 1 in keys:
                info = f"visit_app/epoch-before/1|{self.team}|{number + 1}".encode()
                chain = hkdf(keys[number + 1], b"", info, 32)
                key = opened(chain, b"", b64decode(self.epochs[number]["before"]))
            else:
                info = f"visit_app/epoch/1|{self.team}|{number}|{self.device}".encode()
                key = self._unwrap(b64decode(wrapped), info)
            check = sha256(b"visit_app/epoch-check/1" + key).digest()
            assert check == b64decode(epoch["check"])
            keys[number] = key
        return keys

    def _unwrap(self, wrapped: bytes, info: bytes) -> bytes:
        assert len(wrapped) == 1168
        private = MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(self.secret[32:96]),
            X25519PrivateKey.from_private_bytes(self.secret[96:]),
        )
        suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
        return suite.decrypt(wrapped, private, info=info)

    def feed(self, device: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Control part and changes of each segment."""
        previous, out = bytes(32), []
        folder = self.place / "feeds" / device
        for number, path in enumerate(sorted(folder.glob("*.seg")), start=1):
            raw = path.read_bytes()
            out.append(self._segment(raw, device, number, previous))
            previous = sha256(raw).digest()
        return out

    def _segment(
        self, raw: bytes, device: str, number: int, previous: bytes
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        public = b64decode(self.members[device]["keys"]["sign"])
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(raw[-64:], b"visit_app/segment/1" + raw[:-64])
        ids = bytes.fromhex(self.team) + bytes.fromhex(device)
        stem = b"VASG" + struct.pack(">HH", 1, 188) + ids + struct.pack(">Q", number)
        assert raw[:80] == stem + previous
        epoch, at, digest, salt, commitment, length = struct.unpack(
            ">II32s32s32sI", raw[80:188]
        )
        assert digest == self.digests[at]
        assert length == len(raw) - 188 - 64
        info = b"visit_app/segment-key/1" + ids + struct.pack(">QI", number, epoch)
        both = hkdf(self.keys[epoch], salt, info, 64)
        assert both[32:] == commitment
        padded = opened(both[:32], raw[:188], raw[188:-64])
        assert len(padded) % 256 == 0
        payload = padded[4 : 4 + int.from_bytes(padded[:4], "big")]
        end = 4 + int.from_bytes(payload[:4], "big")
        context = ids + struct.pack(">Q", number)
        changes = list(self._blocks(payload[end:], context, self.members[device]))
        return json.loads(unfold(payload[4:end])), changes

    def _blocks(self, data: bytes, context: bytes, member: dict[str, Any]) -> Any:
        while data:
            tag, key_id, epoch, size = struct.unpack(">16s16sII", data[:40])
            block, data = data[40 : 40 + size], data[40 + size :]
            if tag != bytes(16):
                key = self._family_key(tag, key_id, epoch)
                own = hkdf(key, context, b"visit_app/block-key/1" + tag, 32)
                block = opened(own, context, block)
            for line in unfold(block).split(b"\n"):
                change = json.loads(line)
                assert change["author"] == member["practitioner"]
                text = f"visit_app/family-tag/1|{self.team}|{change['family_id']}"
                assert sha256(text.encode()).digest()[:16] == tag
                yield change

    def _family_key(self, tag: bytes, key_id: bytes, epoch: int) -> bytes:
        name = self.place / "keys" / tag.hex() / f"{epoch:06d}.key"
        raw = name.read_bytes()
        header = raw[:58]
        assert header[:26] == b"VAFK" + struct.pack(">H16sI", 1, tag, epoch)
        info = b"visit_app/family-key/1" + header
        key = opened(hkdf(self.keys[epoch], header[26:], info, 32), header, raw[58:])
        assert sha256(b"visit_app/family-key-id/1" + key).digest()[:16] == key_id
        return key


CONTENT = json.loads((GOLDEN / "content.json").read_text(encoding="utf-8"))
DEVICES = sorted(CONTENT["secret_keys"])


def reader(device: str, store: Path = GOLDEN / "store") -> Reader:
    secret = bytes.fromhex(CONTENT["secret_keys"][device])
    return Reader(store, CONTENT["team"], device, secret)


@pytest.mark.parametrize("device", DEVICES)
def test_every_member_reads_everything(device: str) -> None:
    one = reader(device)
    feeds = [one.feed(member) for member in one.members]
    changes = [c for feed in feeds for _, several in feed for c in several]
    assert sorted(changes, key=_id) == sorted(CONTENT["changes"], key=_id)
    shown = {d: [m["name"], m["role"], d not in one.removed] for d, m in _members(one)}
    assert shown == CONTENT["members"]
    assert one.about["name"] == "Kettering"
    (told,) = [c for feed in feeds for c, _ in feed if c.get("heads")][:1]
    assert all(len(bytes.fromhex(digest)) == 32 for _, digest in told["heads"].values())


def test_a_changed_byte_is_noticed_before_anything_is_opened(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "store", tmp_path / "store")
    path = next((tmp_path / "store" / CONTENT["team"] / "feeds").rglob("*.seg"))
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(raw)
    with pytest.raises(InvalidSignature):
        reader(DEVICES[0], tmp_path / "store").feed(path.parent.name)


def test_a_removed_device_has_no_key_of_the_epoch_after_it() -> None:
    (gone,) = [d for d, (_, _, here) in CONTENT["members"].items() if not here]
    one = reader(DEVICES[0])
    assert gone in one.epochs[0]["wraps"]
    assert gone not in one.epochs[1]["wraps"]


def test_the_code_of_a_request_is_as_the_page_says() -> None:
    one = reader(DEVICES[0])
    path = one.place / "joins" / f"{DEVICES[1]}.json"
    raw = path.read_bytes()
    line, signature, _ = raw.split(b"\n")
    public = b64decode(json.loads(line)["keys"]["sign"])
    key = Ed25519PublicKey.from_public_bytes(public)
    key.verify(b64decode(signature), b"visit_app/join/1\n" + line)
    kdf = Argon2id(
        salt=one.digests[0], length=16, iterations=3, lanes=4, memory_cost=64 * 1024
    )
    request = json.loads(line)
    info = f"visit_app/join-about/1|{one.team}|{DEVICES[1]}|{one.device}".encode()
    key_of_about = one._unwrap(b64decode(request["wraps"][one.device]), info)
    about = json.loads(opened(key_of_about, b"", b64decode(request["about"])))
    assert about["name"] == CONTENT["members"][DEVICES[1]][0]
    number = int.from_bytes(kdf.derive(raw), "big") % 10**12
    assert f"{number:012d}" == CONTENT["code"].replace(" ", "")


def test_the_recovery_file_opens_as_the_page_says() -> None:
    label = json.loads((GOLDEN / "recovery.json").read_bytes())
    sealed, kdf = b64decode(label.pop("sealed")), label["kdf"]
    salt = b64decode(kdf["salt"])
    cost = Argon2id(
        salt=salt,
        length=32,
        iterations=kdf["passes"],
        lanes=kdf["lanes"],
        memory_cost=kdf["memory_kib"],
    )
    secret = cost.derive(CONTENT["passphrase"].encode())
    aad = json.dumps(label, sort_keys=True, separators=(",", ":")).encode()
    identity = json.loads(
        opened(hkdf(secret, salt, b"visit_app/recovery/1", 32), aad, sealed)
    )
    device = identity["device"]
    assert b64decode(identity["keys"]).hex() == CONTENT["secret_keys"][device]


def test_the_app_reads_it_from_the_recovery_file_alone(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "store", tmp_path / "store")
    store, ledger = FolderStore(tmp_path / "store"), MemoryLedger()
    file = (GOLDEN / "recovery.json").read_bytes()
    team_id, identity = read_recovery(file, CONTENT["passphrase"])
    team.join_as_recovery(ledger, store, team_id, identity)
    options = Options(sweep=True, workers=0)
    clock = FixedClock()
    report = run_once(ledger, store, lambda: False, clock=clock, options=options)
    assert (report.problem, report.quarantined, report.conditions) == (None, 0, ())
    known = [c.to_json() for several in ledger.known.values() for c in several]
    assert sorted(known, key=_id) == sorted(CONTENT["changes"], key=_id)
    assert ledger.family("f1").postcode == "ZZ99 3BB"


def _members(one: Reader) -> Any:
    return one.members.items()


def _id(change: dict[str, Any]) -> str:
    return str(change["revision"])
