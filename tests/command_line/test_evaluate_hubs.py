"""`trigpoint evaluate` over a folder of hubs: whole, again, and refused where two releases would say too much."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tests.engine.synthetic.conftest import smaller
from trigpoint.commands import main
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids
from trigpoint.jobs.synthesis.writing import Plan, synthesise


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    root = tmp_path_factory.mktemp("nation")
    shape = smaller(packaged_shape(shape_ids()[0]), institutions=2, divisor=16)
    synthesise(Plan(shape, 4, 5, shape.as_of), root / "records")
    return root


def evaluate(nation, *options, day="2026-01-31", out="out", editions=("gatsby-2024-schools",)):
    named = [word for edition in editions for word in ("--edition", edition)]
    kept = ["--store", str(nation / "store"), "--out", str(nation / out)]
    words = ["evaluate", str(nation / "records"), *named, "--as-of", day, *kept, *options]
    return CliRunner().invoke(main, words)


def test_several_editions_and_a_release_in_one_run(nation):
    editions = ("gatsby-2024-schools", "provider-access-2023")
    found = evaluate(nation, "--by", "gender", "--release", "2024/25", "--json", editions=editions)
    data = json.loads(found.stdout)
    assert (data["hubs"], data["institutions"], data["editions"]) == (2, 4, list(editions))
    standings = pq.read_table(nation / "out" / "standings.parquet")
    assert set(standings["edition"].to_pylist()) == set(editions)
    assert pq.read_table(nation / "out" / "release" / "release.parquet").num_rows == data["released_rows"]


def test_a_second_run_says_in_words_what_was_counted_and_where_it_is(nation):
    found = evaluate(nation, out="second")
    assert found.exit_code == 0
    assert "Counted 4 institutions of 2 hubs" in found.stdout
    assert str(nation / "second") in found.stdout


def test_two_releases_of_a_period_that_differ_are_refused(nation):
    assert evaluate(nation, "--by", "gender", "--release", "2024/25", out="released").exit_code == 0
    found = evaluate(nation, "--by", "free_meals", "--release", "2024/25", out="released")
    assert found.exit_code == 1
    assert "holds a release of 2024/25" in found.output


def test_a_store_of_another_day_is_refused_by_name(nation):
    assert evaluate(nation, out="today").exit_code == 0
    found = evaluate(nation, day="2025-01-31", out="yesterday")
    assert found.exit_code == 1
    assert str(nation / "store") in found.output
    assert not (nation / "yesterday").exists()


STOPPED = """
import os, signal
from trigpoint.commands import main
from trigpoint.jobs.national_run import run

whole = run.build_store

def stopped(*asked, tell, **more):
    whole(*asked, tell=lambda hub: os.kill(os.getpid(), signal.SIGKILL), **more)

run.build_store = stopped
main({words!r})
"""


def test_after_a_kill_while_hubs_are_prepared_the_next_run_goes_on_from_there(nation):
    asked = ["--edition", "gatsby-2024-schools", "--as-of", "2026-01-31"]
    store, out = nation / "broken-off", nation / "late"
    words = ["evaluate", str(nation / "records"), *asked, "--store", str(store), "--out", str(out)]
    killed = subprocess.run([sys.executable, "-c", STOPPED.format(words=words)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not out.exists()
    made = {path: path.stat().st_mtime_ns for path in store.glob("hubs/hub-*/rows.parquet")}
    assert made
    assert CliRunner().invoke(main, words).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in made} == made
    evaluate(nation)
    late, once = (pq.read_table(nation / name / "counts.parquet").to_pylist() for name in ("late", "out"))
    assert late == once


def test_hubs_need_a_folder_to_write_to(nation):
    words = ["evaluate", str(nation / "records"), "--edition", "gatsby-2024-schools", "--as-of", "2026-01-31"]
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 2
    assert "--out" in found.output


def test_editions_of_several_jurisdictions_are_not_one_run(nation):
    found = evaluate(nation, editions=("gatsby-2024-schools", "hkbm-schools"))
    assert found.exit_code == 2
    assert "several jurisdictions" in found.output


def test_what_is_for_hubs_is_refused_for_one_folder(nation):
    folder = nation / "records" / "hubs" / "hub-001"
    words = ["evaluate", str(folder), "--edition", "gatsby-2024-schools", "--as-of", "2026-01-31"]
    found = CliRunner().invoke(main, [*words, "--release", "2024/25"])
    assert found.exit_code == 2
    assert "hubs/" in found.output
