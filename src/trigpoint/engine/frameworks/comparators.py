"""Published figures beside which a standing may be seen, each with its year, source and how sure we are of it."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.scales import Exact
from trigpoint.engine.frameworks.texts import Frozen
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all
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


class _Comparator(Frozen):
    id: str
    title: str
    editions: tuple[str, ...]


class Shares(_Comparator):
    kind: Literal["shares"]
    rows: tuple[ShareRow, ...]


class Figures(_Comparator):
    kind: Literal["figures"]
    rows: tuple[FigureRow, ...]


class Scores(_Comparator):
    kind: Literal["scores"]
    rows: tuple[ScoreRow, ...]


type Comparator = Shares | Figures | Scores

_KINDS: dict[str, type[Shares] | type[Figures] | type[Scores]] = {
    "shares": Shares,
    "figures": Figures,
    "scores": Scores,
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
