"""The Turtle we write, read back by a parser."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.interchange.case.export import edition_identifier
from trigpoint.jobs.interchange.skos.export import concept_of, export_edition
from trigpoint.jobs.storage.packaged_content import packaged_edition, register


def parsed(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def count(graph: Graph, predicate: URIRef) -> int:
    return sum(1 for _ in graph.triples((None, predicate, None)))


@pytest.mark.parametrize("edition_id", [entry.id for entry in register().editions])
def test_a_packaged_edition_keeps_every_label_and_relation(edition_id: str) -> None:
    edition = packaged_edition(edition_id)
    graph = parsed(export_edition(edition))
    criteria = [criterion for benchmark in edition.benchmarks for criterion in benchmark.criteria]
    texts = [benchmark.title for benchmark in edition.benchmarks] + [criterion.text for criterion in criteria]
    labels = {
        label
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        for label in [(concept, found) for found in graph.objects(concept, SKOS.prefLabel)]
    }
    assert len(labels) == sum(len(text.root) for text in texts)
    assert (count(graph, SKOS.topConceptOf), count(graph, SKOS.broader)) == (
        len(edition.benchmarks),
        len(criteria),
    )
    assert count(graph, SKOS.narrower) == len(criteria)


def test_labels_carry_their_language(small_edition: Edition) -> None:
    graph = parsed(export_edition(small_edition))
    concept = concept_of("small-2024", "Criterion", "1.1", None)
    assert set(graph.objects(concept, SKOS.prefLabel)) == {
        Literal("It is written down.", lang="en"),
        Literal("Mae ar bapur.", lang="cy"),
    }


def test_a_concept_says_status_and_sources(small_edition: Edition) -> None:
    graph = parsed(export_edition(small_edition))
    benchmark = concept_of("small-2024", "Benchmark", "1", None)
    criterion = concept_of("small-2024", "Criterion", "1.2", None)
    assert list(graph.objects(benchmark, DCTERMS.source)) == [URIRef("https://example.org/page")]
    remark = "Status: from memory. Evidence: counted. Asks for: at least 1, for 75% of people, by the end of Year 7."
    assert list(graph.objects(criterion, SKOS.editorialNote)) == [Literal(remark, lang="en")]


def test_a_domain_collects_its_benchmarks(small_edition: Edition) -> None:
    graph = parsed(export_edition(small_edition))
    (collection,) = graph.subjects(RDF.type, SKOS.Collection)
    assert list(graph.objects(collection, SKOS.member)) == [concept_of("small-2024", "Benchmark", "1", None)]


def test_identifiers_stand_below_the_base_and_agree_with_case(small_edition: Edition) -> None:
    graph = parsed(export_edition(small_edition, base="https://hub.example/ids/"))
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert scheme == URIRef(f"https://hub.example/ids/{edition_identifier('small-2024')}")


def test_two_exports_are_the_same_text(small_edition: Edition) -> None:
    assert export_edition(small_edition) == export_edition(small_edition)
