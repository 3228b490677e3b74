import pytest

from visit_app.vault.errors import Immutable
from visit_app.vault.frozen import by_itself, check_change


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("QuestionnaireResponse", {"a": 1}, {"a": 2}),
        ("QuestionnaireResponse", {"a": 1}, {}),
        ("Encounter", {}, {"a": 1}),
        ("ServiceRequest", {"reason": "x"}, {"reason": "y"}),
        ("DetectedIssue", {"mitigation": [1, 2]}, {"mitigation": [2]}),
        ("DetectedIssue", {"mitigation": [1]}, {}),
        ("DetectedIssue", {"mitigation": [1]}, {"mitigation": [2, 1]}),
        ("DocumentReference", {"issued": ["a"]}, {"issued": ["b"]}),
        ("DocumentReference", {"sections": []}, {"sections": [1], "issued": ["a"]}),
    ],
)
def test_refused(kind: str, old: dict[str, object], new: dict[str, object]) -> None:
    with pytest.raises(Immutable) as caught:
        check_change(kind, old, new)
    assert caught.value.detail == kind


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("Encounter", {"a": 1}, {"a": 1}),
        ("ServiceRequest", {"status": "draft"}, {"status": "active"}),
        ("DetectedIssue", {}, {"mitigation": [1]}),
        ("DetectedIssue", {"mitigation": [1]}, {"mitigation": [1, 2]}),
        ("DocumentReference", {"issued": ["a"]}, {"issued": ["a", "b"]}),
    ],
)
def test_allowed(kind: str, old: dict[str, object], new: dict[str, object]) -> None:
    check_change(kind, old, new)


def test_some_are_frozen_whatever_their_visit_says() -> None:
    assert by_itself("Encounter", "finished")
    assert by_itself("DocumentReference", "final")
    assert by_itself("Amendment", "")
    assert by_itself("ServiceRequest", "active")
    assert not by_itself("ServiceRequest", "draft")
    assert not by_itself("Encounter", "in-progress")
    assert not by_itself("DocumentReference", "preliminary")
    assert not by_itself("CarePlan", "finished")
