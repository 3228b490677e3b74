from tests.ui.team.conftest import alone, joanne, kept, priya, store, team, together

__all__ = ["alone", "joanne", "kept", "priya", "store", "team", "together"]
