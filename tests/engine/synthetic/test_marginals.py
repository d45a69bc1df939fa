"""What comes out has the shares that went in."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from trigpoint.engine.synthetic.nation.changes import invent_moves
from trigpoint.engine.synthetic.nation.hub import profiles_of
from trigpoint.engine.synthetic.nation.profiles import invent_profiles
from trigpoint.engine.synthetic.nation.roster import invent_roster


def share(column, value=True) -> float:
    """The share of a value among those known."""
    known = column.drop_null()
    return pc.sum(pc.equal(known.cast("string"), str(value).lower())).as_py() / len(known)


def plain(table):
    """The table with words written out."""
    return pa.table(
        {
            name: table[name].cast("string") if pa.types.is_dictionary(table[name].type) else table[name]
            for name in table.column_names
        }
    )


def expected(shape, full, name) -> float:
    """The rate that the kinds of institution of a hub give, by how many people each has."""
    kinds = {row["institution"]: row["kind"] for row in full["institutions"].to_pylist()}
    people = Counter(kinds[number] for number in full["pupils"]["institution"].to_pylist())
    rates = {kind.id: kind.rates.get(name, shape.rates[name].rate) for kind in shape.kinds}
    return sum(rates[kind] * count for kind, count in people.items()) / people.total()


@pytest.mark.parametrize(
    "name", ["free_meals", "care_plan", "additional_language", "looked_after", "considers_higher"]
)
def test_an_attribute_has_the_published_rate_of_its_kind_of_institution(shape, full, name):
    assert share(full["pupils"][name]) == pytest.approx(expected(shape, full, name), abs=0.01)


def test_who_has_a_plan_has_needs(full):
    for row in full["pupils"].to_pylist():
        assert not row["care_plan"] or row["special_needs"] in (True, None)


def test_special_needs_in_a_mainstream_school_have_the_published_rate(shape, full):
    kinds = {row["institution"]: row["kind"] for row in full["institutions"].to_pylist()}
    pupils = [row for row in full["pupils"].to_pylist() if kinds[row["institution"]].startswith("school")]
    known = [row["special_needs"] for row in pupils if row["special_needs"] is not None]
    assert sum(known) / len(known) == pytest.approx(shape.rates["special_needs"].rate, abs=0.01)


@pytest.mark.parametrize("name", ["person", "born_on", "gender", "free_meals", "looked_after"])
def test_three_in_a_hundred_cells_are_not_known(shape, full, name):
    column = full["pupils"][name]
    assert column.null_count / len(column) == pytest.approx(shape.not_known.rate, abs=0.005)


def test_one_in_twenty_moves_and_a_fifth_of_them_to_another_hub(shape, days, full):
    profiles = profiles_of(shape, 1, 1, shape.hub.institutions)
    roster = invent_roster(shape, 1, profiles, days)
    ended, moves = invent_moves(shape, 1, profiles, roster, days)
    assert len(moves.entry) / len(roster) == pytest.approx(shape.changes.movers.rate, abs=0.005)
    assert moves.across.mean() == pytest.approx(shape.changes.movers_across_hubs.rate, abs=0.03)
    people = Counter(person for person in full["pupils"]["person"].to_pylist() if person)
    at_two = sum(count > 1 for count in people.values()) / len(people)
    assert at_two == pytest.approx(0.04, abs=0.01)
    assert int(ended.moved.sum()) == len(moves.entry)


def test_states_of_what_is_over_have_the_shares_asked_for(shape, full):
    keys = ["institution", "activity"]
    dated = full["activities"].select([*keys, "held_on"])
    asked = full["participations"].select([*keys, "state"])
    together = plain(asked).join(plain(dated), keys=keys)
    ahead = pc.greater(together["held_on"], pa.scalar(shape.as_of))
    over = together.filter(pc.invert(pc.fill_null(ahead, False)))
    states = Counter(over["state"].to_pylist())
    total = states.total()
    shares = shape.states
    # Whoever makes sure that everybody is reached marks those who came, so that there is more of it.
    assert shares["present"] < states["present"] / total < shares["present"] + 0.06
    for state, name in (
        ("absent", "absent"),
        ("unmarked", "unmarked"),
        (None, "empty"),
        ("planned", "planned"),
    ):
        assert shares[name] * 0.6 < states[state] / total <= shares[name]


def test_there_are_about_as_many_rows_as_in_a_nation(shape, full):
    pupils, rows = full["pupils"].num_rows, full["participations"].num_rows
    assert pupils / shape.hub.institutions == pytest.approx(720, rel=0.15)
    assert rows / pupils == pytest.approx(28, rel=0.15)


def test_schools_have_two_hundred_to_two_thousand_people_and_are_unequal(shape):
    drawn = [invent_profiles(shape, 1, hub) for hub in range(1, 41)]
    school = np.concatenate([each.people[np.isin(each.kind, (0, 1))] for each in drawn])
    low, middle, high = np.quantile(school, (0.05, 0.5, 0.95))
    assert (int(school.min()) >= 200, int(school.max()) <= 2000) == (True, True)
    assert low < 0.6 * middle < middle < 0.6 * high


def test_the_published_share_of_institutions_reaches_each_benchmark(shape):
    drawn = [invent_profiles(shape, 1, hub).reaches for hub in range(1, 41)]
    found = np.concatenate(drawn).mean(axis=0)
    asked = [each.share for each in shape.reached.values()]
    assert found.tolist() == pytest.approx(asked, abs=0.04)


def test_who_reaches_one_benchmark_is_more_likely_to_reach_another(shape):
    drawn = np.concatenate([invent_profiles(shape, 1, hub).reaches for hub in range(1, 41)])
    first, second = drawn[:, 0], drawn[:, 1]
    assert (first & second).mean() > first.mean() * second.mean() + 0.05
