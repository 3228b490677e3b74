from visit_app.visits import Desk, tell_apart, told_apart


def test_a_pair_is_told_apart_once_in_either_order(desk: Desk) -> None:
    assert told_apart(desk) == frozenset()
    tell_apart(desk, "b", "a")
    tell_apart(desk, "a", "b")
    tell_apart(desk, "a", "c")
    assert told_apart(desk) == {frozenset("ab"), frozenset("ac")}
    assert len(desk.vault.setting("families_told_apart", [])) == 2
