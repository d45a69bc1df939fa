"""What a threshold asks for, part by part and in no language. Whoever shows it finds the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trigpoint.engine.frameworks.edition import Edition, Threshold
from trigpoint.engine.frameworks.texts import Text


class Ask(StrEnum):
    """The kinds of things that a threshold can ask for, in the order in which they are said."""

    AT_LEAST = "at_least"
    EVERYONE = "everyone"
    SHARE = "share"
    EACH = "each"
    BY = "by"
    MONTHS = "months"
    KINDS = "kinds"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked for. A `Text` has languages of its own; a str, such as "75%", is the same in all."""

    ask: Ask
    value: Text | str | int = ""


def parts_of(edition: Edition, threshold: Threshold) -> Iterator[Part]:
    """The parts of a threshold of `edition`; none for what it does not ask for."""
    if threshold.at_least is not None:
        yield Part(Ask.AT_LEAST, threshold.at_least)
    if threshold.share is not None:
        yield Part(Ask.SHARE, _share(threshold.share)) if threshold.share != 1 else Part(Ask.EVERYONE)
    if threshold.each is not None:
        yield Part(Ask.EACH, _title(edition, threshold.each))
    if threshold.by is not None:
        yield Part(Ask.BY, _title(edition, threshold.by))
    if threshold.months is not None:
        yield Part(Ask.MONTHS, threshold.months)
    if threshold.kinds:
        yield Part(Ask.KINDS, ", ".join(threshold.kinds).replace("_", " "))


def _share(share: Fraction) -> str:
    """Percent where that is exact, else the fraction: a third is not 33%."""
    percent = share * 100
    return f"{percent}%" if percent.denominator == 1 else str(share)


def _title(edition: Edition, item: str) -> Text | str:
    titles = {year.id: year.title for year in edition.years}
    titles |= {stage.id: stage.title for stage in edition.stages}
    return titles.get(item, item)
