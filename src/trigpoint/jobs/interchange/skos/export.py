"""An edition as a SKOS concept scheme: a concept per benchmark and criterion, labelled in every language it has.

Questions stay out: they are a way of asking, not a concept. Identifiers agree with the CASE export.
"""

from __future__ import annotations

from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL

from trigpoint.engine.frameworks.edition import Benchmark, Edition, Source
from trigpoint.engine.frameworks.texts import Clause, Text
from trigpoint.jobs.interchange.case.export import edition_identifier, item_identifier
from trigpoint.jobs.interchange.case.model import BENCHMARK, CRITERION
from trigpoint.jobs.interchange.identifiers import address, stable_id
from trigpoint.jobs.interchange.remarks import remarks_on

REMARKS_LANGUAGE = "en"


def export_edition(edition: Edition, *, base: str | None = None) -> str:
    """The scheme as Turtle text. `base` is the address that identifiers resolve below, if any does."""
    graph = new_graph()
    scheme = URIRef(address(edition_identifier(edition.id), base))
    _describe_scheme(graph, edition, scheme)
    for benchmark in edition.benchmarks:
        concept = concept_of(edition.id, BENCHMARK, benchmark.id, base)
        _add_concept(graph, edition, scheme, concept, benchmark, benchmark.id)
        label(graph, concept, SKOS.prefLabel, benchmark.title)
        label(graph, concept, SKOS.definition, benchmark.summary)
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
        _add_criteria(graph, edition, scheme, benchmark, concept, base)
    _add_domains(graph, edition, base)
    return graph.serialize(format="turtle")


def new_graph() -> Graph:
    """An empty graph with the prefixes that our exports use."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("owl", OWL)):
        graph.bind(prefix, namespace)
    return graph


def concept_of(edition_id: str, noun: str, item_id: str, base: str | None) -> URIRef:
    """The concept of a benchmark or criterion (`noun`) of an edition."""
    return URIRef(address(item_identifier(edition_id, noun, item_id), base))


def label(graph: Graph, subject: URIRef, predicate: URIRef, text: Text) -> None:
    """Says a text in every language it has."""
    for language, words in text.root.items():
        graph.add((subject, predicate, Literal(words, lang=language)))


def _describe_scheme(graph: Graph, edition: Edition, scheme: URIRef) -> None:
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    label(graph, scheme, SKOS.prefLabel, edition.title)
    label(graph, scheme, DCTERMS.title, edition.title)
    graph.add((scheme, SKOS.notation, Literal(edition.id)))
    graph.add((scheme, OWL.versionInfo, Literal(edition.version)))
    graph.add((scheme, DCTERMS.publisher, Literal(edition.publisher)))
    graph.add((scheme, DCTERMS.rights, Literal(edition.rights)))
    label(graph, scheme, SKOS.note, edition.policies.statement)
    if edition.note:
        label(graph, scheme, SKOS.note, edition.note)
    if edition.published_on:
        graph.add((scheme, DCTERMS.issued, Literal(edition.published_on)))
    for translation in edition.translations:
        reviewed = "reviewed" if translation.reviewed else "not yet reviewed"
        words = f"Translation into {translation.language} made by: {translation.made_by}, {reviewed}."
        graph.add((scheme, SKOS.editorialNote, Literal(words, lang=REMARKS_LANGUAGE)))
    for source in edition.sources.values():
        _add_source(graph, scheme, source)


def _add_criteria(
    graph: Graph, edition: Edition, scheme: URIRef, benchmark: Benchmark, above: URIRef, base: str | None
) -> None:
    for criterion in benchmark.criteria:
        concept = concept_of(edition.id, CRITERION, criterion.id, base)
        _add_concept(graph, edition, scheme, concept, criterion, criterion.id)
        label(graph, concept, SKOS.prefLabel, criterion.text)
        graph.add((concept, SKOS.broader, above))
        graph.add((above, SKOS.narrower, concept))


def _add_concept(
    graph: Graph, edition: Edition, scheme: URIRef, concept: URIRef, clause: Clause, notation: str
) -> None:
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.notation, Literal(notation)))
    remarks = remarks_on(edition, clause, REMARKS_LANGUAGE)
    graph.add((concept, SKOS.editorialNote, Literal(remarks, lang=REMARKS_LANGUAGE)))
    for key in clause.sources:
        _add_source(graph, concept, edition.sources[key])


def _add_source(graph: Graph, subject: URIRef, source: Source) -> None:
    """A source with an address is that page; one without is a thing of its own with a title."""
    if source.address:
        page: URIRef | BNode = URIRef(source.address)
    else:
        # named by its title, so that the same edition gives the same text every time
        page = BNode(f"source{stable_id('source', source.title).replace('-', '')}")
    graph.add((subject, DCTERMS.source, page))
    graph.add((page, DCTERMS.title, Literal(source.title)))


def _add_domains(graph: Graph, edition: Edition, base: str | None) -> None:
    for domain in edition.domains:
        collection = concept_of(edition.id, "Domain", domain.id, base)
        graph.add((collection, RDF.type, SKOS.Collection))
        label(graph, collection, SKOS.prefLabel, domain.title)
        for benchmark in edition.benchmarks:
            if benchmark.domain == domain.id:
                graph.add((collection, SKOS.member, concept_of(edition.id, BENCHMARK, benchmark.id, base)))
