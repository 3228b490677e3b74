from visit_app.ui.courier.timetable import EVERY_S, Timetable


def test_it_runs_every_few_minutes_while_all_goes_well() -> None:
    assert Timetable().went(well=True).wait_s == EVERY_S


def test_it_waits_ever_longer_while_it_fails_up_to_a_quarter_of_an_hour() -> None:
    table, waits = Timetable(), []
    for _ in range(7):
        table = table.went(well=False)
        waits.append(table.wait_s)
    assert waits == [30, 60, 120, 300, 900, 900, 900]


def test_one_good_run_makes_up_for_all() -> None:
    table = Timetable().went(well=False).went(well=False).went(well=True)
    assert table.wait_s == EVERY_S
