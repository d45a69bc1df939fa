"""An invented nation on the disk: whole hubs only, the same bytes every time, and going on after a kill."""

from __future__ import annotations

import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from tests.engine.synthetic.conftest import smaller
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.evidence_tables.reading import read_records
from trigpoint.jobs.synthesis import writing
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids
from trigpoint.jobs.synthesis.writing import Plan, synthesise

TABLES = ["activities", "coverage", "destinations", "enrolments", "institutions", "participations", "pupils"]


@pytest.fixture
def plan() -> Plan:
    shape = smaller(packaged_shape(shape_ids()[0]), institutions=3, divisor=12)
    return Plan(shape, 6, 7, shape.as_of)


def bytes_of(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_hub_is_a_folder_that_the_strict_reader_reads(plan, tmp_path):
    found = synthesise(plan, tmp_path / "nation")
    hub = tmp_path / "nation" / "hubs" / "hub-001"
    assert sorted(file.stem for file in hub.iterdir()) == TABLES
    first, second = read_records(hub), read_records(hub.with_name("hub-002"))
    assert found.rows == {name: len(first[name]) + len(second[name]) for name in TABLES}
    assert all(found.rows[name] > 0 for name in TABLES)


def test_the_same_plan_writes_the_same_bytes(plan, tmp_path):
    for place in ("one", "two"):
        synthesise(plan, tmp_path / place)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_hub_does_not_depend_on_how_many_come_after_it(plan, tmp_path):
    synthesise(plan, tmp_path / "two")
    synthesise(replace(plan, institutions=3), tmp_path / "one")
    one, two = (bytes_of(tmp_path / place / "hubs" / "hub-001") for place in ("one", "two"))
    assert one == two


def test_all_institutions_are_listed_with_their_hub(plan, tmp_path):
    synthesise(plan, tmp_path / "nation")
    rows = pq.read_table(tmp_path / "nation" / "institutions.parquet").to_pylist()
    assert [(row["institution"], row["hub"]) for row in rows] == [
        (str(100_001 + n), f"hub-00{1 + n // 3}") for n in range(6)
    ]


def test_the_manifest_says_what_it_was_made_from(plan, tmp_path):
    found = synthesise(plan, tmp_path / "nation")
    said = json.loads((tmp_path / "nation" / "synthesis.json").read_text())
    assert (said["seed"], said["institutions"], said["as_of"]) == (7, 6, plan.as_of.isoformat())
    assert (said["rows"], said["hubs"]) == (found.rows, 2)


def killed_in_the_second_hub(plan, out, monkeypatch):
    """Stops while the second hub's files are being written."""
    written = []
    write = writing._write_table

    def die(table, file):
        if "hub-002" in str(file) and "part" in file.name:
            file.write_bytes(b"half")
            raise KeyboardInterrupt
        written.append(file)
        write(table, file)

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_write_table", die)
        with pytest.raises(KeyboardInterrupt):
            synthesise(plan, out)
    return written


def test_a_kill_leaves_no_half_hub_and_running_again_goes_on(plan, tmp_path, monkeypatch):
    out = tmp_path / "nation"
    assert killed_in_the_second_hub(plan, out, monkeypatch)
    assert [path.name for path in (out / "hubs").iterdir() if not path.name.startswith(".")] == ["hub-001"]
    before = (out / "hubs" / "hub-001" / "pupils.parquet").stat().st_mtime_ns
    told = []
    found = synthesise(plan, out, told=lambda done, of: told.append((done, of)))
    assert (found.kept, found.hubs, told) == (1, 2, [(1, 2), (2, 2)])
    assert (out / "hubs" / "hub-001" / "pupils.parquet").stat().st_mtime_ns == before
    synthesise(plan, tmp_path / "whole")
    assert bytes_of(out) == bytes_of(tmp_path / "whole")


def test_running_once_more_keeps_everything(plan, tmp_path):
    first = synthesise(plan, tmp_path / "nation")
    again = synthesise(plan, tmp_path / "nation")
    assert (again.rows, again.kept) == (first.rows, 2)


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(plan, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir")
    with pytest.raises(BadContent, match="the folder is not empty. Name a new folder."):
        synthesise(plan, tmp_path)
    assert bytes_of(tmp_path) == {"letter.txt": b"Dear Sir"}


def test_a_folder_of_another_seed_is_refused(plan, tmp_path):
    synthesise(plan, tmp_path / "nation")
    before = bytes_of(tmp_path / "nation")
    with pytest.raises(BadContent, match="made with another seed. Name a new folder, or ask for the same."):
        synthesise(replace(plan, seed=8), tmp_path / "nation")
    assert bytes_of(tmp_path / "nation") == before


def test_a_folder_made_with_other_figures_is_refused(plan, tmp_path):
    synthesise(plan, tmp_path / "nation")
    figures = plan.shape.model_copy(update={"undated": 0.5})
    with pytest.raises(BadContent, match="made with another shape_sha256"):
        synthesise(replace(plan, shape=figures), tmp_path / "nation")


def test_a_manifest_that_cannot_be_read_is_refused(plan, tmp_path):
    (tmp_path / "synthesis.json").write_text("{")
    with pytest.raises(BadContent, match="made with another trigpoint"):
        synthesise(plan, tmp_path)


def test_a_full_disk_is_told_with_the_file(plan, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError("[Errno 28] Error writing bytes to file")

    monkeypatch.setattr(writing.pq, "write_table", full)
    with pytest.raises(OSError, match="Error writing bytes") as refused:
        synthesise(plan, tmp_path / "nation")
    assert refused.value.filename == str(tmp_path / "nation" / ".unfinished-institutions.parquet")
    assert not (tmp_path / "nation" / "institutions.parquet").exists()


def test_a_shape_that_nobody_packaged_is_not_there():
    with pytest.raises(KeyError):
        packaged_shape("atlantis")
