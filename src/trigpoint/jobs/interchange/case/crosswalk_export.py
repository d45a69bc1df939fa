"""A crosswalk as a CASE 1.1 package: associations between the items of two exported editions.

CASE knows fewer relations than SKOS: a close and a related match both become isRelatedTo, and the
narrower item isPartOf the broader. The SKOS relation stays in the notes and in the extension.
"""

from __future__ import annotations

from datetime import datetime

from trigpoint.jobs.interchange.case.export import item_identifier
from trigpoint.jobs.interchange.case.model import UNDATED, VERSION, Pen, Record, extension
from trigpoint.jobs.interchange.identifiers import stable_id
from trigpoint.jobs.interchange.linked_items import End, Link, LinkedItems

CREATOR = "Trigpoint"
KINDS = {
    "exactMatch": "exactMatchOf",
    "closeMatch": "isRelatedTo",
    "broadMatch": "isPartOf",
    "narrowMatch": "isPartOf",
    "relatedMatch": "isRelatedTo",
}


def export_crosswalk(
    linked: LinkedItems, *, changed_at: datetime = UNDATED, base: str | None = None
) -> Record:
    """The package, ready for JSON. Its ends have the identifiers of the editions' own exports."""
    pen = Pen(changed_at, base)
    document = pen.record(
        stable_id("crosswalk", linked.crosswalk),
        caseVersion=VERSION,
        title=linked.title,
        creator=CREATOR,
        language=linked.language,
        notes=linked.remarks,
        extensions=extension(crosswalk=linked.crosswalk),
    )
    return {
        "CFDocument": document,
        "CFAssociations": [_association(pen, linked, link) for link in linked.links],
    }


def _association(pen: Pen, linked: LinkedItems, link: Link) -> Record:
    origin, target = _link(pen, link.origin), _link(pen, link.target)
    identifier = stable_id(
        "crosswalk", linked.crosswalk, origin["identifier"], link.relation, target["identifier"]
    )
    if link.relation == "narrowMatch":
        origin, target = target, origin  # the target is the narrower one, so it is part of the origin
    return pen.association(
        identifier,
        KINDS[link.relation],
        origin,
        target,
        notes=f"{link.relation}. {link.remarks}".strip(),
        extensions=extension(relation=link.relation),
    )


def _link(pen: Pen, end: End) -> Record:
    return pen.link(item_identifier(end.edition, end.noun, end.item), end.title)
