from visit_app.records.postcode import postcode


def test_postcodes_are_written_as_they_are_printed() -> None:
    assert postcode("nn16 0aa") == "NN16 0AA"
    assert postcode(" NN160AA ") == "NN16 0AA"
    assert postcode("n1 2bc") == "N1 2BC"
    assert postcode("none yet") == "none yet"
    assert postcode("") == ""
