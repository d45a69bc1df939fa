"""Which fact wins, in whatever order files come."""

from datetime import date
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from trigpoint.engine.registers.columns import columns, shown_name
from trigpoint.engine.registers.kinds import KindRules
from trigpoint.engine.registers.merging import merge
from trigpoint.engine.registers.rows import Source

PRECEDENCE = ("full", "cut")
NOWHERE = KindRules(jurisdiction="nowhere", type_field="type", classes=())
OLD, NEW = date(2018, 8, 31), date(2025, 7, 11)

tellings = st.tuples(
    st.dictionaries(
        st.sampled_from(["name", "state", "pupils"]), st.sampled_from(["a", "b", 1, 2, 10]), max_size=3
    ),
    st.builds(Source, st.sampled_from([*PRECEDENCE, "other"]), st.sampled_from([OLD, NEW])),
)


def merge_all(told):
    return reduce(lambda held, one: merge(held, *one, PRECEDENCE), told, {})


@given(st.lists(tellings, max_size=6).flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))))
def test_any_order_gives_the_same_facts(orders):
    told, another = orders
    assert merge_all(told) == merge_all(another)


@given(st.lists(tellings, max_size=6))
def test_telling_all_again_changes_nothing(told):
    assert merge_all([*told, *told]) == merge_all(told)


def test_newer_wins_field_by_field():
    held = merge({}, {"name": "Ash", "pupils": 900}, Source("full", OLD), PRECEDENCE)
    assert merge(held, {"name": "Ash Academy"}, Source("cut", NEW), PRECEDENCE) == {
        "name": {"value": "Ash Academy", "source": "cut", "as_of": "2025-07-11"},
        "pupils": {"value": 900, "source": "full", "as_of": "2018-08-31"},
    }


def test_on_the_same_date_the_fuller_source_wins():
    held = merge({}, {"name": "Ash"}, Source("full", NEW), PRECEDENCE)
    assert merge(held, {"name": "Aardvark"}, Source("cut", NEW), PRECEDENCE) == held


def test_reopening_leaves_no_date_of_closing():
    held = merge({}, {"state": "closed", "closed_on": "2018-03-31"}, Source("full", OLD), PRECEDENCE)
    assert columns(held, NOWHERE)["closed_on"] == "2018-03-31"
    held = merge(held, {"state": "open"}, Source("cut", NEW), PRECEDENCE)
    assert columns(held, NOWHERE)["closed_on"] is None


def test_columns_say_nothing_of_what_is_not_known():
    assert columns({}, NOWHERE) == {}


def test_names_in_capitals_are_shown_with_small_letters():
    assert shown_name("CHURCH OF THE LAMB SCHOOL", ()) == "Church of the Lamb School"
    assert shown_name("HKUGA COLLEGE (EAST WING)", {"HKUGA"}) == "HKUGA College (East Wing)"
    assert shown_name("S.K.H. ST. MARY'S TWGHS SCHOOL", ()) == "S.K.H. ST. Mary's TWGHS School"
    assert shown_name("Ash School", ()) == "Ash School"
