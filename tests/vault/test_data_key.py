import pytest

from visit_app.vault.data_key import DataKey, wipe


def test_keys_for_different_purposes_differ_and_repeat() -> None:
    key = DataKey(bytes(range(32)))

    assert key.derive("one") == key.derive("one")
    assert key.derive("one") != key.derive("two")
    assert len(key.derive("short", 16)) == 16


def test_derivation_stays_as_it_is_for_ever() -> None:
    """A change would lock everybody out; computed by hand with hmac (RFC 5869)."""
    key = DataKey(bytes(range(32)))

    assert key.derive("database/v1").hex() == (
        "9cf6828a32992bfa75fa51e9e5b2e9b3a71b3e922f15afcd657833fd32941bf4"
    )


def test_a_wiped_key_gives_nothing() -> None:
    with DataKey.random() as key:
        inside = key.reveal()

    assert inside == bytes(32)
    assert "wiped" in repr(key)
    with pytest.raises(ValueError, match="wiped"):
        key.derive("one")


def test_it_never_shows_itself() -> None:
    key = DataKey(b"k" * 32)

    assert "k" * 4 not in f"{key!r} {key}"


def test_only_256_bits_are_a_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(b"short")


def test_wipe_overwrites_in_place() -> None:
    secret = bytearray(b"secret")
    wipe(secret)
    assert secret == bytes(6)
