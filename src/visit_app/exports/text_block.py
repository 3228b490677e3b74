"""Plain text to copy into the main record system, so that nothing is typed twice."""

from collections.abc import Iterable

from visit_app.records import LetterSection


def text_block(title: str, sections: Iterable[LetterSection]) -> str:
    """The title, then each section: its heading in capitals, its paragraphs below.

    Plain characters only, no markup. Sections without words are left out.
    """
    blocks = [[title]]
    for section in sections:
        lines = [line.strip() for p in section.paragraphs for line in p.splitlines()]
        if any(lines):
            blocks.append([section.heading.upper(), *filter(None, lines)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"
