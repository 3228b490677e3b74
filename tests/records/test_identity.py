from uuid import UUID

from visit_app.records.identity import new_ids


def test_several_identifiers_are_random_uuids() -> None:
    made = new_ids(500)
    assert len(set(made)) == 500
    for text in made:
        found = UUID(text)
        assert str(found) == text
        assert found.version == 4
    assert new_ids(0) == []
