from visit_app.screening import load_pathway

FLAGS = load_pathway().checklist("mbrrace-flags")


def test_red_and_amber_are_those_published() -> None:
    # MBRRACE-UK, with the East Midlands' additions
    assert [flag.id for flag in FLAGS.flags("red")] == [
        "recent-change",
        "violent-self-harm",
        "estrangement",
        "psychosis",
        "rapid-change",
        "guilt-hopelessness",
    ]
    assert [flag.id for flag in FLAGS.flags("amber")] == [
        "own-history",
        "family-history",
        "insomnia",
    ]


def test_no_group_is_every_flag() -> None:
    assert len(list(FLAGS.flags())) == 10
    assert list(FLAGS.flags("blue")) == []


def test_the_signs_of_psychosis_are_listed() -> None:
    (psychosis,) = [flag for flag in FLAGS.flags() if flag.detail]
    assert psychosis.id == "psychosis"
    assert len(psychosis.detail) == 10
    assert FLAGS.name(psychosis) == "mbrrace-flags/psychosis"


def test_a_response_to_it_is_pinned() -> None:
    assert FLAGS.canonical == f"{FLAGS.url}|{FLAGS.version}"


def test_every_flag_has_a_source_of_its_own_or_of_the_list() -> None:
    assert all(flag.source.text for flag in FLAGS.flags())
    assert not any(flag.source.confirm_locally for flag in FLAGS.flags())
    groups = {group.id: group for group in FLAGS.groups}
    assert groups["amber"].source.confirm_locally
    assert not groups["red"].source.confirm_locally
