import pytest

from visit_app.cli.output import counted


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "0 records wait"), (1, "1 record waits"), (2, "2 records wait")],
)
def test_one_of_something_is_not_several(n: int, words: str) -> None:
    assert counted(n, "1 record waits", "{n} records wait") == words
