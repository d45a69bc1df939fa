"""Reads a register from end to end: how many rows, what is wrong with them, and the good ones to whoever wants them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trigpoint.engine.registers.rows import RegisterRow, RowProblem, SuccessionRow, TypeRow
from trigpoint.engine.vocabulary.mistakes import Mistake
from trigpoint.jobs.interchange.mistakes import RowMistake, say, shown
from trigpoint.jobs.interchange.registers.layout import Item, PassedOver, Row
from trigpoint.jobs.interchange.registers.opening import KIND_FILES, RegisterFile, kind_rules

PROBLEMS_KEPT = 1000
EVERY = 1000  # rows between two words of progress


@dataclass
class Tally:
    """What a file holds. `problems` are the first thousand; `problems_total` counts all."""

    file: str
    layout: str
    title: str
    jurisdiction: str
    as_of: date
    encoding: str
    read: int = 0
    refused: int = 0
    institutions: int = 0
    successions: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    problems: list[RowProblem] = field(default_factory=list)
    problems_total: int = 0

    @property
    def kept(self) -> int:
        return self.read - self.refused - self.passed_over.total()

    def spell(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "file": self.file,
            "layout": self.layout,
            "as_of": self.as_of.isoformat(),
            "encoding": self.encoding,
            "rows": {"read": self.read, "kept": self.kept, "refused": self.refused},
            "passed_over": dict(sorted(self.passed_over.items())),
            "institutions": self.institutions,
            "successions": self.successions,
            "kinds": {kind or "not known": count for kind, count in sorted(self.kinds.items())},
            "problems_total": self.problems_total,
            "problems": [spell_problem(problem) for problem in self.problems],
        }


def spell_problem(problem: RowProblem) -> dict[str, Any]:
    """A problem as plain data for JSON: in English, and as the code and values that other languages need."""
    return spell_mistake(problem.mistake) | {
        "row": problem.row,
        "field": problem.field,
        "refused": problem.refused,
    }


def spell_mistake(mistake: Mistake) -> dict[str, Any]:
    """A mistake as plain data for JSON, in English and as its code with values."""
    wrong, instead = say(mistake)
    return {"code": str(mistake.code), "values": dict(mistake.values), "wrong": wrong, "instead": instead}


def say_problem(problem: RowProblem) -> str:
    """A problem as one English line."""
    where = f"row {problem.row}, {problem.field}" if problem.field else f"row {problem.row}"
    return f"{where}: {' '.join(say(problem.mistake))}"


def read_through(
    register: RegisterFile,
    keep: Callable[[Row], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Tally:
    """Reads every row of a register; good ones go to `keep`. Raises BadContent if the file turns out torn."""
    tally = Tally(
        register.name,
        register.layout.id,
        register.layout.title,
        register.layout.jurisdiction,
        register.as_of,
        register.encoding,
    )
    for item in _told(register.items, register, progress):
        match item:
            case RowProblem():
                tally.problems_total += 1
                tally.refused += item.refused
                if len(tally.problems) < PROBLEMS_KEPT:
                    tally.problems.append(item)
            case PassedOver():
                tally.passed_over[item.reason] += 1
            case _:
                _count(tally, item)
                if keep:
                    keep(item)
    tally.read = register.counted.rows
    return tally


def _told(
    items: Iterator[Item], register: RegisterFile, progress: Callable[[int], None] | None
) -> Iterator[Item]:
    told = 0
    for item in items:
        if progress and register.counted.rows - told >= EVERY:
            told = register.counted.rows
            progress(told)
        yield item
    if progress:
        progress(register.counted.rows)


def _count(tally: Tally, item: Row) -> None:
    match item:
        case RegisterRow():
            tally.institutions += 1
            tally.kinds[kind_rules(tally.jurisdiction).kind(item.facts)] += 1
        case SuccessionRow():
            tally.successions += 1
        case TypeRow():
            if kind_rules(tally.jurisdiction).class_of(item.name, item.further_education_type) is None:
                values = {"type": shown(item.name), "file": KIND_FILES[tally.jurisdiction]}
                wrong = Mistake(RowMistake.UNKNOWN_TYPE, values)
                tally.problems.append(RowProblem(0, "type-of-establishment-name", wrong, refused=False))
                tally.problems_total += 1
