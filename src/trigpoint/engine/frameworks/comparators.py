"""Published figures beside which a standing may be seen, each with its year, source and how sure we are of it.

Figures about benchmarks name the editions they speak of. Outcomes of young people and counts of pupils name none.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.scales import Exact
from trigpoint.engine.frameworks.texts import Frozen
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all
from trigpoint.engine.statistics.destinations import Destinations, Outcome
from trigpoint.engine.statistics.neet import NeetRates
from trigpoint.engine.vocabulary.standings import Provenance


class _Row(Frozen):
    status: Provenance
    address: str
    remark: str = ""


class ShareRow(_Row):
    """Percent of institutions in each state of a benchmark in a year; None where a state was not published."""

    year: str
    population: str
    benchmark: str
    achieved: Exact
    partly: Exact | None = None
    not_achieved: Exact | None = None


class FigureRow(_Row):
    """One published figure: a count, a mean or a percentage, as `measure` says, over `n` if that is known."""

    when: str
    of: str
    measure: str
    value: Exact
    n: int | None = None


class ScoreRow(_Row):
    """A score from 0 to 100 that a school publishes for a benchmark and a period."""

    school: str
    period: str
    benchmark: str
    score: int


class NeetRow(Frozen):
    """An area in a year: cohort in people, rates in percent. None was not published."""

    status: Provenance = Provenance.SOURCED
    year: str
    level: Literal["nation", "region", "area"]
    region: str = ""
    area: str = ""
    code: str = ""
    cohort: Exact | None
    either: Exact | None
    neet: Exact | None
    not_known: Exact | None

    @property
    def rates(self) -> NeetRates:
        return NeetRates(self.cohort, self.neet, self.not_known, self.either)


type Printed = Exact | Literal["low"] | None
"""A percentage as printed: low is above nought, too little to be printed in its last place; None was withheld."""


class PrintedShares(Frozen):
    """Percentages of a cohort, as printed beside the numbers."""

    sustained: Printed
    education: Printed
    apprenticeship: Printed
    employment: Printed
    not_sustained: Printed
    not_known: Printed


class DestinationRow(Frozen):
    """A cohort of leavers in people, with the sum and the percentages printed beside them. None was withheld."""

    status: Provenance = Provenance.SOURCED
    leaving_year: str
    version: str  # such as revised or provisional
    institutions: str
    topic: str = "Total"
    group: str = "Total"
    cohort: int
    sustained: int | None
    education: int | None
    apprenticeship: int | None
    employment: int | None
    not_sustained: int | None
    not_known: int | None
    printed: PrintedShares

    @property
    def destinations(self) -> Destinations:
        return Destinations(self.cohort, {outcome: getattr(self, outcome.value) for outcome in Outcome})


class HeadcountRow(Frozen):
    """Institutions of a kind in an area, and their pupils. No number of institutions: only pupils were published."""

    status: Provenance
    area: str
    kind: str
    institutions: int | None
    pupils: int


class _Comparator(Frozen):
    id: str
    title: str
    editions: tuple[str, ...]


class _Table(_Comparator):
    """A table from one release: figures of several releases never stand in one, methods change between them."""

    address: str
    release: str
    remark: str = ""


class Shares(_Comparator):
    kind: Literal["shares"]
    rows: tuple[ShareRow, ...]


class Figures(_Comparator):
    kind: Literal["figures"]
    rows: tuple[FigureRow, ...]


class Scores(_Comparator):
    kind: Literal["scores"]
    rows: tuple[ScoreRow, ...]


class NeetTable(_Table):
    kind: Literal["neet"]
    rows: tuple[NeetRow, ...]


class DestinationTable(_Table):
    kind: Literal["destinations"]
    rows: tuple[DestinationRow, ...]


class HeadcountTable(_Table):
    kind: Literal["headcounts"]
    rows: tuple[HeadcountRow, ...]


type Comparator = Shares | Figures | Scores | NeetTable | DestinationTable | HeadcountTable

_KINDS: dict[str, type[Comparator]] = {
    "shares": Shares,
    "figures": Figures,
    "scores": Scores,
    "neet": NeetTable,
    "destinations": DestinationTable,
    "headcounts": HeadcountTable,
}


def read_comparator(file: FileText) -> Comparator:
    """The published figures of a file. BadContent, with every mistake, if they cannot be read."""
    layer = read_layer(file.text, file.name)
    kind = _KINDS.get(str(layer.data.get("kind")))
    if kind is None:
        path, line = layer.place(("kind",))
        wrong = f'"{layer.data.get("kind")}" is not a kind of published figures.'
        raise BadContent([Problem(path, line, "kind", wrong, f"Write one of: {', '.join(_KINDS)}.")])
    try:
        return kind.model_validate(layer.data)
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, kind)) from None


def shares_of_newest_year(shares: Shares) -> tuple[ShareRow, ...]:
    """The rows of the last year whose figures were published first hand, in the order of the benchmarks."""
    sourced = [row for row in shares.rows if row.status is Provenance.SOURCED]
    newest = max(row.year for row in sourced)
    return tuple(row for row in sourced if row.year == newest)
