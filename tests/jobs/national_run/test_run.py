"""A national run: two hubs counted as the reference counts them, released, and kept whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pyarrow.parquet as pq
import pytest

from tests.engine.synthetic.conftest import smaller
from trigpoint.engine.disclosure.counts import DisclosureError
from trigpoint.engine.evidence.count_blocks import CountBlock
from trigpoint.engine.evidence.outcomes import NOBODY, Cell
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.reference_evaluator.cells import count_cells
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.national_run import output
from trigpoint.jobs.national_run.output import keep_run
from trigpoint.jobs.national_run.run import NationalQuestion, run_nation
from trigpoint.jobs.national_run.standings import (
    STATUSES,
    benchmark_standings,
    read_places,
    rule_statuses,
)
from trigpoint.jobs.storage.packaged_content import (
    packaged_calendar,
    packaged_edition,
    packaged_policy,
    packaged_rules,
)
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids
from trigpoint.jobs.synthesis.writing import Plan, synthesise

EDITION = "gatsby-2024-schools"
BY = ("gender", "free_meals")
CALENDAR = packaged_calendar("england")
INSTITUTIONS = 4


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """Records of two hubs of two small institutions each."""
    root = tmp_path_factory.mktemp("nation")
    shape = smaller(packaged_shape(shape_ids()[0]), institutions=2, divisor=16)
    synthesise(Plan(shape, INSTITUTIONS, 3, shape.as_of), root / "records")
    return root


@pytest.fixture(scope="module")
def asked():
    return NationalQuestion([packaged_rules(EDITION)], packaged_shape(shape_ids()[0]).as_of, CALENDAR, BY)


@pytest.fixture(scope="module")
def policy(asked):
    return packaged_policy("england").release("2024/25", asked.as_of, BY)


@pytest.fixture(scope="module")
def run(nation, asked, policy):
    return run_nation(nation / "records", nation / "store", asked, release=policy)


@pytest.fixture(scope="module")
def places(nation, run):
    return read_places(RecordFolders(nation / "records"), Store(nation / "store"), run.counts)


def keep(run, places, nation, out):
    edition = packaged_edition(EDITION)
    found = list(benchmark_standings(run.counts, run.asked.rules[0], edition, places))
    keep_run(run, places, {EDITION: found}, nation / "records", out)


def all_records(nation):
    folders = RecordFolders(nation / "records")
    found: dict[str, list[dict]] = {}
    for hub in folders.hubs():
        for path in folders.folder(hub).glob("*.parquet"):
            found.setdefault(path.stem, []).extend(pq.read_table(path).to_pylist())
    return found


def test_every_count_is_that_of_the_reference(nation, run):
    prepared = prepare_pupils(all_records(nation), as_of=run.asked.as_of, calendar=CALENDAR)
    expected = count_cells(run.counts.block.questions, prepared, calendar=CALENDAR, by=BY)
    rows = output.counted_rows(run.counts).to_pylist()
    views = {
        (question.rule.id, question.view.year, question.view.so_far): question.view
        for question in run.counts.block.questions
    }
    found = {
        Cell(
            row["rule"],
            views[row["rule"], row["year"], row["so_far"]],
            row["institution"],
            row["by"],
            row["group"],
        ): (row["met"], row["not_met"], row["not_known"])
        for row in rows
    }
    assert found == {cell: (each.met, each.not_met, each.not_known) for cell, each in expected.items()}
    assert len({row["hub"] for row in rows}) == 2


def test_standings_are_those_that_the_counts_give_by_bounds(run):
    block, statuses = run.counts.block, rule_statuses(run.counts)
    for at, question in enumerate(block.questions):
        for number in range(len(block.institutions)):
            counts = block.everybody(at, number)
            expected = Status.NOT_APPLICABLE if counts == NOBODY else counts.status(question.rule.share)
            assert STATUSES[statuses[at, number]] is expected


def test_what_is_kept_can_be_queried_and_says_what_it_was_made_from(run, places, nation, tmp_path):
    keep(run, places, nation, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["as_of"], manifest["by"]) == (run.asked.as_of.isoformat(), list(BY))
    assert {hub: sorted(files) for hub, files in manifest["inputs"].items()} == {
        hub: sorted(path.name for path in RecordFolders(nation / "records").folder(hub).glob("*"))
        for hub in run.counts.hubs
    }
    standings = pq.read_table(tmp_path / "out" / "standings.parquet")
    assert standings.num_rows == len(run.counts.block.questions) * INSTITUTIONS
    page = (tmp_path / "out" / "index.html").read_text()
    assert "<script" not in page
    assert "not for publishing" in page
    assert not [name for name in places.names if name in page]


def test_the_release_names_its_units_and_leaves_suppressed_figures_empty(run, places, nation, tmp_path):
    keep(run, places, nation, tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "release" / "release.parquet").to_pylist()
    assert {row["level"] for row in rows} == {"institution", "hub", "nation"}
    assert {row["unit"] for row in rows if row["level"] == "hub"} == set(run.counts.hubs)
    assert {row["unit"] for row in rows if row["level"] == "nation"} == {""}
    assert {row["unit"] for row in rows if row["level"] == "institution"} <= set(
        run.counts.block.institutions
    )
    assert {row["by"] for row in rows} == {"", *BY}
    small = [
        row[name]
        for row in rows
        for name in ("met", "not_met", "not_known", "of")
        if row[name] is not None and row[name] < run.released.release.base
    ]
    assert small == []
    assert any(row["of"] is None for row in rows)


def test_another_release_of_the_same_period_is_refused_and_the_first_stays(
    run, places, nation, policy, tmp_path
):
    out = tmp_path / "out"
    keep(run, places, nation, out)
    before = (out / "release" / "release.parquet").read_bytes()
    fewer = replace(run.asked, by=BY[:1])
    narrower = replace(policy, attributes={BY[0]: policy.attributes[BY[0]]})
    other = run_nation(nation / "records", nation / "store", fewer, release=narrower)
    with pytest.raises(DisclosureError, match="release of 2024/25"):
        keep(other, places, nation, out)
    assert (out / "release" / "release.parquet").read_bytes() == before
    keep(run, places, nation, out)  # the same figures again are no danger


def test_a_disk_that_fills_up_leaves_the_last_good_output(run, places, nation, tmp_path, monkeypatch):
    out = tmp_path / "out"
    keep(run, places, nation, out)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in out.rglob("*"))

    def full(table, path):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(output, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        keep(run, places, nation, out)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in out.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_that_finds_everything_prepared_says_how_far_it_is(nation, asked, run):
    told = []
    run_nation(nation / "records", nation / "store", asked, tell=lambda *each: told.append(each))
    assert told == [("preparing", 0, 2), ("counting", 0, 2), ("counting", 1, 2), ("counting", 2, 2)]


def test_blocks_that_ask_other_questions_do_not_go_together(run):
    block = run.counts.block
    with pytest.raises(ValueError, match="same questions"):
        CountBlock.together([block, replace(block, questions=block.questions[1:])])


def test_a_folder_whose_records_are_of_another_day_is_another_store(nation, asked, run):
    with pytest.raises(FileExistsError, match="made from something else"):
        run_nation(nation / "records", nation / "store", replace(asked, as_of=date(2025, 9, 1)))


def test_institutions_without_a_row_have_no_kind_and_no_standing(run, places):
    nameless = replace(places, kinds=[None] * len(places.kinds))
    found = benchmark_standings(run.counts, run.asked.rules[0], packaged_edition(EDITION), nameless)
    assert list(found) == []
