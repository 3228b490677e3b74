import copy
from typing import Any

import pytest

from visit_app.resources import read_json
from visit_app.screening import PathwayError, load_pathway, read_pathway
from visit_app.screening.pathway import CHECKLISTS, PATHWAYS
from visit_app.screening.rule import inputs_of

PATHWAY = load_pathway()

RULE: dict[str, Any] = {
    "id": "r",
    "inputs": ["answer:a/1"],
    "when": {"answer": "a/1", "is": True},
    "kind": "ask",
    "text": "A sentence.",
}
FILE: dict[str, Any] = {
    "label": "A label",
    "source": "a book",
    "verified": "verified",
}


def read(*rules: Any, **file: Any) -> None:
    read_pathway([FILE | {"rules": list(rules)} | file])


def test_the_shipped_pathway_reads() -> None:
    assert [rule.id for rule in PATHWAY.rules if rule.urgent] == [
        "self-harm-answer",
        "red-flag",
        "psychosis",
        "worried-now",
    ]
    assert any("Subject to Notice of rights" in a for a in PATHWAY.attributions)


def test_every_summary_of_nice_says_so_and_links_there() -> None:
    for rule in PATHWAY.rules:
        if rule.id.startswith("cg192"):
            assert rule.label == "Summary, based on NICE CG192"
            assert rule.source.address == "https://www.nice.org.uk/guidance/cg192"


def test_no_rule_looks_at_the_help_question() -> None:
    assert not any(
        "whooley/help" in name for r in PATHWAY.rules for name in inputs_of(r)
    )


def test_things_are_found_by_id() -> None:
    assert PATHWAY.rule("cg192-gad-2").kind == "assess"
    assert PATHWAY.protocol("pause").title == "Pause here together"
    assert PATHWAY.checklist("mbrrace-flags").title == "Flags"
    for find in (PATHWAY.rule, PATHWAY.protocol, PATHWAY.checklist):
        with pytest.raises(KeyError):
            find("unheard-of")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "shout"}, "the kind is one of"),
        ({"text": ""}, "text and label are needed"),
        ({"offers": ["horse/grey"]}, "offers are one of"),
        ({"kind": "urgent"}, "names its protocol"),
        ({"urgent": "pause"}, "names its protocol"),
        ({"private": True}, "seen_alone"),
        ({"inputs": ["answer:a/2"]}, "do not name the same"),
        ({"when": {"answer": "a/1"}}, "is not a comparison"),
        ({"source": ""}, "name a source"),
        ({"verified": "surely"}, "how it was checked"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_by_name(change: Any, says: str) -> None:
    read(RULE)
    with pytest.raises(PathwayError, match=f"The rule r: .*{says}"):
        read(RULE | change)


def test_a_missing_part_is_named() -> None:
    with pytest.raises(PathwayError, match="The rule r: 'text' is missing"):
        read({key: value for key, value in RULE.items() if key != "text"})


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(PathwayError) as refusal:
        read(RULE | {"id": "one", "kind": "x"}, RULE | {"id": "two", "text": ""})
    assert "one" in str(refusal.value)
    assert "two" in str(refusal.value)


def test_a_rule_twice_is_refused() -> None:
    with pytest.raises(PathwayError, match="r is there twice"):
        read(RULE, RULE)


def test_an_urgent_rule_needs_its_protocol() -> None:
    urgent = RULE | {"kind": "urgent", "urgent": "pause"}
    steps = {"id": "pause", "title": "Pause", "steps": []}
    read(urgent, protocols=[steps])
    with pytest.raises(PathwayError, match="no protocol pause"):
        read(urgent)


@pytest.mark.parametrize(
    ("when", "allowed"),
    [
        ({"fact": "seen_alone", "is": True}, True),
        ({"fact": "seen_alone", "is": False}, False),
        ({"any": [{"fact": "seen_alone", "is": True}]}, False),
        ({"not": {"fact": "seen_alone", "is": True}}, False),
    ],
)
def test_a_private_rule_asks_for_seen_alone_outright(when: Any, allowed: bool) -> None:
    rule = RULE | {"private": True, "when": when, "inputs": ["fact:seen_alone"]}
    if allowed:
        read(rule)
    else:
        with pytest.raises(PathwayError, match="seen_alone"):
            read(rule)


@pytest.mark.parametrize("name", ["mbrrace-flags/blue", "mbrrace-flags/"])
def test_a_group_of_flags_has_to_exist(name: str) -> None:
    lists = [read_json(path) for path in CHECKLISTS]
    rule = RULE | {"when": {"flags": name}, "inputs": [f"flags:{name}"]}
    if name.endswith("/"):  # no group: every flag of the list
        read_pathway([FILE | {"rules": [rule]}], lists)
        return
    with pytest.raises(PathwayError, match="not a group of flags"):
        read_pathway([FILE | {"rules": [rule]}], lists)


def test_a_flag_has_to_exist() -> None:
    lists = [read_json(path) for path in CHECKLISTS]
    name = "mbrrace-flags/unheard-of"
    rule = RULE | {"when": {"flag": name}, "inputs": [f"flag:{name}"]}
    with pytest.raises(PathwayError, match="no flag mbrrace-flags/unheard-of"):
        read_pathway([FILE | {"rules": [rule]}], lists)


def test_every_part_of_a_shipped_rule_is_needed() -> None:
    """Leaving any of these out of any shipped rule is noticed."""
    files = [read_json(path) for path in PATHWAYS]
    lists = [read_json(path) for path in CHECKLISTS]
    for number, file in enumerate(files):
        for place, rule in enumerate(file["rules"]):
            for key in ("id", "inputs", "when", "kind", "text"):
                broken = copy.deepcopy(files)
                del broken[number]["rules"][place][key]
                with pytest.raises(PathwayError, match=f"'{key}' is missing"):
                    read_pathway(broken, lists)
            assert rule["id"]


@pytest.mark.parametrize(
    ("evidence", "protocol"),
    [
        ("mbrrace-flags/psychosis", "psychosis"),
        ("mbrrace-flags/rapid-change", "pause"),
        ("phq-9/44260-8", "pause"),
        ("epds/10", "pause"),
        ("", "pause"),
        ("nothing/known", "pause"),
    ],
)
def test_a_sign_with_steps_of_its_own_leads_to_them(
    evidence: str, protocol: str
) -> None:
    assert load_pathway().steps_for(evidence).id == protocol


def test_the_steps_of_psychosis_come_first_and_say_whose_they_are() -> None:
    pathway = load_pathway()
    assert [p.id for p in pathway.protocols if p.first] == ["psychosis"]
    assert all(p.label for p in pathway.protocols)
    words = " ".join(s.text for s in pathway.protocol("psychosis").steps)
    assert "within 4 hours of referral" in words
