"""A crosswalk with its ends looked up in both editions, as every format needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trigpoint.engine.crosswalk.links import Crosswalk, Relation
from trigpoint.engine.crosswalk.links import Link as CrosswalkLink
from trigpoint.engine.frameworks.edition import Edition, Source
from trigpoint.engine.frameworks.texts import Clause
from trigpoint.jobs.interchange.case.model import BENCHMARK, CRITERION
from trigpoint.jobs.interchange.remarks import STATUS_WORDS, spell_source


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


def look_up(crosswalk: Crosswalk, origin: Edition, target: Edition) -> LinkedItems:
    """The links of a crosswalk with both ends found in the editions that it was held against when it was read."""
    return LinkedItems(
        crosswalk.id,
        str(crosswalk.title),
        crosswalk.language,
        _remarks(crosswalk, crosswalk.sources_used),
        tuple(
            Link(
                _end(origin, link.origin),
                link.relation,
                _end(target, link.target),
                _remarks(link, crosswalk.sources_used),
            )
            for link in crosswalk.links
        ),
    )


def _end(edition: Edition, item: str) -> End:
    for benchmark in edition.benchmarks:
        if benchmark.id == item:
            return End(edition.id, BENCHMARK, item, str(benchmark.title))
        for criterion in benchmark.criteria:
            if criterion.id == item:
                return End(edition.id, CRITERION, item, str(criterion.text))
    raise KeyError(item)


def _remarks(clause: Clause, sources: Mapping[str, Source]) -> str:
    said = [f"Status: {STATUS_WORDS[clause.status]}."]
    said += [f"Source: {spell_source(sources[key])}." for key in clause.sources]
    if isinstance(clause, CrosswalkLink):
        said.append(f"Evidence that can be used again: {clause.evidence}.")
    if clause.note:
        said.append(str(clause.note))
    return " ".join(said)
