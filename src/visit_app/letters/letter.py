"""A referral letter, ready to be set."""

from dataclasses import dataclass
from datetime import date

from visit_app.records import LetterSection


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What stands on the paper, as plain text; the first line of a block is bold.

    `sender` is the organisation's letterhead, `reference` the "Re:" block, `running`
    the line at the foot of every page. `page_of` is a pattern with {page} and {pages}.
    `watermark` and `banner` mark a letter of the practice vault on every page.
    """

    title: str
    date: date
    date_text: str
    sender: tuple[str, ...] = ()
    marking: str = ""
    recipient: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    warning: str = ""
    salutation: str = ""
    sections: tuple[LetterSection, ...] = ()
    closing: str = ""
    signature: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    running: str = ""
    page_of: str = ""
    watermark: str = ""
    banner: str = ""
    large_print: bool = False

    @property
    def printed_sections(self) -> tuple[LetterSection, ...]:
        """The sections with something in them; one that was emptied is not printed."""
        return tuple(s for s in self.sections if any(p.strip() for p in s.paragraphs))
