"""From the record to a letter: pure, nothing stated that is not recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from visit_app.letters.context import LetterContext
from visit_app.letters.frame import framed
from visit_app.letters.letter import Letter
from visit_app.letters.sections import PARTS, referral, visit
from visit_app.letters.sections.person import full_name
from visit_app.letters.wording import headings, say
from visit_app.records import LetterSection, ServiceRequest

IN_RECORD = ("safety", "words", "noticed", "scores", "corrections", "judgement", "plan")


def compose(context: LetterContext) -> Letter:
    """The referral letter as the record stands.

    Raises ValueError without a referral, and when referral or visit are another
    person's.
    """
    return framed(context, sections(context))


def sections(context: LetterContext) -> tuple[LetterSection, ...]:
    """The letter's parts in their order; those with nothing to say are left out."""
    _check(context)
    own = context.own()
    return _sections(own, PARTS, headings())


def visit_sections(
    context: LetterContext, referrals: Iterable[ServiceRequest] = ()
) -> tuple[LetterSection, ...]:
    """The visit in short, for the main record system; it needs no referral."""
    own = context.own()
    names = {**headings(), **headings("record.sections")}
    made = tuple(
        LetterSection(
            id=f"referral-{number}",
            heading=names["referral"],
            paragraphs=referral(replace(own, service_request=request)),
        )
        for number, request in enumerate(referrals, start=1)
        if request.subject_id == context.subject.id
    )
    first = LetterSection(id="visit", heading=names["visit"], paragraphs=visit(own))
    return (first, *_sections(own, IN_RECORD, names), *made)


def visit_title(context: LetterContext) -> str:
    """The line over the text for the main record: contact, date, name."""
    return say(
        "record.title",
        contact=context.contact or say("record.contact_unknown"),
        date=context.day(context.encounter.period_start),
        name=full_name(context.subject),
    )


def draft_text(letter: Letter) -> str:
    """The letter as plain text, to copy and paste."""
    blocks = [
        [letter.banner],
        [*letter.sender, letter.date_text],
        [letter.marking, *letter.recipient],
        [*letter.reference, letter.warning],
        [letter.salutation],
        *([s.heading, *s.paragraphs] for s in letter.printed_sections),
        [letter.closing],
        [*letter.signature],
        [*letter.copies],
    ]
    texts = ("\n".join(line for line in block if line.strip()) for block in blocks)
    return "\n\n".join(text for text in texts if text) + "\n"


def _sections(
    own: LetterContext, ids: Iterable[str], names: Mapping[str, str]
) -> tuple[LetterSection, ...]:
    """The sections of these ids that have something to say."""
    who = {"name": own.name, "whose": say("possessive", name=own.name)}
    made = (
        LetterSection(id=id, heading=names[id].format(**who), paragraphs=PARTS[id](own))
        for id in ids
    )
    return tuple(section for section in made if section.paragraphs)


def _check(context: LetterContext) -> None:
    me = context.subject.id
    if context.request.subject_id != me or context.encounter.subject_id != me:
        raise ValueError(
            "This referral is about another person of the family than the visit. "
            "Start the letter from that person's visit."
        )
