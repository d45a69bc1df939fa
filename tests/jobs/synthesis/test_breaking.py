"""A broken copy of a hub: every mistake is on its list, and the strict reader finds each of them."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.engine.synthetic.conftest import smaller
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.evidence_tables.reading import read_records
from trigpoint.jobs.synthesis.breaking import DOUBLED, EACH, WAYS, write_broken
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids
from trigpoint.jobs.synthesis.writing import Plan, first_hub, synthesise


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    out = tmp_path_factory.mktemp("broken") / "nation"
    shape = smaller(packaged_shape(shape_ids()[0]), institutions=2, divisor=12)
    synthesise(Plan(shape, 2, 1, shape.as_of), out)
    return out


@pytest.fixture(scope="module")
def mistakes(nation):
    return write_broken(first_hub(nation), nation, seed=1)


def test_every_way_of_breaking_is_there_as_often_as_said(mistakes):
    found = Counter((mistake.file, mistake.how) for mistake in mistakes if mistake.column)
    assert found == {(f"{way.table}.csv", way.how): EACH for way in WAYS}
    assert sum(not mistake.column for mistake in mistakes) == EACH * len(DOUBLED)


def test_no_row_is_broken_twice(mistakes):
    rows = Counter((mistake.file, mistake.row) for mistake in mistakes)
    assert set(rows.values()) == {1}


def test_the_list_stands_beside_the_files(nation, mistakes):
    listed = json.loads((nation / "dirty" / "broken.json").read_text())
    assert [(each["file"], each["row"], each["column"]) for each in listed] == [
        (mistake.file, mistake.row, mistake.column) for mistake in mistakes
    ]


def test_the_strict_reader_finds_every_mistake_and_no_other(nation, mistakes):
    with pytest.raises(BadContent) as refused:
        read_records(nation / "dirty")
    # What speaks of another table's row is told with the name of the table alone.
    found = {(each.file.removesuffix(".csv"), each.line) for each in refused.value.problems}
    assert found == {(mistake.file.removesuffix(".csv"), mistake.row) for mistake in mistakes}


def test_the_same_seed_breaks_the_same_places(nation, mistakes, tmp_path):
    assert write_broken(first_hub(nation), tmp_path, seed=1) == mistakes
    assert write_broken(first_hub(nation), tmp_path, seed=2) != mistakes
