"""Links between two editions in both formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import OWL, RDF, SKOS, Graph

from trigpoint.engine.crosswalk.links import Relation
from trigpoint.engine.crosswalk.reading import read_crosswalk
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
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
    package = as_case(linked(Link(OLD, Relation(relation), NEW, "Status: inferred.")))
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
def test_a_crosswalk_validates_against_the_official_schema(case_errors: Callable[[Any], list[str]]) -> None:
    links = (Link(OLD, Relation.CLOSE, NEW, ""), Link(OLD, Relation.BROAD, WIDE, "Why."))
    assert case_errors(as_case(linked(*links))) == []


def test_skos_keeps_the_relation_and_its_remarks() -> None:
    turtle = as_skos(linked(Link(OLD, Relation.CLOSE, NEW, "Why."), Link(OLD, Relation.BROAD, WIDE, "")))
    graph = Graph().parse(data=turtle, format="turtle")
    old = concept_of("old", "Criterion", "1.1", None)
    assert list(graph.objects(old, SKOS.closeMatch)) == [concept_of("new", "Criterion", "1.a", None)]
    assert list(graph.objects(old, SKOS.broadMatch)) == [concept_of("new", "Benchmark", "1", None)]
    (axiom,) = graph.subjects(RDF.type, OWL.Axiom)
    assert [str(note) for note in graph.objects(axiom, SKOS.editorialNote)] == ["Why."]


WALK = """
id: walk
from: small-2024
to: small-2024
title: {en: A walk, cy: Taith}
status: inferred
sources_used:
  S1: {title: A page, address: "https://example.org/page"}
links:
  - {from: "1.1", to: "1", relation: broadMatch, evidence: partly, status: sourced, sources: [S1], note: Wider.}
  - {from: "1.2", to: "1.2", relation: exactMatch, evidence: reusable, status: inferred}
"""


def test_both_ends_of_a_link_are_looked_up_and_its_remarks_spelt(small_edition: Edition) -> None:
    walk = read_crosswalk(FileText("walk.yaml", WALK), small_edition, small_edition)
    found = look_up(walk, small_edition, small_edition)
    assert (found.crosswalk, found.title, found.language, found.remarks) == (
        "walk",
        "A walk",
        "en",
        "Status: inferred.",
    )
    assert found.links == (
        Link(
            End("small-2024", "Criterion", "1.1", "It is written down."),
            Relation.BROAD,
            End("small-2024", "Benchmark", "1", "A programme"),
            "Status: sourced. Source: A page, https://example.org/page. "
            "Evidence that can be used again: partly. Wider.",
        ),
        Link(
            End("small-2024", "Criterion", "1.2", "Everyone takes part."),
            Relation.EXACT,
            End("small-2024", "Criterion", "1.2", "Everyone takes part."),
            "Status: inferred. Evidence that can be used again: reusable.",
        ),
    )


def test_links_to_nothing_and_unknown_sources_are_refused_by_the_reader(small_edition: Edition) -> None:
    text = WALK.replace('from: "1.1"', 'from: "9.9"').replace("[S1]", "[S2]")
    with pytest.raises(BadContent) as caught:
        read_crosswalk(FileText("walk.yaml", text), small_edition, small_edition)
    assert [(problem.line, problem.wrong) for problem in caught.value.problems] == [
        (10, 'small-2024 has no benchmark or criterion "9.9".'),
        (10, 'there is no source "S2".'),
    ]
