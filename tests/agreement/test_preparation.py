"""Preparing in DuckDB gives the rows that preparing in plain Python gives."""

import random
from collections import Counter

import pyarrow as pa
import pytest

from tests.agreement.invention import CALENDAR, invent_records
from trigpoint.engine.datasets.records import TABLES
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.sql_evaluator.prepared import as_tables
from trigpoint.jobs.evidence_store import preparation_sql
from trigpoint.jobs.evidence_store.preparing import prepare_with_duckdb

CASES, SIZE = 300, 25
FIRST_CASES = range(0, CASES, SIZE)


def invent(first):
    """Records of several seeds, institutions and people named apart, and one day to look at all of them."""
    records, as_of = {}, None
    for seed in range(first, first + SIZE):
        found, day = invent_records(random.Random(seed))
        as_of = as_of or day
        for name, rows in found.items():
            for row in rows:
                row["institution"] = f"{seed}-{row['institution']}"
                if row.get("person"):
                    row["person"] = f"{seed}-{row['person']}"
            records.setdefault(name, []).extend(rows)
    return records, as_of


def raw(records):
    return {
        table.name: pa.Table.from_pylist(records[table.name], schema=schema_of(table))
        for table in TABLES
        if table.name in records
    }


def counted(tables):
    return {name: Counter(map(str, table.to_pylist())) for name, table in tables.items()}


def both(first, only=None):
    records, as_of = invent(first)
    targets = sorted({row["institution"] for row in records["pupils"]} & (only or ANY))
    found = prepare_with_duckdb(raw(records), targets, as_of=as_of, calendar=CALENDAR)
    expected = as_tables(prepare_pupils(records, as_of=as_of, calendar=CALENDAR))
    of_targets = {
        name: table.filter(pa.compute.is_in(table["institution"], pa.array(targets)))
        for name, table in expected.items()
    }
    return counted(found), counted(of_targets)


class Any:
    def __rand__(self, other):
        return other


ANY = Any()


@pytest.mark.parametrize("first", FIRST_CASES)
def test_the_rows_of_every_pupil_are_the_same(first):
    found, expected = both(first)
    assert {name: rows - expected[name] for name, rows in found.items()} == dict.fromkeys(found, Counter())
    assert found == expected


def test_only_pupils_of_the_institutions_asked_for_are_prepared_with_their_history_elsewhere():
    found, expected = both(0, only={f"{seed}-A" for seed in range(SIZE)})
    assert found == expected
    assert found["encounters"]


PLANTED = {
    "a year group of the day before": ("GROUP_ON", "rank DESC", "rank"),
    "an end that is open counted as ended": ("PRESENCES", "least(ended_on, roll)", "least(started_on, roll)"),
    "someone else's history": ("HISTORY", "a.person = b.person", "a.institution = b.institution"),
    "planned and gone by counted as it was": ("TOOK_PART", "p.state = 'planned'", "FALSE"),
}


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_difference_is_caught(planted, monkeypatch):
    statement, right, wrong = PLANTED[planted]
    text = getattr(preparation_sql, statement)
    assert right in text
    monkeypatch.setattr(preparation_sql, statement, text.replace(right, wrong))
    assert any(found != expected for found, expected in map(both, FIRST_CASES[:3]))
