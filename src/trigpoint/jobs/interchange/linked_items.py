"""A crosswalk with its ends looked up in both editions, as every format needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
