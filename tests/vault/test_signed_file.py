"""A signature is worth something on these bytes, for this purpose, by this key."""

import json
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from visit_app.vault.signed_file import (
    SIGNATURE_FILE_BYTES,
    NotAKey,
    NotSigned,
    PublicKey,
    SigningKey,
    signer_of,
)

CONTENT = b'{"name": "any"}'
PURPOSE = "licence-pack"
# RFC 8032, section 7.1, test 1: an independent key pair.
RFC_SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
RFC_PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


@pytest.fixture(scope="module")
def key() -> SigningKey:
    """An organisation's key."""
    return SigningKey.generate()


def test_a_signature_names_its_signer(key: SigningKey) -> None:
    signature = key.sign(CONTENT, PURPOSE)
    assert signer_of(CONTENT, signature, PURPOSE) == key.public


@pytest.mark.parametrize("place", range(len(CONTENT)))
def test_any_changed_byte_is_noticed(key: SigningKey, place: int) -> None:
    changed = bytearray(CONTENT)
    changed[place] ^= 1
    with pytest.raises(NotSigned, match="was changed after it was signed"):
        signer_of(bytes(changed), key.sign(CONTENT, PURPOSE), PURPOSE)


def test_a_signature_of_another_kind_of_file_is_none(key: SigningKey) -> None:
    signature = key.sign(CONTENT, "policy")
    with pytest.raises(NotSigned):
        signer_of(CONTENT, signature, PURPOSE)


def test_renaming_the_purpose_does_not_help(key: SigningKey) -> None:
    fields = json.loads(key.sign(CONTENT, "policy"))
    forged = json.dumps({**fields, "purpose": PURPOSE}).encode()
    with pytest.raises(NotSigned):
        signer_of(CONTENT, forged, PURPOSE)


def test_another_key_in_the_signature_file_does_not_help(key: SigningKey) -> None:
    fields = json.loads(key.sign(CONTENT, PURPOSE))
    other = SigningKey.generate().public.to_text()
    forged = json.dumps({**fields, "publicKey": other}).encode()
    with pytest.raises(NotSigned):
        signer_of(CONTENT, forged, PURPOSE)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"[]",
        b"7",
        b"\xff",
        b"{}",
        b"[" * 3000,
        b'{"algorithm": "ed25519", "purpose": "licence-pack", "publicKey": 5}',
        b" " * (SIGNATURE_FILE_BYTES + 1),
    ],
)
def test_what_is_no_signature_file_is_refused(damaged: bytes) -> None:
    with pytest.raises(NotSigned):
        signer_of(CONTENT, damaged, PURPOSE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("algorithm", "none"),
        ("publicKey", b64encode(bytes(31)).decode()),
        ("publicKey", "not base64!"),
        ("signature", "not base64!"),
        ("signature", b64encode(bytes(64)).decode()),
        ("signature", ""),
    ],
)
def test_a_damaged_field_is_refused(key: SigningKey, field: str, value: str) -> None:
    fields = json.loads(key.sign(CONTENT, PURPOSE))
    with pytest.raises(NotSigned):
        signer_of(CONTENT, json.dumps({**fields, field: value}).encode(), PURPOSE)


def test_a_key_keeps_in_its_file(key: SigningKey) -> None:
    pem = key.to_pem("three plain words")
    assert b"ENCRYPTED PRIVATE KEY" in pem
    again = SigningKey.from_pem(pem, "three plain words")
    assert again.public == key.public


@pytest.mark.parametrize("passphrase", ["wrong", ""])
def test_a_key_file_needs_its_passphrase(key: SigningKey, passphrase: str) -> None:
    with pytest.raises(NotAKey):
        SigningKey.from_pem(key.to_pem("three plain words"), passphrase)


def test_a_key_is_never_kept_open(key: SigningKey) -> None:
    with pytest.raises(NotAKey, match="needs a passphrase"):
        key.to_pem("")


def test_other_keys_are_refused() -> None:
    other = Ed448PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")
    )
    with pytest.raises(NotAKey):
        SigningKey.from_pem(other, "x")
    with pytest.raises(NotAKey):
        SigningKey.from_pem(b"no key", "x")


def test_the_public_key_is_the_published_one_of_the_secret() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(RFC_SECRET))
    assert SigningKey(secret).public.raw.hex() == RFC_PUBLIC


def test_a_public_key_survives_as_text(key: SigningKey) -> None:
    assert PublicKey.from_text(key.public.to_text() + "\n") == key.public


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "ü"])
def test_other_texts_are_no_public_key(text: str) -> None:
    with pytest.raises(NotAKey):
        PublicKey.from_text(text)


def test_a_fingerprint_can_be_read_aloud_and_typed() -> None:
    public = PublicKey(bytes.fromhex(RFC_PUBLIC))
    groups = public.fingerprint.split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert public.is_known_as(public.fingerprint.lower().replace("-", " "))
    assert not public.is_known_as(SigningKey.generate().public.fingerprint)
    assert not public.is_known_as("")
