"""`trigpoint frameworks`, as somebody at a terminal uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trigpoint.commands import main
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition
from trigpoint.jobs.storage.packaged_content import packaged_edition, register

EDITIONS = [entry.id for entry in register().editions]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["frameworks", *map(str, arguments)])


def as_json(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def test_list_names_every_edition_of_the_register() -> None:
    assert [row["id"] for row in as_json("list")["editions"]] == EDITIONS


def test_list_counts_clauses_by_how_sure_we_are(small_file: Path) -> None:
    (row,) = as_json("check", small_file)["checked"]
    assert row["statuses"] == {"sourced": 0, "inferred": 10, "from_memory": 1}
    assert (row["benchmarks"], row["criteria"], row["questions"]) == (1, 1, 1)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_show_has_a_line_for_every_benchmark_criterion_and_question(edition_id: str) -> None:
    edition = packaged_edition(edition_id)
    shown = run("show", edition_id)
    assert shown.exit_code == 0
    words = shown.stdout.split()
    criteria = [criterion.id for benchmark in edition.benchmarks for criterion in benchmark.criteria]
    assert [code for code in criteria if code not in words] == []
    assert [question.id for _, question in edition.questions() if f"{question.id}:" not in words] == []
    assert as_json("show", edition_id)["id"] == edition_id


def test_show_of_an_edition_that_is_not_there_names_those_that_are() -> None:
    result = run("show", "nope")
    assert result.exit_code == 2
    assert 'there is no edition "nope"' in result.stderr


def test_check_of_a_good_file_says_so(small_file: Path) -> None:
    result = run("check", small_file)
    assert (result.exit_code, result.stdout) == (0, f"{small_file}: no problems (small-2024).\n")


def test_check_says_every_problem_with_file_line_and_remedy(small_file: Path) -> None:
    text = small_file.read_text("utf-8")
    small_file.write_text(
        text.replace("scale: steps", "scale: step").replace("framework:", "frame:"), "utf-8"
    )
    result = run("check", small_file)
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert [line for line in lines if not line.startswith(f"{small_file}")] == []
    assert any("line 2" in line and '"frame" is not a key that belongs here.' in line for line in lines)


def test_check_of_two_files_checks_both(small_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("nonsense", "utf-8")
    found = as_json("check", small_file, other)
    assert {problem["file"] for problem in found["problems"]} == {str(other)}


def test_check_lays_a_translation_over_the_file(small_file: Path, tmp_path: Path) -> None:
    welsh = tmp_path / "cy.yaml"
    head = "translates: small-2024\nlanguage: cy\nmade_by: trigpoint\nreviewed: false\n"
    welsh.write_text(f"{head}title: Meincnodau bach\n", "utf-8")
    (row,) = as_json("check", small_file, "--translation", welsh)["checked"]
    assert row["languages"] == ["en", "cy"]


def test_check_lays_a_file_over_the_one_it_extends(small_file: Path, tmp_path: Path) -> None:
    special = tmp_path / "special.yaml"
    special.write_text("extends: small-2024\nid: small-special\n", "utf-8")
    (row,) = as_json("check", special, "--extends", small_file)["checked"]
    assert (row["id"], row["criteria"]) == ("small-special", 1)


def test_check_of_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "old.yaml"
    file.write_bytes("id: a\ntitle: Café\n".encode("cp1252"))
    result = run("check", file)
    assert result.exit_code == 1
    assert (
        result.stderr
        == f"{file}, line 2, column 11: the file is not text in UTF-8. Save it again with the encoding UTF-8.\n"
    )


def test_check_of_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert run("check", tmp_path / "none.yaml").exit_code == 2


def test_export_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    for edition_id in EDITIONS[:1]:
        result = run("export", edition_id, "--format", "skos", "--out", tmp_path / "none" / "a.ttl")
        assert (result.exit_code, "No such file or directory" in result.stderr) == (1, True)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_what_export_writes_import_case_reads(edition_id: str, tmp_path: Path) -> None:
    package, draft = tmp_path / "package.json", tmp_path / "draft.yaml"
    assert run("export", edition_id, "--format", "case", "--out", package).exit_code == 0
    found = as_json("import-case", package, "--out", draft)
    edition = read_edition(EditionFiles(FileText("draft.yaml", draft.read_text("utf-8"))))
    assert found["edition"]["id"] == edition.id
    original = packaged_edition(edition_id)
    assert [benchmark.id for benchmark in edition.benchmarks] == [
        benchmark.id for benchmark in original.benchmarks
    ]


@pytest.mark.parametrize("edition_id", EDITIONS[:1])
def test_export_without_a_file_prints_the_document_alone(edition_id: str) -> None:
    assert (
        json.loads(run("export", edition_id, "--format", "case").stdout)["CFDocument"]["caseVersion"] == "1.1"
    )
    assert run("export", edition_id, "--format", "skos").stdout.startswith("@prefix")


def package(tmp_path: Path, **more: Any) -> Path:
    document = {"CFDocument": {"title": "T", "identifier": "d"}, **more}
    file = tmp_path / "package.json"
    file.write_text(json.dumps(document), "utf-8")
    return file


def test_import_case_says_what_it_could_not_carry(tmp_path: Path) -> None:
    items = [{"identifier": "a", "fullStatement": "Words.", "colour": "red"}]
    result = run("import-case", package(tmp_path, CFItems=items), "--out", tmp_path / "draft.yaml")
    assert result.exit_code == 0
    assert "  field colour of the items (1): an edition has no place for it" in result.stdout.splitlines()


def test_import_case_writes_nothing_when_it_refuses(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    result = run("import-case", package(tmp_path), "--out", draft)
    assert (result.exit_code, draft.exists()) == (1, False)


def test_import_case_never_writes_over_a_file(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("mine", "utf-8")
    items = [{"identifier": "a", "fullStatement": "Words."}]
    assert run("import-case", package(tmp_path, CFItems=items), "--out", draft).exit_code == 2
    assert draft.read_text("utf-8") == "mine"
