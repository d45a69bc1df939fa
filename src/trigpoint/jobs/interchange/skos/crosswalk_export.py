"""A crosswalk as SKOS mapping relations between the concepts of two exported editions."""

from __future__ import annotations

from rdflib import RDF, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL

from trigpoint.jobs.interchange.identifiers import address, stable_id
from trigpoint.jobs.interchange.linked_items import LinkedItems
from trigpoint.jobs.interchange.skos.export import REMARKS_LANGUAGE, concept_of, new_graph

RELATIONS: dict[str, URIRef] = {
    "exactMatch": SKOS.exactMatch,
    "closeMatch": SKOS.closeMatch,
    "broadMatch": SKOS.broadMatch,
    "narrowMatch": SKOS.narrowMatch,
    "relatedMatch": SKOS.relatedMatch,
}


def export_crosswalk(linked: LinkedItems, *, base: str | None = None) -> str:
    """The relations as Turtle text. Remarks stand on an OWL annotation of each relation, for SKOS has no place."""
    graph = new_graph()
    whole = URIRef(address(stable_id("crosswalk", linked.crosswalk), base))
    graph.add((whole, DCTERMS.title, Literal(linked.title, lang=linked.language)))
    graph.add((whole, DCTERMS.identifier, Literal(linked.crosswalk)))
    if linked.remarks:
        graph.add((whole, SKOS.editorialNote, Literal(linked.remarks, lang=REMARKS_LANGUAGE)))
    for link in linked.links:
        origin = concept_of(link.origin.edition, link.origin.noun, link.origin.item, base)
        target = concept_of(link.target.edition, link.target.noun, link.target.item, base)
        relation = RELATIONS[link.relation]
        graph.add((origin, relation, target))
        if link.remarks:
            axiom = URIRef(
                address(stable_id("relation", str(whole), str(origin), link.relation, str(target)), base)
            )
            graph.add((axiom, RDF.type, OWL.Axiom))
            graph.add((axiom, OWL.annotatedSource, origin))
            graph.add((axiom, OWL.annotatedProperty, relation))
            graph.add((axiom, OWL.annotatedTarget, target))
            graph.add((axiom, SKOS.editorialNote, Literal(link.remarks, lang=REMARKS_LANGUAGE)))
    return graph.serialize(format="turtle")
