"""Links between two editions in both formats."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from rdflib import OWL, RDF, SKOS, Graph

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.case.crosswalk_export import export_crosswalk as as_case
from trigpoint.jobs.interchange.case.export import item_identifier
from trigpoint.jobs.interchange.linked_items import End, Link, LinkedItems, look_up
from trigpoint.jobs.interchange.skos.crosswalk_export import export_crosswalk as as_skos
from trigpoint.jobs.interchange.skos.export import concept_of

OLD = End("old", "Criterion", "1.1", "Old words")
NEW = End("new", "Criterion", "1.a", "New words")
WIDE = End("new", "Benchmark", "1", "A benchmark")


def linked(*links: Link) -> LinkedItems:
    return LinkedItems("old-to-new", "From old to new", "en", "Status: inferred.", links)


@pytest.mark.parametrize(
    ("relation", "kind", "origin", "target"),
    [
        ("exactMatch", "exactMatchOf", OLD, NEW),
        ("closeMatch", "isRelatedTo", OLD, NEW),
        ("relatedMatch", "isRelatedTo", OLD, NEW),
        ("broadMatch", "isPartOf", OLD, NEW),  # the new one is broader
        ("narrowMatch", "isPartOf", NEW, OLD),  # the new one is narrower
    ],
)
def test_a_relation_becomes_the_nearest_association(
    relation: str, kind: str, origin: End, target: End
) -> None:
    package = as_case(linked(Link(OLD, relation, NEW, "Status: inferred.")))
    (association,) = package["CFAssociations"]
    assert association["associationType"] == kind
    assert association["originNodeURI"]["identifier"] == item_identifier(
        origin.edition, origin.noun, origin.item
    )
    assert association["destinationNodeURI"]["identifier"] == item_identifier(
        target.edition, target.noun, target.item
    )
    assert association["notes"] == f"{relation}. Status: inferred."


@pytest.mark.reference
def test_a_crosswalk_validates_against_the_official_schema(case_samples: Path) -> None:
    schema = json.loads((case_samples / "case-v1p1-cfpackage.official-schema.json").read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    package = as_case(linked(Link(OLD, "closeMatch", NEW, ""), Link(OLD, "broadMatch", WIDE, "Why.")))
    found = kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(json.loads(json.dumps(package)))
    assert [error.message for error in found] == []


def test_skos_keeps_the_relation_and_its_remarks() -> None:
    turtle = as_skos(linked(Link(OLD, "closeMatch", NEW, "Why."), Link(OLD, "broadMatch", WIDE, "")))
    graph = Graph().parse(data=turtle, format="turtle")
    old = concept_of("old", "Criterion", "1.1", None)
    assert list(graph.objects(old, SKOS.closeMatch)) == [concept_of("new", "Criterion", "1.a", None)]
    assert list(graph.objects(old, SKOS.broadMatch)) == [concept_of("new", "Benchmark", "1", None)]
    (axiom,) = graph.subjects(RDF.type, OWL.Axiom)
    assert [str(note) for note in graph.objects(axiom, SKOS.editorialNote)] == ["Why."]


def test_every_pair_of_a_link_of_many_to_many_is_looked_up(small_edition: Edition) -> None:
    note = {
        "from": ["1.1", "1.2"],
        "to": "1",
        "relation": "broadMatch",
        "status": "inferred",
        "note": "Wider.",
    }
    found = look_up("walk.yaml", {"id": "walk", "links": [note]}, small_edition, small_edition)
    assert [(link.origin.item, link.target.noun, link.remarks) for link in found.links] == [
        ("1.1", "Benchmark", "Status: inferred. Wider."),
        ("1.2", "Benchmark", "Status: inferred. Wider."),
    ]


def test_links_to_nothing_and_unknown_relations_are_refused(small_edition: Edition) -> None:
    links = [
        {"from": "1.1", "to": "9.9", "relation": "exactMatch"},
        {"from": "1.1", "to": "1.1", "relation": "sameAs"},
    ]
    with pytest.raises(BadContent) as caught:
        look_up("walk.yaml", {"id": "walk", "links": links}, small_edition, small_edition)
    assert [problem.wrong for problem in caught.value.problems] == [
        'the edition small-2024 has no benchmark or criterion "9.9".',
        '"sameAs" is not a relation.',
    ]
