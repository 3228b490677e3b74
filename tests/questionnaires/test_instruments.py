"""What the shipped instruments say, word for word."""

import json

import pytest
from tests.questionnaires.forms import shipped

from visit_app.questionnaires import QuestionnaireItem, problems, state
from visit_app.records import FamilyRole, Mode, Value
from visit_app.resources import resource_folder

NAMES = (
    "avoidance",
    "epds",
    "gad-2",
    "gad-7",
    "history",
    "mors-sf",
    "phq-9",
    "whooley",
)
STEM = (
    "Over the last 2 weeks, how often have you been bothered by any of the following "
    "problems?"
)
OPTIONS = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
PHQ_9 = [
    "Little interest or pleasure in doing things",
    "Feeling down, depressed, or hopeless",
    "Trouble falling or staying asleep, or sleeping too much",
    "Feeling tired or having little energy",
    "Poor appetite or overeating",
    "Feeling bad about yourself — or that you are a failure or have let yourself or "
    "your family down",
    "Trouble concentrating on things, such as reading the newspaper or watching "
    "television",
    "Moving or speaking so slowly that other people could have noticed? Or the "
    "opposite — being so fidgety or restless that you have been moving around a lot "
    "more than usual",
    "Thoughts that you would be better off dead or of hurting yourself in some way",
]
GAD_7 = [
    "Feeling nervous, anxious or on edge",
    "Not being able to stop or control worrying",
    "Worrying too much about different things",
    "Trouble relaxing",
    "Being so restless that it is hard to sit still",
    "Becoming easily annoyed or irritable",
    "Feeling afraid as if something awful might happen",
]
WHOOLEY = [
    "During the past month, have you often been bothered by feeling down, depressed "
    "or hopeless?",
    "During the past month, have you often been bothered by having little interest or "
    "pleasure in doing things?",
]
FREQUENCY = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")


def scored_items(name: str) -> list[QuestionnaireItem]:
    questionnaire = shipped().get(name)
    return [questionnaire.by_link_id[i] for i in questionnaire.scales[0].link_ids]


@pytest.mark.parametrize("name", NAMES)
def test_every_instrument_loads_without_a_problem(name: str) -> None:
    path = resource_folder() / "questionnaires" / f"{name}.json"
    assert problems(json.loads(path.read_text(encoding="utf-8"))) == ()
    questionnaire = shipped().get(name)
    assert questionnaire.id == name
    assert questionnaire.url.endswith(f"/{name}")
    assert questionnaire.version
    assert questionnaire.sources
    assert set(questionnaire.modes) <= {str(mode) for mode in Mode}
    assert questionnaire.absent_reasons == ("asked-declined", "not-asked")


def test_these_are_all() -> None:
    assert shipped().names == NAMES


@pytest.mark.parametrize(
    ("name", "words"), [("phq-9", PHQ_9), ("gad-7", GAD_7), ("gad-2", GAD_7[:2])]
)
def test_the_wording_is_the_published_one(name: str, words: list[str]) -> None:
    items = scored_items(name)
    assert [item.text for item in items] == words
    for item in items:
        assert [o.display for o in item.answer_option] == OPTIONS
        assert [o.value for o in item.answer_option] == list(FREQUENCY)
        assert [o.weight for o in item.answer_option] == [0, 1, 2, 3]
        assert item.required
    assert shipped().get(name).by_link_id["items"].text == STEM


@pytest.mark.parametrize("name", ["phq-9", "gad-7", "gad-2"])
def test_scored_items_carry_their_loinc_code_and_a_note(name: str) -> None:
    for item in scored_items(name):
        assert [c.code for c in item.code] == [item.link_id]
        assert item.code[0].system == "http://loinc.org"
    for item in shipped().get(name).by_link_id.values():
        assert all(c.verified for c in item.code)


def test_the_total_codes() -> None:
    codes = {
        name: [c.code for c in shipped().get(name).by_link_id[total].code]
        for name, total in (
            ("phq-9", "44261-6"),
            ("gad-7", "70274-6"),
            ("epds", "99046-5"),
            ("gad-2", "total"),
        )
    }
    assert codes == {
        "phq-9": ["44261-6", "720433000"],
        "gad-7": ["70274-6", "445455005"],
        "epds": ["99046-5", "450320001"],
        "gad-2": [],  # none is verified
    }


def codes_of(system: str) -> set[str]:
    found = set()
    for name in NAMES:
        questionnaire = shipped().get(name)
        every = [c for i in questionnaire.by_link_id.values() for c in i.code]
        found |= {c.code for c in (*every, *questionnaire.code) if c.system == system}
    return found


def has_loinc_check_digit(code: str) -> bool:
    """LOINC's check digit is Luhn's, mod 10."""
    digits = [int(d) for d in code.replace("-", "")]
    doubled = sum(sum(divmod(2 * d, 10)) for d in digits[-2::-2])
    return (doubled + sum(digits[-1::-2])) % 10 == 0


def has_snomed_check_digit(code: str) -> bool:
    """SNOMED CT's check digit is Verhoeff's: the dihedral group of ten elements."""
    check = 0
    for place, digit in enumerate(map(int, reversed(code))):
        for _ in range(place % 8):
            digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]  # noqa: PLW2901
        check = _times(check, digit)
    return check == 0


def _times(left: int, right: int) -> int:
    if left < 5:
        return (left + right) % 5 if right < 5 else (left + right - 5) % 5 + 5
    return (left - right) % 5 + 5 if right < 5 else (left - right) % 5


