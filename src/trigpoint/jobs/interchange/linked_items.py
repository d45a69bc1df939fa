"""A crosswalk with its ends looked up in both editions, as every format needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.jobs.interchange.case.model import BENCHMARK, CRITERION
from trigpoint.jobs.interchange.remarks import STATUS_WORDS

Relation = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]


@dataclass(frozen=True)
class End:
    """A benchmark or criterion (`noun`, as the exports of editions call it) at one end of a link."""

    edition: str
    noun: str
    item: str
    title: str


@dataclass(frozen=True)
class Link:
    """One typed link. `remarks` are its note, status and sources as sentences."""

    origin: End
    relation: Relation
    target: End
    remarks: str


@dataclass(frozen=True)
class LinkedItems:
    """All links of a crosswalk, in the order of its file."""

    crosswalk: str
    title: str
    language: str
    remarks: str
    links: tuple[Link, ...]


def look_up(name: str, data: dict[str, Any], origin: Edition, target: Edition) -> LinkedItems:
    """The links of a crosswalk file, given as plain data, with both ends found in their editions.

    A side of a link may name one item or several; every pair becomes a link of its own. BadContent,
    naming the file `name`, when an id is in neither benchmarks nor criteria or a relation is not one of SKOS.
    """
    problems: list[Problem] = []
    links: list[Link] = []
    for number, given in enumerate(data.get("links", []), start=1):
        where = f"links {number}"
        if given.get("relation") not in get_args(Relation):
            wrong = f'"{given.get("relation")}" is not a relation.'
            problems.append(Problem(name, 0, where, wrong, f"Write one of: {', '.join(get_args(Relation))}."))
            continue
        starts = _ends(name, f"{where} > from", origin, given.get("from"), problems)
        stops = _ends(name, f"{where} > to", target, given.get("to"), problems)
        links += [Link(start, given["relation"], end, _remarks(given)) for start in starts for end in stops]
    if problems:
        raise BadContent(problems)
    title = _words(data.get("title")) or f"{origin.title} > {target.title}"
    return LinkedItems(str(data["id"]), title, str(data.get("language", "en")), _remarks(data), tuple(links))


def _ends(name: str, where: str, edition: Edition, given: Any, problems: list[Problem]) -> list[End]:
    ends = []
    for item in given if isinstance(given, list) else [given]:
        end = _end(edition, str(item))
        if end is None:
            wrong = f'the edition {edition.id} has no benchmark or criterion "{item}".'
            problems.append(Problem(name, 0, where, wrong, "Write an id that is in its file."))
        else:
            ends.append(end)
    return ends


def _end(edition: Edition, item: str) -> End | None:
    for benchmark in edition.benchmarks:
        for criterion in benchmark.criteria:
            if criterion.id == item:
                return End(edition.id, CRITERION, item, str(criterion.text))
    found = next((benchmark for benchmark in edition.benchmarks if benchmark.id == item), None)
    return End(edition.id, BENCHMARK, item, str(found.title)) if found else None


def _words(value: Any) -> str:
    """A text of a file in its first language: plain, or by language."""
    return str(next(iter(value.values()))) if isinstance(value, dict) else str(value or "")


def _remarks(given: dict[str, Any]) -> str:
    said = []
    if given.get("status"):
        said.append(f"Status: {STATUS_WORDS.get(given['status'], given['status'])}.")
    if given.get("evidence"):
        said.append(f"Evidence that can be used again: {_words(given['evidence'])}.")
    if given.get("note"):
        said.append(_words(given["note"]))
    return " ".join(said)
