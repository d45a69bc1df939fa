"""Averages over institutions in which what is not known stays visible; and shares put on an edition's bands."""

from fractions import Fraction

import pytest

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.engine.scoring.averages import (
    Bounds,
    KnownMean,
    average_standings,
    mean_achieved,
    mean_of_known,
    mean_score,
)
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.shares import share_to_band
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Status

SCHOOL = Profile("school_11_16", frozenset({"Y11"}))
NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE, reason="We have none.")


def standing(edition, *values):
    answers = {
        str(number): value if isinstance(value, Answer) else Answer(AnswerState.ANSWERED, value)
        for number, value in enumerate(values, start=1)
        if value
    }
    return score(edition, SCHOOL, answers)


def test_institution_without_a_return_may_have_achieved_none_or_all():
    assert mean_achieved([(5, 5), (3, 4), None], assessable=8) == Bounds(
        Fraction(8, 3), Fraction(17, 3), known=1, not_known=2
    )


def test_mean_of_nobody_is_no_figure():
    assert mean_achieved([], assessable=8) is None
    assert mean_score([]) is None
    assert mean_of_known([None]) == KnownMean(None, known=0, not_known=1)


def test_mean_of_known_scores_says_how_many_it_leaves_open():
    assert mean_of_known([(80, 80), (90, 90), (0, 50), None]) == KnownMean(Fraction(85), 2, 2)


def test_averages_of_a_hub_count_every_institution(edition_of_areas):
    edition = edition_of_areas(2)
    standings = [
        standing(edition, "q4", "q4"),
        standing(edition, "q2", "q2"),
        standing(edition, "q4", None),
        standing(edition, NOT_APPLICABLE, NOT_APPLICABLE),
        None,
    ]
    achieved, benchmarks = average_standings(edition, standings)
    assert achieved == Bounds(Fraction(1, 5), Fraction(3, 5), known=3, not_known=2)
    only = benchmarks["1"]
    assert {status: n for status, n in only.statuses.items() if n} == {
        Status.ACHIEVED: 1,
        Status.IN_PROGRESS: 1,
        Status.NOT_KNOWN: 2,
        Status.NOT_APPLICABLE: 1,
    }
    assert only.scores == Bounds(Fraction(200, 4), Fraction(350, 4), known=2, not_known=2)
    assert only.known_scores == KnownMean(Fraction(75), known=2, not_known=2)


BANDS = """\
  - id: bands
    title: Bands
    kind: share
    status: inferred
    values:
      - {id: none, title: None, exactly: 0, credit: 0, status: inferred}
      - {id: few, title: A few, above: 0, credit: "1/4", status: inferred}
      - {id: most, title: Most, above: 50, credit: "3/4", status: inferred}
      - {id: all, title: All, exactly: 100, credit: 1, status: inferred}
"""


@pytest.mark.parametrize(
    ("share", "band"),
    [
        (Fraction(0), "none"),
        (Fraction(1, 1000), "few"),
        (Fraction(1, 2), "few"),
        (Fraction(5001, 10000), "most"),
        (Fraction(999, 1000), "most"),
        (Fraction(1), "all"),
    ],
)
def test_every_share_has_a_band_and_is_not_rounded_first(edition_asking, share, band):
    edition = edition_asking(
        '- {id: "1", criteria: "1.a", text: Share?, kind: share, scale: bands, areas: one, status: inferred}',
        scales=BANDS,
    )
    assert share_to_band(edition, "bands", share).id == band


def test_share_of_a_scale_without_bands_is_refused(edition_of_areas):
    edition = edition_of_areas(1)
    with pytest.raises(ValueError, match="the scale quarters has no bands"):
        share_to_band(edition, "quarters", Fraction(1, 2))
    with pytest.raises(KeyError):
        share_to_band(edition, "nope", Fraction(1, 2))