def test_every_code_has_the_right_check_digit() -> None:
    loinc, snomed = codes_of("http://loinc.org"), codes_of("http://snomed.info/sct")
    assert not has_loinc_check_digit("69689-6")  # a trap seen in public code
    assert not has_snomed_check_digit("717440006")  # another
    assert len(loinc) > 20
    assert len(snomed) == 7
    assert [code for code in loinc if not has_loinc_check_digit(code)] == []
    assert [code for code in snomed if not has_snomed_check_digit(code)] == []


def test_the_question_on_daily_life_comes_when_the_total_is_above_0() -> None:
    phq_9 = shipped().get("phq-9")
    none = {link: (FREQUENCY[0],) for link in phq_9.scales[0].link_ids}
    some = none | {"44250-9": (FREQUENCY[1],)}
    assert "69722-7" in state(phq_9, none).disabled
    assert "69722-7" in state(phq_9, some).enabled
    assert "69722-7" not in phq_9.scales[0].link_ids
    assert "69722-7" not in state(phq_9, some).required
    assert [o.value for o in phq_9.by_link_id["69722-7"].answer_option] == [
        "LA6572-7",
        "LA6573-5",
        "LA6575-0",
        "LA6574-3",
    ]


@pytest.mark.parametrize(("name", "link_id"), [("phq-9", "44260-8"), ("epds", "10")])
def test_any_self_harm_answer_above_0_opens_the_panel(name: str, link_id: str) -> None:
    questionnaire = shipped().get(name)
    rules = [(rule.link_id, rule.above) for rule in questionnaire.safety_rules]
    assert rules == [(link_id, 0)]
    assert link_id == questionnaire.scales[0].link_ids[-1]


def test_only_these_two_have_a_safety_rule() -> None:
    assert [n for n in NAMES if shipped().get(n).safety_rules] == ["epds", "phq-9"]


def test_the_somatic_items_are_named_and_to_be_confirmed_locally() -> None:
    (caution,) = shipped().get("phq-9").cautions
    words = [shipped().get("phq-9").by_link_id[i].text for i in caution.link_ids]
    assert words == PHQ_9[2:5]
    assert caution.source.confirm_locally


def test_the_whooley_questions_are_verbatim() -> None:
    whooley = shipped().get("whooley")
    assert [whooley.by_link_id[n].text for n in ("1", "2")] == WHOOLEY
    assert {whooley.by_link_id[n].type for n in ("1", "2", "help")} == {"boolean"}


@pytest.mark.parametrize(
    ("one", "two", "positive"),
    [
        (True, True, (True,)),
        (True, False, (True,)),
        (False, True, (True,)),
        (True, None, (True,)),
        (None, True, (True,)),
        (False, False, (False,)),
        (False, None, None),
        (None, None, None),
    ],
)
@pytest.mark.parametrize("wants_help", [True, False, None])
def test_the_help_question_never_cancels_a_positive(
    one: bool | None,
    two: bool | None,
    positive: tuple[bool] | None,
    wants_help: bool | None,
) -> None:
    given: dict[str, bool | None] = {"1": one, "2": two, "help": wants_help}
    answers: dict[str, tuple[Value, ...]] = {
        k: (v,) for k, v in given.items() if v is not None
    }
    found = state(shipped().get("whooley"), answers)
    assert found.calculated.get("positive") == positive
    assert ("help" in found.enabled) is (positive == (True,))
    assert "help" not in found.required


@pytest.mark.parametrize("name", ["epds", "mors-sf"])
def test_what_may_not_be_shipped_has_no_wording(name: str) -> None:
    questionnaire = shipped().get(name)
    assert questionnaire.from_paper
    assert questionnaire.licence is not None
    assert questionnaire.licence.status == "wording-not-shipped"
    for item in questionnaire.by_link_id.values():
        if item.answer_option:
            assert item.text == f"Item {item.link_id}"
            shown = {o.display for o in item.answer_option}
            assert all(word.isdecimal() or " line: " in word for word in shown)


def test_mors_sf_has_no_bands_and_an_age_range() -> None:
    mors = shipped().get("mors-sf")
    assert [scale.bands for scale in mors.scales] == [(), ()]
    assert [scale.cut_offs for scale in mors.scales] == [(), ()]
    assert mors.age_range is not None
    assert mors.age_range.to_months == 12
    assert mors.scale("warmth") is mors.scales[0]
    assert mors.scale("total") is None


def test_cautions_are_about_the_roles_and_totals_their_sources_name() -> None:
    (zero,) = shipped().get("epds").cautions
    assert zero.holds("mother", 0)
    assert not zero.holds("mother", 1)
    assert not zero.holds("mother", None)
    (co_parent,) = shipped().get("mors-sf").cautions
    roles = {role for role in FamilyRole if co_parent.holds(role, None)}
    assert roles == {"father", "partner", "other"}
    (somatic,) = shipped().get("phq-9").cautions
    assert not somatic.is_conditional
    assert somatic.holds("mother", None)


def test_cut_offs_have_sources() -> None:
    found = {
        name: [(c.at_least, bool(c.source.text)) for c in scale.cut_offs]
        for name in NAMES
        for scale in shipped().get(name).scales[:1]
    }
    assert found == {
        "epds": [(10, True), (13, True), (15, True)],
        "gad-2": [(3, True)],
        "gad-7": [(8, True), (10, True)],
        "mors-sf": [],
        "phq-9": [(10, True)],
    }


def test_translations_are_absent_until_they_are_whole() -> None:
    for name in NAMES:
        for item in shipped().get(name).by_link_id.values():
            assert item.words("cy") == item.text
