"""What sites come to together."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.engine.scoring.rollup import roll_up, roll_up_status
from trigpoint.engine.vocabulary.standings import Status

A, P, N = Status.ACHIEVED, Status.IN_PROGRESS, Status.NOT_ACHIEVED
K, X, U = Status.NOT_KNOWN, Status.NOT_APPLICABLE, Status.UNSCORED


@pytest.mark.parametrize(
    ("sites", "together"),
    [
        ([A, A], A),
        ([A, P], P),
        ([A, N], P),
        ([N, N], N),
        ([A, K], K),  # the other may achieve it or not
        ([N, K], K),  # the other may have earned something or not
        ([P, K], P),  # whatever the other says
        ([A, N, K], P),
        ([A, X], A),
        ([X, X], X),
        ([X, K], K),
        ([U, K], U),
        ([], K),
    ],
)
def test_status_in_any_order_of_the_sites(sites, together):
    assert {roll_up_status(order) for order in permutations(sites)} == {together}


def test_site_that_has_not_submitted_makes_bounds():
    rolled = roll_up(["1", "2"], [{"1": A, "2": N}, None])
    assert dict(rolled.statuses) == {"1": K, "2": K}
    assert (rolled.achieved_low, rolled.achieved_high, rolled.assessable) == (0, 1, 2)


known = st.sampled_from([A, P, N])


@given(st.lists(known, min_size=1, max_size=4), st.lists(known, min_size=1, max_size=3))
def test_what_becomes_known_never_contradicts_what_was_said(submitted, later):
    before = roll_up_status([*submitted, *[K] * len(later)])
    after = roll_up_status([*submitted, *later])
    assert before in {K, after}
