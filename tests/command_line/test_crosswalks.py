"""`trigpoint crosswalks`, as somebody at a terminal uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from trigpoint.commands import main
from trigpoint.jobs.storage.packaged_content import register

CROSSWALKS = [entry.id for entry in register().crosswalks]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["crosswalks", *arguments])


def test_list_names_every_crosswalk_of_the_register() -> None:
    assert [row["id"] for row in json.loads(run("list", "--json").stdout)["crosswalks"]] == CROSSWALKS


def test_export_of_a_crosswalk_that_is_not_there_is_wrong_use() -> None:
    result = run("export", "nope", "--format", "case")
    assert (result.exit_code, 'there is no crosswalk "nope"' in result.stderr) == (2, True)


@pytest.mark.reference
@pytest.mark.parametrize("crosswalk_id", CROSSWALKS)
def test_a_packaged_crosswalk_validates_against_the_official_schema(
    crosswalk_id: str, case_errors: Callable[[Any], list[str]]
) -> None:
    package = json.loads(run("export", crosswalk_id, "--format", "case").stdout)
    assert case_errors(package) == []


@pytest.mark.parametrize("crosswalk_id", CROSSWALKS)
def test_a_packaged_crosswalk_keeps_every_relation_in_skos(crosswalk_id: str) -> None:
    rows = json.loads(run("list", "--json").stdout)["crosswalks"]
    (links,) = [row["links"] for row in rows if row["id"] == crosswalk_id]
    graph = Graph().parse(data=run("export", crosswalk_id, "--format", "skos").stdout, format="turtle")
    found = [str(predicate).rpartition("#")[2] for predicate in graph.predicates(unique=False)]
    assert {relation: found.count(relation) for relation in links} == links
