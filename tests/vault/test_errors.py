"""Every sentence says what happened, what is safe and what to do, in plain words."""

import inspect

import pytest

from visit_app.vault import errors
from visit_app.vault.errors import SlowDown, VaultError

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, VaultError)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_sentences(kind: type[VaultError]) -> None:
    text = str(SlowDown(5) if kind is SlowDown else kind())

    assert "safe" in text or "changed" in text or "left as it is" in text
    assert text.endswith(".")
    assert text.count(". ") >= 1  # more than one sentence: it also says what to do
    for word in ("!", "please", "Please", "error", "invalid", "exception"):
        assert word not in text


def test_another_sentence_and_a_word_for_support() -> None:
    error = VaultError("What happened. It is safe.", detail="SQLITE_FULL")
    assert str(error) == "What happened. It is safe."
    assert error.detail == "SQLITE_FULL"
