"""Opens a CASE package, 1.0 or 1.1, as real systems write them: what is usable, and what is not as a list.

Numbers written as text, fields of other versions and targets outside the package are no reason to refuse.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isnan
from typing import Any, BinaryIO

from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.jobs.interchange.case.model import EXTENSION, QUESTION
from trigpoint.jobs.interchange.case.package import Item, NotCarried, Package, text_of

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. What is larger is no framework of benchmarks, and would take long to read."""
MOST_ITEMS = 5_000

LAST = inf

DOCUMENT_KEYS = {
    *("identifier", "uri", "title", "creator", "publisher", "description", "notes", "language", "version"),
    *("adoptionStatus", "statusStartDate", "statusEndDate", "officialSourceURL", "licenseURI", "caseVersion"),
    *("lastChangeDateTime", "CFPackageURI"),
}
ITEM_KEYS = {
    *("identifier", "uri", "fullStatement", "abbreviatedStatement", "humanCodingScheme", "notes", "language"),
    *("CFItemType", "CFItemTypeURI", "CFDocumentURI", "CFItemAssociationURI", "lastChangeDateTime"),
}


def read_package(name: str, stream: BinaryIO) -> Package:
    """The package in a file opened for bytes; `name` is for messages. BadContent when it is none that can be used."""
    data = _document(name, stream)
    left = _Left()
    document = data["CFDocument"]
    left.unknown_keys("document", document, DOCUMENT_KEYS)
    items = list(_items(name, data, left))
    placed = _Tree(name, document, items, data.get("CFAssociations") or [], left).placed()
    for key, noun in (("CFRubrics", "rubrics"), ("extensions", "extensions of the package")):
        if data.get(key):
            left.add(noun, "answer scales and credits are for whoever finishes the draft", len(data[key]))
    for key, found in _lists(data.get("CFDefinitions")):
        if key not in {"CFLicenses", "CFItemTypes"}:
            left.add(f"definitions in {key}", "an edition has no place for them", len(found))
    return Package(name, document, _licence(data), tuple(placed), left.listed())


@dataclass
class _Left:
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, what: str, why: str, count: int = 1) -> None:
        self.counts[what, why] += count

    def unknown_keys(self, noun: str, record: dict[str, Any], known: set[str]) -> None:
        for key in record:
            ours = key == "extensions" and isinstance(record[key], dict) and set(record[key]) == {EXTENSION}
            if key not in known and not ours:
                self.add(f"field {key} of the {noun}", "an edition has no place for it")

    def listed(self) -> tuple[NotCarried, ...]:
        return tuple(NotCarried(what, count, why) for (what, why), count in self.counts.items())


def refusal(name: str, where: str, wrong: str, instead: str, line: int = 0) -> BadContent:
    """A refusal with one problem."""
    return BadContent([Problem(name, line, where, wrong, instead)])


def _document(name: str, stream: BinaryIO) -> dict[str, Any]:
    raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        wrong = f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB, the most that is read."
        raise refusal(name, "", wrong, "Export a single framework, not a whole server.")
    again = "Export the framework again as CASE JSON (a CFPackage)."
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refusal(name, "", "the file is not text in UTF-8.", again) from None
    except json.JSONDecodeError as error:
        raise refusal(name, "", f"this is not JSON: {error.msg}.", again, error.lineno) from None
    except (RecursionError, ValueError):
        raise refusal(
            name, "", "the JSON is nested too deep, or holds a number too long to read.", again
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("CFDocument"), dict):
        raise refusal(name, "", "this is not a CASE package: it has no CFDocument.", again)
    if not text_of(data["CFDocument"], "title"):
        raise refusal(name, "CFDocument", "the framework has no title.", "Give it a title where it was made.")
    for key in ("CFItems", "CFAssociations"):
        if not isinstance(data.get(key) or [], list):
            raise refusal(name, key, "this must be a list.", again)
    return data


def _items(name: str, data: dict[str, Any], left: _Left) -> Iterator[Item]:
    seen: set[str] = set()
    if len(data.get("CFItems") or []) > MOST_ITEMS:
        wrong = f"the package holds {len(data['CFItems'])} items, more than the {MOST_ITEMS} that are read."
        raise refusal(name, "CFItems", wrong, "Export a part of the framework.")
    for record in data.get("CFItems") or []:
        if not isinstance(record, dict):
            left.add("entries of CFItems", "they are no items")
            continue
        identifier = text_of(record, "identifier")
        statement = text_of(record, "fullStatement") or text_of(record, "abbreviatedStatement")
        if not statement or not identifier or identifier in seen:
            left.add("items", "they lack a fullStatement or an identifier of their own")
            continue
        seen.add(identifier)
        left.unknown_keys("items", record, ITEM_KEYS)
        yield _item(identifier, statement, record)
    if not seen:
        wrong = "the package holds no items, so there is nothing to make benchmarks of."
        raise refusal(name, "CFItems", wrong, "Export the framework with its items.")


