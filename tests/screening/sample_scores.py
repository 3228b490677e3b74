"""Scores for tests of pathways, made without asking any questions."""

from visit_app.questionnaires import Score


def sample_score(
    title: str,
    low: int,
    high: int,
    maximum: int,
    band: str = "",
    *,
    parts: tuple[Score, ...] = (),
) -> Score:
    """A score as the engine gives it: a total when low and high are the same."""
    whole = low == high
    return Score(
        name="total" if maximum else "",
        title=title,
        total=low if whole and maximum else None,
        low=low,
        high=high,
        minimum=0,
        maximum=maximum,
        missing=() if whole else ("some",),
        terms=(),
        band=band,
        low_band="",
        high_band="",
        source="a book",
        subscales=parts,
    )
