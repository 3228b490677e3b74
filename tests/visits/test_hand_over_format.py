"""docs/sync-format.md: a reader written from that page alone opens a family's file."""

import json
import struct
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import zstandard
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from visit_app.vault.family_file import unseal
from visit_app.visits.family_content import from_bytes

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "hand_over"
FILE = (GOLDEN / "family.visitfamily").read_bytes()
VECTOR = json.loads((GOLDEN / "family.json").read_text(encoding="utf-8"))
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def value(text: str) -> int:
    number = 0
    for character in text:
        number = number * 32 + CROCKFORD.index(character)
    return number


def read(file: bytes, code: str) -> dict[str, Any]:
    """The content, as the page says."""
    magic, version, size = struct.unpack(">4sHH", file[:8])
    assert (magic, version, size) == (b"VAHO", 1, 88)
    header, body, digest = file[:88], file[88:-32], file[-32:]
    memory, passes, lanes, salt, commitment, length = struct.unpack(
        ">III32s32sI", header[8:]
    )
    assert length == len(body)
    assert digest == sha256(file[:-32]).digest()
    password = code.replace("-", "")
    assert value(password[:14]) % 1021 == value(password[14:])
    secret = Argon2id(
        salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory
    ).derive(password.encode("ascii"))
    info = b"visit_app/family-file/1"
    both = HKDF(hashes.SHA256(), 64, salt, info).derive(secret)
    assert both[32:] == commitment
    padded = AESGCM(both[:32]).decrypt(bytes(12), body, header)
    assert len(padded) % 4096 == 0
    frame = padded[4 : 4 + int.from_bytes(padded[:4], "big")]
    content: dict[str, Any] = json.loads(zstandard.ZstdDecompressor().decompress(frame))
    return content


def test_a_reader_from_the_page_opens_the_vector() -> None:
    content = read(FILE, VECTOR["code"])
    for family in content["families"]:
        for name, pdf in family["letters"].items():
            assert sha256(b64decode(pdf)).hexdigest() == name
        family["letters"] = sorted(family["letters"])
    assert content == VECTOR["content"]


def test_the_app_opens_it_too() -> None:
    content = from_bytes(unseal(FILE, VECTOR["code"]))
    told = VECTOR["content"]["families"][0]
    assert content.main.family.id == told["present"]["family_id"]
    assert [one.key[0] for one in content.main.records] == [
        record["kind"] for record in told["records"]
    ]
    assert content.about.team == VECTOR["content"]["about"]["team"]


def test_it_holds_what_a_family_can_hold() -> None:
    family = VECTOR["content"]["families"][0]
    kinds = {record["kind"] for record in family["records"]}
    assert kinds >= {
        "Encounter",
        "QuestionnaireResponse",
        "Observation",
        "ServiceRequest",
        "DocumentReference",
        "Amendment",
    }
    assert family["letters"]
