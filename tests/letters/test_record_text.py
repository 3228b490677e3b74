from dataclasses import replace

from tests.letters.sample_letters import FULL, NOON, PLAIN, REFERRAL, VISIT

from visit_app.letters import visit_sections, visit_title
from visit_app.records import LetterSection

WITHOUT_REFERRAL = replace(FULL, service_request=None)


def by_id(sections: tuple[LetterSection, ...]) -> dict[str, str]:
    return {section.id: "\n".join(section.paragraphs) for section in sections}


def test_a_visit_can_be_told_without_a_referral() -> None:
    told = by_id(visit_sections(WITHOUT_REFERRAL))
    assert list(told) == [
        "visit", "safety", "words", "noticed", "scores", "judgement", "plan"
    ]  # fmt: skip
    assert told["visit"] == (
        "Place: At home\nIn the room: Mother, Baby\nAmira was not seen alone.\n"
        "This visit is not signed off yet."
    )


def test_what_is_not_recorded_of_the_visit_is_left_out() -> None:
    blank = replace(PLAIN, encounter=replace(VISIT, seen_alone=None))
    told = by_id(visit_sections(blank))
    assert told == {"visit": "This visit is not signed off yet."}


def test_who_signed_and_that_she_was_seen_alone() -> None:
    signed = replace(VISIT, signed_by="Priya Nair", signed_at=NOON, seen_alone=True)
    told = by_id(visit_sections(replace(PLAIN, encounter=signed)))["visit"]
    assert told == (
        "Amira was seen alone.\nSigned off by Priya Nair on 23 November 2026."
    )


def test_each_referral_of_this_person_is_told_in_short() -> None:
    other = replace(REFERRAL, id="r2", performer="", reason="")
    his = replace(REFERRAL, id="r3", subject_id="yusuf", performer="MARKER")
    told = by_id(visit_sections(WITHOUT_REFERRAL, [REFERRAL, other, his]))
    assert told["referral-1"].startswith(
        "Referred to Flourishing Babies, Family Action.\nThis is a routine referral.\n"
        "Reason: Amira would like support"
    )
    assert told["referral-2"].startswith("Referred; to whom is not recorded.")
    assert "MARKER" not in str(told)


def test_the_title_names_contact_date_and_person() -> None:
    assert visit_title(FULL) == "6 to 8 week review, 23 November 2026, Amira Hassan"
    assert visit_title(PLAIN).startswith("Visit, 23 November 2026")
