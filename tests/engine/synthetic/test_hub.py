"""A hub of an invented nation holds together: rows, keys, years, people who move, and what they took part in."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from tests.engine.synthetic.conftest import INSTITUTIONS
from trigpoint.engine.datasets.records import TABLES
from trigpoint.engine.synthetic.nation.hub import hubs_of, invent_hub, invent_institutions

TABLE = {table.name: table for table in TABLES}


def test_the_same_seed_gives_the_same_tables_and_another_seed_others(small, days, hubs):
    again = invent_hub(small, 1, 1, INSTITUTIONS, days)
    assert {name: table.equals(hubs[0][name]) for name, table in again.items()} == dict.fromkeys(again, True)
    other = invent_hub(small, 2, 1, INSTITUTIONS, days)
    assert not other["participations"].equals(again["participations"])


def test_columns_are_those_of_the_evidence_tables(hubs):
    found = {name: table.column_names for name, table in hubs[0].items()}
    assert found == {name: [column.name for column in TABLE[name]] for name in found}


def test_cells_are_words_that_the_tables_know(rows):
    for name, table in rows.items():
        for column in TABLE[name]:
            if column.one_of:
                assert {row[column.name] for row in table} <= {None, *column.one_of}


def test_nothing_is_empty_that_must_be_there_and_no_key_comes_twice(rows):
    for name, table in rows.items():
        required = [column.name for column in TABLE[name] if column.required]
        assert all(row[column] is not None for row in table for column in required)
        keys = Counter(tuple(row[column] for column in TABLE[name].key) for row in table)
        assert keys.most_common(1)[0][1] == 1


def test_rows_stand_in_the_order_of_institutions_and_pupils(rows):
    for name in ("pupils", "enrolments", "participations", "destinations"):
        keys = [(row["institution"], row["pupil"]) for row in rows[name]]
        assert keys == sorted(keys)


def test_rows_speak_only_of_pupils_and_activities_that_are_there(rows):
    pupils = {(row["institution"], row["pupil"]) for row in rows["pupils"]}
    activities = {(row["institution"], row["activity"]) for row in rows["activities"]}
    for name in ("enrolments", "participations", "destinations"):
        assert {(row["institution"], row["pupil"]) for row in rows[name]} <= pupils
    assert {(row["institution"], row["activity"]) for row in rows["participations"]} <= activities
    assert {(row["institution"], row["pupil"]) for row in rows["enrolments"]} == pupils


def test_a_smaller_hub_has_the_first_institutions_of_a_whole_one(small, hubs):
    some = invent_institutions(small, 1, INSTITUTIONS + 3)
    assert some.slice(0, INSTITUTIONS).to_pylist() == hubs[0]["institutions"].to_pylist()
    assert some.slice(INSTITUTIONS).to_pylist() == hubs[1]["institutions"].to_pylist()[:3]
    assert list(hubs_of(small, INSTITUTIONS + 3)) == [(1, INSTITUTIONS), (2, 3)]


def spells(rows, kind="main"):
    """Enrolments of each pupil in order of time."""
    found = defaultdict(list)
    for row in rows["enrolments"]:
        if row["kind"] == kind:
            found[row["institution"], row["pupil"]].append(row)
    return {key: sorted(each, key=lambda row: row["started_on"]) for key, each in found.items()}


def test_a_pupil_goes_up_by_one_year_group_a_year_or_repeats_it(small, rows):
    steps = Counter()
    for each in spells(rows).values():
        for before, after in zip(each, each[1:], strict=False):
            if before["year_group"] and after["year_group"]:
                steps[small.group(after["year_group"]) - small.group(before["year_group"])] += 1
    assert set(steps) == {0, 1}
    assert steps[0] < steps[1] / 50


def test_years_on_roll_follow_one_another_without_a_gap(rows):
    for each in spells(rows).values():
        for before, after in zip(each, each[1:], strict=False):
            assert before["ended_on"] + timedelta(days=1) == after["started_on"]


def test_nobody_is_on_roll_after_the_day_of_the_tables(small, rows):
    assert all(row["started_on"] <= small.as_of for row in rows["enrolments"])
    ends = [row["ended_on"] for row in rows["enrolments"] if row["ended_on"]]
    assert all(day <= small.as_of for day in ends)


def test_who_moves_has_one_person_key_and_rows_at_both_places(rows):
    people = defaultdict(list)
    for row in rows["pupils"]:
        people[row["person"]].append((row["institution"], row["pupil"]))
    main = spells(rows)
    moved = [keys for person, keys in people.items() if person and sum(key in main for key in keys) == 2]
    assert len(moved) > 5
    attended = {(row["institution"], row["pupil"]) for row in rows["participations"]}
    assert any(set(keys) <= attended for keys in moved)
    for keys in moved:
        old, new = sorted((main[key] for key in keys), key=lambda each: each[0]["started_on"])
        assert old[0]["institution"] != new[0]["institution"]
        assert timedelta(days=1) <= new[0]["started_on"] - old[-1]["ended_on"] <= timedelta(days=7)


def test_who_moves_to_the_next_hub_is_known_there_by_the_same_key(hubs):
    here, there = ({row["person"]: row for row in hub["pupils"].to_pylist() if row["person"]} for hub in hubs)
    both = set(here) & set(there)
    assert len(both) >= 2
    for person in both:
        born = {here[person]["born_on"], there[person]["born_on"]} - {None}
        assert len(born) <= 1


def test_who_is_at_two_places_is_enrolled_at_the_second_as_subsidiary(rows):
    people = {(row["institution"], row["pupil"]): row["person"] for row in rows["pupils"]}
    at_home = defaultdict(list)
    for key, each in spells(rows).items():
        at_home[people[key]] += each
    second = spells(rows, "subsidiary")
    assert second
    for key, each in second.items():
        covered = [
            row
            for row in at_home.get(people[key], ())
            if row["started_on"] <= each[0]["started_on"]
            and (row["ended_on"] is None or each[0]["started_on"] <= row["ended_on"])
        ]
        # The key at home may be missing, as keys are.
        assert covered or people[key] not in at_home


def test_people_take_part_only_while_they_are_on_roll(rows):
    held_on = {(row["institution"], row["activity"]): row["held_on"] for row in rows["activities"]}
    on_roll = {**spells(rows), **spells(rows, "subsidiary")}
    for row in rows["participations"]:
        day = held_on[row["institution"], row["activity"]]
        assert day is None or any(
            each["started_on"] <= day and (each["ended_on"] is None or day <= each["ended_on"])
            for each in on_roll[row["institution"], row["pupil"]]
        )


def test_what_is_still_to_come_is_planned_and_nothing_else_is_sure(small, rows):
    held_on = {(row["institution"], row["activity"]): row["held_on"] for row in rows["activities"]}
    ahead = {
        row["state"]
        for row in rows["participations"]
        if (held_on[row["institution"], row["activity"]] or date.min) > small.as_of
    }
    assert ahead == {"planned"}
    assert {row["state"] for row in rows["participations"]} == {
        None,
        "planned",
        "present",
        "absent",
        "unmarked",
    }


def test_activities_are_held_from_monday_to_friday_in_term(rows):
    days = [row["held_on"] for row in rows["activities"] if row["held_on"]]
    assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}
    assert {day.month for day in days} & {8} == set()


def test_a_partner_is_of_one_kind_size_and_sector_wherever_it_is_met(rows):
    found = defaultdict(set)
    for row in rows["activities"]:
        if row["partner"]:
            found[row["partner"]].add((row["partner_size"], row["sector"]))
    assert len(found) > 100
    assert {len(each) for each in found.values()} == {1}


def test_colleges_enrol_on_programmes_that_hold_all_of_the_time_on_roll(full):
    kinds = {row["institution"]: row["kind"] for row in full["institutions"].to_pylist()}
    colleges = {number for number, kind in kinds.items() if kind == "fe_college"}
    assert colleges
    enrolments = full["enrolments"]
    columns = ["institution", "kind", "started_on", "programme_started_on", "programme_ends_on"]
    for row in enrolments.select(columns).to_pylist():
        on_programme = row["programme_started_on"] is not None
        assert on_programme == (row["institution"] in colleges and row["kind"] == "main")
        if on_programme:
            assert row["programme_started_on"] <= row["started_on"] < row["programme_ends_on"]


def test_a_destination_is_of_somebody_whose_stage_ended_and_was_true_by_now(small, rows):
    ended = {
        (row["institution"], row["pupil"], row["ended_on"])
        for row in rows["enrolments"]
        if row["year_group"] in (*small.stage_ends, None)
    }
    for row in rows["destinations"]:
        assert (row["institution"], row["pupil"], row["left_on"]) in ended
        assert row["checked_on"] <= small.as_of
        assert (row["kind"] == "actual") == (row["checked_on"] > row["left_on"])


@pytest.mark.parametrize("table", ["coverage", "destinations"])
def test_there_are_records_that_are_not_complete(table, rows):
    column = {"coverage": "to_on", "destinations": "category"}[table]
    assert {row[column] is None for row in rows[table]} == {True, False}


def always(shape, change):
    """The shape in which one sort of change comes to everybody that it can come to."""
    rate = getattr(shape.changes, change).model_copy(update={"rate": 1.0})
    return shape.model_copy(update={"changes": shape.changes.model_copy(update={change: rate})})


def test_an_institution_may_have_nobody_in_one_year_group_today(small, days):
    hub = invent_hub(always(small, "lacks_a_year"), 1, 1, INSTITUTIONS, days)
    kinds = {row["institution"]: row["kind"] for row in hub["institutions"].to_pylist()}
    today = defaultdict(set)
    for row in hub["enrolments"].to_pylist():
        if row["ended_on"] is None and row["year_group"]:
            today[row["institution"]].add(small.group(row["year_group"]))
    holes = [
        number
        for number, groups in today.items()
        if kinds[number] == "school_11_16" and len(groups) < max(groups) - min(groups) + 1
    ]
    assert holes


def test_a_new_school_has_its_first_three_year_groups(small, days):
    hub = invent_hub(always(small, "new_school"), 1, 1, INSTITUTIONS, days)
    kinds = {row["institution"]: row["kind"] for row in hub["institutions"].to_pylist()}
    groups = {
        row["year_group"]
        for row in hub["enrolments"].to_pylist()
        if kinds[row["institution"]] == "school_11_16"
    }
    assert groups - {None} == set(small.groups[:3])


def test_who_joins_late_was_not_there_on_the_first_day_of_the_year(small, days):
    hub = invent_hub(always(small, "joiners"), 1, 1, INSTITUTIONS, days)
    firsts = {
        each[0]["started_on"] for each in spells({"enrolments": hub["enrolments"].to_pylist()}).values()
    }
    assert (9, 1) in {(day.month, day.day) for day in firsts}  # those whose records began before they came
    late = [day for day in firsts if (day.month, day.day) != (9, 1)]
    assert len(late) > len(firsts) / 2
