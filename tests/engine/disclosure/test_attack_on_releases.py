"""Whole releases are attacked: nobody may be found out from all that shows together, and the attack must be able to."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from tests.engine.disclosure.attack import find_exposed, round_to
from tests.engine.disclosure.invented import (
    PLACES,
    invent,
    make_release,
    make_table,
    realistic_nation,
    truth_of,
)
from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.release import SUPPRESSED, Reason, publish

YEARS_ARE_PUBLIC = frozenset({"year_group"})


def all_exposed(released, table):
    return find_exposed(released, truth_of(released, table), table.hub_of)


def with_shown(released, table, which):
    """The same release by a weaker hand: the figures in `which` show after all."""
    truth = truth_of(released, table)
    return replace(
        released,
        figures=np.where(which, round_to(truth, released.release.base), released.figures),
        reasons=np.where(which, Reason.SHOWN, released.reasons),
    )


@pytest.mark.parametrize("seed", range(28))
def test_nobody_is_found_out_from_a_whole_release(seed):
    table, _ = invent(seed)
    exact_or_rounded = (1, 5)[seed % 2]
    released = publish(table, make_release(PLACES, base=exact_or_rounded, known_absences=YEARS_ARE_PUBLIC))

    assert (released.reasons == Reason.PRIMARY).any()
    assert all_exposed(released, table) == []


def test_hiding_small_counts_alone_is_found_out():
    table = make_table([(0, 0, 0, 0, 40, 40, 0), (0, 0, 1, 1, 37, 20, 0), (0, 0, 1, 2, 3, 20, 0)], [0])
    strong = publish(table, make_release(base=1))
    weak = with_shown(strong, table, strong.reasons == Reason.SECONDARY)

    assert all_exposed(strong, table) == []
    # 40 met in all less 37 who show are the 3.
    assert (0, (0, 0, 1, 2), 0, 3, 3.0, 3.0) in all_exposed(weak, table)


def test_hiding_small_counts_alone_is_found_out_though_figures_are_rounded():
    table = make_table([(0, 0, 0, 0, 40, 40, 0), (0, 0, 1, 1, 40, 30, 0), (0, 0, 1, 2, 0, 10, 0)], [0])
    strong = publish(table, make_release(base=5))
    weak = with_shown(strong, table, strong.reasons == Reason.SECONDARY)

    # The group of 10 has nobody who met. Rounding alone holds them to at most 4: one short of 0 to 5.
    assert all_exposed(strong, table) == []
    assert (0, (0, 0, 1, 2), 0, 0, 0.0, 4.0) in all_exposed(weak, table)


def test_protecting_each_attribute_for_itself_is_found_out():
    rows = [
        (0, 0, 0, 0, 50, 0, 0),
        (0, 0, 1, 1, 3, 0, 0),
        (0, 0, 1, 2, 47, 0, 0),
        (0, 0, 2, 1, 25, 0, 0),
        (0, 0, 2, 2, 25, 0, 0),
        (0, 1, 0, 0, 30, 30, 0),
        (0, 1, 1, 1, 30, 30, 0),
        (0, 1, 2, 1, 15, 15, 0),
        (0, 1, 2, 2, 15, 15, 0),
    ]
    table = make_table(rows, [0, 0], ("gender", "free_meals"))
    both = {"gender": Place.INSTITUTION, "free_meals": Place.INSTITUTION}
    together = publish(table, make_release(both, base=1))
    of_groups = (together.by == 2) & (together.unit == 0) & (together.place == Place.INSTITUTION)
    # Free meals alone have groups of 25 each, and would show all of them.
    for_itself = with_shown(together, table, np.outer(of_groups, [True] * 4))

    assert all_exposed(together, table) == []
    assert all_exposed(for_itself, table) != []


def test_protecting_institutions_without_their_hub_is_found_out():
    rows = [(0, 0, 0, 0, 3, 40, 0), (0, 1, 0, 0, 50, 50, 0), (0, 2, 0, 0, 60, 50, 0)]
    table = make_table(rows, [0, 0, 0], ())
    strong = publish(table, make_release({}, base=1))
    weak = with_shown(strong, table, np.outer(strong.unit > 0, [True] * 4))

    assert all_exposed(strong, table) == []
    assert (0, (0, 0, 0, 0), 0, 3, 3.0, 3.0) in all_exposed(weak, table)


def test_a_group_that_all_met_is_found_out_by_whoever_hides_only_small_counts():
    table = make_table([(0, 0, 0, 0, 60, 30, 0), (0, 0, 1, 1, 40, 0, 0), (0, 0, 1, 2, 20, 30, 0)], [0])
    strong = publish(table, make_release(base=1))
    weak = with_shown(strong, table, (strong.reasons > Reason.PRIMARY) & (truth_of(strong, table) > 0))
    everybody_met = np.flatnonzero((strong.by == 1) & (strong.group == 1) & (strong.place == 0))

    assert strong.figures[everybody_met, 0] == SUPPRESSED
    assert strong.reasons[everybody_met, 0] == Reason.ALL_OR_NONE
    assert all_exposed(strong, table) == []
    assert all_exposed(weak, table) != []


def test_a_share_says_nothing_that_the_rounded_figures_do_not_say():
    table, _ = invent(8)
    released = publish(table, make_release(PLACES, known_absences=YEARS_ARE_PUBLIC))
    met, of = released.figures[:, 0], released.figures[:, 3]

    shares = [SUPPRESSED if m == SUPPRESSED else 100 * m // o for m, o in zip(met, of, strict=True)]
    assert released.share.tolist() == shares


def test_what_a_release_costs_a_nation_like_the_real_one(record_property):
    table = realistic_nation()
    places = {name: Place.INSTITUTION for name in table.attributes}
    lost = publish(table, make_release(places, known_absences=YEARS_ARE_PUBLIC)).lost()
    record_property("figures_lost", {reason.name.lower(): round(part, 4) for reason, part in lost.items()})
    parts = (f"{reason.name.lower()} {part:.1%}" for reason, part in lost.items())
    sys.stdout.write(f"figures lost: {', '.join(parts)}\n")

    assert set(lost) == {Reason.PRIMARY, Reason.SECONDARY, Reason.ALL_OR_NONE}
    assert 0.05 < sum(lost.values()) < 0.5
    assert lost[Reason.SECONDARY] < 0.3


def test_small_groups_cost_a_quarter_of_it_when_they_are_pooled_at_the_hub():
    table = realistic_nation()
    at_institutions = dict.fromkeys(table.attributes, Place.INSTITUTION)
    pooled = at_institutions | {"gender": Place.HUB, "free_meals": Place.HUB}
    dear, cheap = (
        sum(publish(table, make_release(places, known_absences=YEARS_ARE_PUBLIC)).lost().values())
        for places in (at_institutions, pooled)
    )
    assert 0 < cheap < 0.3 * dear