def _item(identifier: str, statement: str, record: dict[str, Any]) -> Item:
    extensions = record.get("extensions")
    return Item(
        identifier,
        statement,
        text_of(record, "abbreviatedStatement"),
        text_of(record, "humanCodingScheme"),
        text_of(record, "CFItemType"),
        text_of(record, "notes"),
        text_of(record, "language"),
        extensions if isinstance(extensions, dict) else {},
    )


@dataclass
class _Tree:
    """Finds the parent and the place of every item from the associations."""

    name: str
    document: dict[str, Any]
    items: Sequence[Item]
    associations: Sequence[Any]
    left: _Left
    parents: dict[str, str | None] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)
    related: dict[str, list[str]] = field(default_factory=dict)

    def placed(self) -> list[Item]:
        known = {item.identifier: item for item in self.items}
        for association in self.associations:
            self.read(association, known)
        cleared: set[str] = set()
        for item in self.items:
            self.refuse_cycle(item, known, cleared)
        in_order = sorted(self.items, key=lambda item: self.places.get(item.identifier, LAST))
        return [
            replace(
                item,
                parent=self.parents.get(item.identifier),
                also_about=tuple(self.related.get(item.identifier, ())),
            )
            for item in in_order
        ]

    def read(self, association: Any, known: dict[str, Item]) -> None:
        kind, origin, target = _ends(association)
        if origin not in known:
            self.left.add(
                f"associations of kind {kind}", "they start outside the package or at an unusable item"
            )
        elif kind == "isRelatedTo" and known[origin].kind == QUESTION and target in known:
            self.related.setdefault(origin, []).append(target)
        elif kind != "isChildOf":
            outside = "" if target in known else ", and the target lies outside the package"
            self.left.add(
                f"associations of kind {kind}", f"an edition keeps only what belongs to what{outside}"
            )
        elif target not in known and target != self.document.get("identifier"):
            self.left.add("places below an item outside the package", "the item stands at the top instead")
        elif origin in self.parents:
            self.left.add("second parents of an item", "the first one given is kept")
        else:
            self.parents[origin] = target if target in known else None
            self.places[origin] = _number(association.get("sequenceNumber"))

    def refuse_cycle(self, item: Item, known: dict[str, Item], cleared: set[str]) -> None:
        passed: dict[str, None] = {}  # a dict keeps the order and is quick to look in
        here: str | None = item.identifier
        while here is not None and here not in cleared:
            if here in passed:
                circle = list(passed)[list(passed).index(here) :]
                named = ", ".join(_name(known[identifier]) for identifier in circle)
                wrong = f"these items are children of each other in a circle: {named}."
                raise refusal(
                    self.name, "CFAssociations", wrong, "Take out one isChildOf association among them."
                )
            passed[here] = None
            here = self.parents.get(here)
        cleared.update(passed)


def _ends(association: Any) -> tuple[str, str, str]:
    if not isinstance(association, dict):
        return "unknown", "", ""
    nodes = [association.get(key) for key in ("originNodeURI", "destinationNodeURI")]
    origin, target = (text_of(node, "identifier") or "" if isinstance(node, dict) else "" for node in nodes)
    return text_of(association, "associationType") or "unknown", origin, target


def _name(item: Item) -> str:
    return f'"{item.code or item.short or item.statement[:60]}"'


def _number(value: Any) -> float:
    """A place in an order; real packages write the number as text. LAST when it is none."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return LAST
    return LAST if isnan(number) else number


def _licence(data: dict[str, Any]) -> str | None:
    for key, found in _lists(data.get("CFDefinitions")):
        if key == "CFLicenses" and found and isinstance(found[0], dict):
            return text_of(found[0], "licenseText") or text_of(found[0], "title")
    link = data["CFDocument"].get("licenseURI")
    return text_of(link, "title") if isinstance(link, dict) else None


def _lists(definitions: Any) -> Iterator[tuple[str, list[Any]]]:
    for key, found in definitions.items() if isinstance(definitions, dict) else ():
        if isinstance(found, list) and found:
            yield key, found
