"""Counts that are kept up to date are, after every change, those of a count from the beginning."""

import random

import pytest

from tests.agreement.batches import BY
from tests.agreement.invention import CALENDAR, invent_records, invent_rules
from trigpoint.engine.datasets.words import STATES
from trigpoint.engine.evidence.live_counts import KEYS, Change, LiveCounts
from trigpoint.engine.evidence.outcomes import NOBODY
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import count_cells, views_of

SEEDS, CHANGES = range(40), 12


def from_the_beginning(records, questions, as_of):
    prepared = prepare_pupils(records, as_of=as_of, calendar=CALENDAR)
    return count_cells(questions, prepared, calendar=CALENDAR, by=BY)


def begin(seed):
    dice = random.Random(seed)
    records, as_of = invent_records(dice)
    prepared = prepare_pupils(records, as_of=as_of, calendar=CALENDAR)
    rules = invent_rules(dice)
    questions = [Question(rule, view) for rule in rules for view in views_of(rule, prepared, CALENDAR)]
    # Invented coverage may have two rows of one key, which a table does not allow.
    once = {
        name: list({tuple(row[key] for key in KEYS[name]): row for row in records[name]}.values())
        for name in KEYS
    }
    cells = from_the_beginning(once, questions, as_of)
    live = LiveCounts.over(once, questions, cells, as_of=as_of, calendar=CALENDAR, by=BY)
    return dice, live


def records_of(live):
    return {name: list(rows.values()) for name, rows in live.tables.items()}


def invent_change(dice, live):
    """One of the rows: gone, or different in a column that is no key, or for participations a new one."""
    name = dice.choice([name for name, rows in live.tables.items() if rows])
    row = dice.choice(list(live.tables[name].values()))
    if name in ("participations", "coverage", "destinations") and dice.random() < 0.4:
        return Change(name, row, gone=True)
    if name == "participations" and dice.random() < 0.5:
        pupil = dice.choice(list(live.tables["pupils"].values()))
        own = [
            each for each in live.tables["activities"].values() if each["institution"] == pupil["institution"]
        ]
        if own:
            keys = {"institution": pupil["institution"], "pupil": pupil["pupil"]}
            return Change(
                name, {**keys, "activity": dice.choice(own)["activity"], "state": dice.choice(STATES)}
            )
    other = dice.choice(list(live.tables[name].values()))
    column = dice.choice([column for column in row if column not in KEYS[name]] or list(row))
    return Change(name, row | {column: other.get(column)} if column not in KEYS[name] else row)


def invent_changes(dice, live):
    """Up to three, each of another row."""
    found = [invent_change(dice, live) for _ in range(dice.randint(1, 3))]
    return list({(each.table, *(each.row[key] for key in KEYS[each.table])): each for each in found}.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_after_every_change_the_counts_are_those_of_a_count_from_the_beginning(seed):
    dice, live = begin(seed)
    for _ in range(CHANGES):
        before = dict(live.cells)
        changed = live.apply(invent_changes(dice, live))
        expected = from_the_beginning(records_of(live), live.questions, live.as_of)
        assert live.cells == expected
        assert changed == {
            cell: expected.get(cell, NOBODY)
            for cell in before.keys() | expected.keys()
            if before.get(cell, NOBODY) != expected.get(cell, NOBODY)
        }


def test_the_invented_changes_change_something():
    found = 0
    for dice, live in map(begin, SEEDS):
        found += sum(bool(live.apply(invent_changes(dice, live))) for _ in range(CHANGES))
    assert found > len(SEEDS)


def test_a_row_that_is_not_there_cannot_go():
    _, live = begin(0)
    row = {"institution": "nowhere", "pupil": "nobody", "activity": "none"}
    before, rows = dict(live.cells), records_of(live)
    here = rows["pupils"][0]
    with pytest.raises(KeyError, match="nowhere"):
        live.apply([Change("pupils", here, gone=True), Change("participations", row, gone=True)])
    assert (live.cells, records_of(live)) == (before, rows)


def test_a_table_that_no_count_depends_on_is_refused():
    _, live = begin(0)
    with pytest.raises(KeyError, match="staff"):
        live.apply([Change("staff", {"institution": "A", "pupil": "1"})])
