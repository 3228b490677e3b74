"""What the documents name is there, and nobody is sent to what is not."""

import re
from pathlib import Path

import pytest
from tests.bench.run import BENCHES

from visit_app import visits

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SOURCES = [
    path
    for folder in ("src", "tests", "docs", "resources", "packaging")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".md", ".json", ".steps"} and path != Path(__file__)
]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(
    r"\.\./shared/|\bfacts/\w+\.md|\b(LOOK|STYLE)\.md|\bDESIGN\b"  # the plans
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    found = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in found if not (path.parent / link).exists()] == []


def test_nobody_is_sent_to_a_file_outside_the_repository() -> None:
    sent = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in SOURCES
        if (
            found := ELSEWHERE.search(path.read_text(encoding="utf-8", errors="ignore"))
        )
    ]
    assert sent == []


def test_pictures_are_those_that_tests_compare() -> None:
    """So that none shows a screen as it once was."""
    shown = [
        (path.parent / target).resolve().parent
        for path in DOCUMENTS
        for target in PICTURE.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(shown) >= 7
    assert set(shown) == {ROOT / "tests" / "golden" / "screens"}


def test_the_benchmarks_are_those_there_are() -> None:
    text = text_of("docs/benchmarks.md")
    named = re.search(r"names choose: (.*?)\. ", text)
    assert named is not None
    assert re.findall(r"`([\w-]+)`", named[1]) == list(BENCHES)
    assert sorted(re.findall(r"^\| ([\w-]+) \|", text, re.M)[1 : len(BENCHES) + 1]) == (
        sorted(BENCHES)
    )


def test_the_verbs_of_the_architecture_are_those_there_are() -> None:
    text = text_of("docs/architecture.md")
    block = text.split("## Verbs")[1].split("```")[1]
    named = re.findall(r"^(\w+)\(desk", block, re.M)
    assert len(named) >= 12
    assert [name for name in named if not hasattr(visits, name)] == []


def test_decisions_have_a_number_of_their_own() -> None:
    names = [path.name for path in (ROOT / "docs" / "decisions").iterdir()]
    numbers = [name.split("-", maxsplit=1)[0] for name in names]
    assert sorted(set(numbers)) == sorted(numbers)
    for name, number in zip(names, numbers, strict=True):
        assert text_of(f"docs/decisions/{name}").startswith(f"# {number}: ")
