"""What a release holds, what it hides, and what it refuses."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.engine.disclosure.invented import PLACES, invent, make_release, make_table
from trigpoint.engine.disclosure.counts import DisclosureError
from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.release import SUPPRESSED, check_follows, publish

HIDDEN = SUPPRESSED
INSTITUTION, HUB, NATION = Place


def figures_of(released, place, unit, by=0, group=0, rule=0):
    """Met, not met, not known and all together, or None where the release has no such row."""
    key = [(released.rule, rule), (released.place, place), (released.unit, unit)]
    key += [(released.by, by), (released.group, group)]
    rows = np.flatnonzero(np.logical_and.reduce([column == value for column, value in key]))
    return released.figures[rows[0]].tolist() if rows.size else None


def two_schools():
    """One hub of two schools, girls and boys in each, enough of all kinds."""
    rows = []
    for school in (0, 1):
        rows += [
            (0, school, 0, 0, 58, 42, 23),
            (0, school, 1, 1, 28, 21, 11),
            (0, school, 1, 2, 30, 21, 12),
        ]
    return make_table(rows, [0, 0])


def test_large_counts_show_rounded_at_every_level():
    released = publish(two_schools(), make_release())

    assert figures_of(released, INSTITUTION, 0) == [60, 40, 25, 125]
    assert figures_of(released, INSTITUTION, 1, by=1, group=1) == [30, 20, 10, 60]
    assert figures_of(released, HUB, 0) == [115, 85, 45, 245]
    assert figures_of(released, NATION, 0) == [115, 85, 45, 245]
    assert sum(released.lost().values()) == 0


def test_a_zero_is_a_small_count():
    table = make_table([(0, 0, 0, 0, 60, 50, 0), (0, 1, 0, 0, 60, 50, 40)], [0, 0], ())
    released = publish(table, make_release({}))

    met, not_met, not_known, of = figures_of(released, INSTITUTION, 0)
    assert (met, not_met, not_known, of) == (60, HIDDEN, HIDDEN, 110)
    # And the other school hides the same, else it would be the hub less that school.
    assert figures_of(released, INSTITUTION, 1) == [60, HIDDEN, HIDDEN, 150]


def test_a_group_that_nobody_belongs_to_is_hidden_unless_its_absence_is_public():
    rows = [
        (0, 0, 0, 0, 60, 60, 60),
        (0, 0, 1, 1, 60, 60, 60),
        (0, 1, 0, 0, 60, 60, 60),
        (0, 1, 1, 1, 30, 30, 30),
        (0, 1, 1, 2, 30, 30, 30),
    ]
    table = make_table(rows, [0, 0])
    secret = publish(table, make_release())
    public = publish(table, make_release(known_absences=frozenset({"gender"})))

    assert figures_of(secret, INSTITUTION, 0, by=1, group=2) == [HIDDEN] * 4
    assert figures_of(secret, INSTITUTION, 0, by=1, group=1) == [HIDDEN] * 4
    assert figures_of(public, INSTITUTION, 0, by=1, group=2) is None
    assert figures_of(public, INSTITUTION, 0, by=1, group=1) == [60, 60, 60, 180]


def test_the_only_institution_of_a_hub_hides_what_its_hub_hides():
    table = make_table(
        [(0, 0, 0, 0, 4, 60, 60), (0, 1, 0, 0, 50, 60, 60), (0, 2, 0, 0, 50, 60, 60)], [0, 1, 1], ()
    )
    released = publish(table, make_release({}))

    assert figures_of(released, INSTITUTION, 0)[0] == HIDDEN
    assert figures_of(released, HUB, 0)[0] == HIDDEN
    assert figures_of(released, HUB, 1)[0] == HIDDEN  # the nation less this hub would be the other one
    assert figures_of(released, NATION, 0)[0] == 105


def test_a_group_of_one_institution_alone_shows_in_no_hub_that_others_could_be_taken_from():
    rows = [
        (0, 0, 0, 0, 60, 60, 60),
        (0, 0, 1, 1, 57, 57, 57),
        (0, 0, 1, 2, 3, 3, 3),
        (0, 1, 0, 0, 60, 60, 60),
        (0, 1, 1, 1, 60, 60, 60),
    ]
    at_hub = publish(make_table(rows, [0, 0]), make_release({"gender": HUB}))

    assert figures_of(at_hub, INSTITUTION, 0) == [60, 60, 60, 180]
    assert figures_of(at_hub, INSTITUTION, 0, by=1, group=1) is None
    assert figures_of(at_hub, HUB, 0, by=1, group=2) == [HIDDEN] * 3 + [10]
    assert figures_of(at_hub, HUB, 0, by=1, group=1) == [HIDDEN] * 3 + [350]


@pytest.mark.parametrize("seed", range(12))
def test_two_attributes_that_divide_the_pupils_alike_hide_the_same(seed):
    table, _ = invent(seed)
    released = publish(table, make_release(PLACES, known_absences=frozenset({"year_group"})))

    alike = 0
    for row in np.flatnonzero(released.by == 1):
        key = int(released.place[row]), int(released.unit[row])
        other = figures_of(
            released, *key, by=4, group=(0, 2, 1)[released.group[row]], rule=int(released.rule[row])
        )
        if other is not None:
            assert released.figures[row].tolist() == other
            alike += 1
    assert alike > 0


def test_groups_that_do_not_add_up_are_refused():
    table = make_table([(0, 4, 0, 0, 40, 40, 0), (0, 4, 1, 1, 30, 40, 0)], [0] * 5)
    with pytest.raises(DisclosureError) as refused:
        publish(table, make_release())
    assert str(refused.value) == (
        "rule 0, institution 4: the groups of gender add up to 30, everybody is 40:"
        " count those of whom it is not known as group 0"
    )


def test_a_group_counted_twice_is_refused():
    table = make_table([(0, 0, 0, 0, 40, 40, 0), (0, 0, 1, 1, 20, 20, 0), (0, 0, 1, 1, 20, 20, 0)], [0])
    with pytest.raises(DisclosureError) as refused:
        publish(table, make_release())
    assert str(refused.value) == (
        "row 2 counts a group a second time (rule 0, institution 0, gender, group 1): give each group once"
    )


def test_groups_without_everybody_are_refused():
    table = make_table([(0, 0, 1, 1, 40, 40, 0)], [0])
    with pytest.raises(DisclosureError, match="add up to 40, everybody is 0"):
        publish(table, make_release())


def test_attributes_to_be_pooled_are_refused_at_an_institution():
    pooled = frozenset({"looked_after"})
    with pytest.raises(DisclosureError) as refused:
        make_release({"looked_after": INSTITUTION}, pooled_only=pooled)
    assert str(refused.value) == (
        "looked_after is released only pooled: give it the level of the hub or the nation"
    )
    assert make_release({"looked_after": HUB}, pooled_only=pooled).attributes == {"looked_after": HUB}


@pytest.mark.parametrize(("threshold", "base"), [(1, 1), (6, 0), (6, 10)])
def test_a_threshold_and_a_base_that_do_not_fit_are_refused(threshold, base):
    with pytest.raises(DisclosureError, match=f"threshold {threshold}, base {base}"):
        make_release(threshold=threshold, base=base)


def test_an_attribute_that_was_not_counted_is_refused():
    with pytest.raises(DisclosureError) as refused:
        publish(two_schools(), make_release({"free_meals": HUB}))
    assert str(refused.value) == "free_meals: not among the counts (gender)"


def test_no_counts_are_refused():
    with pytest.raises(DisclosureError, match="evaluate the rules first"):
        publish(make_table([], []), make_release())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"met": np.array([1])}, "column met has 1 rows, column rule has 6"),
        ({"not_known": np.array([0, 0, -2, 0, 0, 0])}, "column not_known, row 2: -2 is below 0"),
        ({"hub_of": np.array([0])}, "institution 1 has no hub"),
        ({"attributes": ()}, "by 1 has no name"),
    ],
)
def test_columns_that_do_not_fit_together_are_refused(changes, says):
    with pytest.raises(DisclosureError, match=says):
        replace(two_schools(), **changes)


def test_the_same_figures_may_be_released_again():
    first = publish(two_schools(), make_release())
    again = publish(two_schools(), make_release(dated=date(2026, 12, 1)))
    assert check_follows(again, first) is None


def test_more_attributes_may_follow_where_the_figures_stay():
    bare = publish(two_schools(), make_release({}))
    fuller = publish(two_schools(), make_release(dated=date(2026, 12, 1)))
    assert check_follows(fuller, bare) is None


def test_a_later_release_of_one_period_that_differs_is_refused():
    rows = [(0, 0, 0, 0, 58, 42, 23), (0, 1, 0, 0, 58, 42, 23)]
    one_more = [(0, 0, 0, 0, 61, 39, 23), (0, 1, 0, 0, 58, 42, 23)]
    first = publish(make_table(rows, [0, 0], ()), make_release({}, base=1))
    later = publish(make_table(one_more, [0, 0], ()), make_release({}, base=1, dated=date(2026, 12, 1)))

    with pytest.raises(DisclosureError) as refused:
        check_follows(later, first)
    assert str(refused.value) == (
        "rule 0, institution 0, everybody, group 0 is not what it was: 2025/26 was released on 2026-09-30,"
        " and figures of both together could find somebody out: release the next period, or the same figures again"
    )


def test_releases_of_one_period_that_each_lack_something_are_refused():
    with_gender = publish(two_schools(), make_release())
    other_rule = replace(with_gender, rule=np.where(with_gender.by == 1, 1, 0))
    with pytest.raises(DisclosureError, match="each of the two has rows that the other lacks"):
        check_follows(replace(other_rule, release=make_release(dated=date(2026, 12, 1))), with_gender)


def test_an_older_release_cannot_follow_and_another_period_may():
    first = publish(two_schools(), make_release())
    older = publish(two_schools(), make_release(dated=date(2026, 1, 1)))
    with pytest.raises(DisclosureError, match="2026-01-01 is older than the one of 2026-09-30"):
        check_follows(older, first)
    changed = make_table([(0, 0, 0, 0, 99, 99, 99)], [0], ())
    assert check_follows(publish(changed, make_release({}, period="2026/27")), first) is None
