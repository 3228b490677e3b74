from visit_app.vault.kdf import CEILING, FLOOR, STANDARD, Cost, stretch

SALT = b"0123456789abcdef"


def test_the_same_text_in_another_form_gives_the_same_key() -> None:
    composed, apart, wide = "Zoë ﬁve", "Zoë five", "Ｚｏë five"

    keys = {bytes(stretch(text, SALT, FLOOR)) for text in (composed, apart, wide)}
    assert len(keys) == 1


def test_every_input_matters() -> None:
    key = stretch("one", SALT, FLOOR)

    assert key != stretch("two", SALT, FLOOR)
    assert key != stretch("one", SALT[::-1], FLOOR)
    assert key != stretch("one", SALT, Cost(19 * 1024, 3, 1))
    assert len(key) == 32


def test_argon2id_as_in_rfc_9106_and_as_others_compute_it() -> None:
    """Computed with argon2-cffi 25.1 (the reference C library), 19 MiB, 2 passes."""
    assert stretch("one", SALT, FLOOR).hex() == (
        "9fc8e64d9a7b6c41e6817aba92ad6b03b82cdcdbe19c793c69fa0ae0bdd23284"
    )


def test_the_standard_cost_is_between_floor_and_ceiling() -> None:
    assert Cost(64 * 1024, 3, 4) == STANDARD
    assert STANDARD.at_least(FLOOR)
    assert STANDARD.at_most(CEILING)
    assert not Cost(18 * 1024, 2, 1).at_least(FLOOR)
    assert not Cost(19 * 1024, 1, 1).at_least(FLOOR)
    assert not Cost(2 * 1024 * 1024, 3, 4).at_most(CEILING)
    assert not Cost(19 * 1024, 2, 0).at_most(CEILING)
