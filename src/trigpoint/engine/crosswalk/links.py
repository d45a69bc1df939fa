"""A crosswalk as frozen values: links between criteria, and the few answers that mean the same in both editions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field

from trigpoint.engine.frameworks.edition import Id, Source
from trigpoint.engine.frameworks.texts import Clause, Text


class Relation(StrEnum):
    """SKOS mapping relations, read from the first edition to the second: `broadMatch` means the second is broader."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    BROAD = "broadMatch"
    NARROW = "narrowMatch"
    RELATED = "relatedMatch"


class Reuse(StrEnum):
    """What evidence gathered for the one can be used again for the other."""

    REUSABLE = "reusable"
    PARTLY = "partly"
    NEW = "new"


class _Linked(Clause):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Link(_Linked):
    """One criterion or benchmark of each edition, and how they relate. Never a lookup of score to score."""

    origin: Id = Field(alias="from")
    target: Id = Field(alias="to")
    relation: Relation
    evidence: Reuse


class AnswerLink(_Linked):
    """An answer that may be carried, because the old one means the new one or implies it.

    `answers` gives the new value for each old one that carries; old values that are not named do not.
    """

    origin: Id = Field(alias="from")
    line: Id | None = None
    target: Id = Field(alias="to")
    to_line: Id | None = None
    answers: Mapping[str, str]


class Unmatched(_Linked):
    """A benchmark or criterion of one side without a counterpart on the other; the note says why."""

    edition: Literal["from", "to"]
    id: Id


class Crosswalk(_Linked):
    id: Id
    origin: Id = Field(alias="from")
    target: Id = Field(alias="to")
    title: Text
    language: str = "en"
    sources_used: Mapping[str, Source] = {}
    links: tuple[Link, ...]
    questions: tuple[AnswerLink, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
