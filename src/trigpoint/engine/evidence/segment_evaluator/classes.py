"""What SQL is asked of the classes: once for each class of rows, once for each class of pupils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.rule_model.windows import Window
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.encoding import Whole
from trigpoint.engine.evidence.sql_evaluator.plans import Plan, Table, leaves, plan
from trigpoint.engine.evidence.sql_evaluator.statements import group_column, joined
from trigpoint.engine.evidence.sql_evaluator.verdicts import Compiler

type Truth = tuple[NDArray[np.bool_], NDArray[np.bool_]]
"""By class: certainly true, and not certainly false."""
type Coverage = tuple[Window, tuple[str, ...]]


@dataclass(frozen=True)
class YearStatement:
    """A SELECT with one row for each class of pupils counted in a school year: the class, the groups it is in, and for
    each question 0, 1 or 2 (does not belong, not known, belongs), then 0 or 1 for each coverage."""

    year: int
    text: str
    questions: tuple[Question, ...]
    plans: tuple[Plan, ...]
    coverages: tuple[Coverage, ...]


def year_statements(
    questions: Iterable[Question], *, calendar: Calendar, by: Sequence[str]
) -> list[YearStatement]:
    """One statement for each school year that is looked at, over the tables `pupils` and `years` of classes."""
    by_year: dict[int, list[Question]] = defaultdict(list)
    for question in questions:
        by_year[question.view.year].append(question)
    return [_year_statement(year, asked, calendar, by) for year, asked in sorted(by_year.items())]


def _year_statement(
    year: int, asked: Sequence[Question], calendar: Calendar, by: Sequence[str]
) -> YearStatement:
    compiler = Compiler(year, calendar)
    plans = tuple(plan(question.rule.measure, year=year, calendar=calendar) for question in asked)
    coverages = tuple(dict.fromkeys((leaf.window, leaf.records) for each in plans for leaf in leaves(each)))
    belongs = [compiler.belongs(question.rule.population) for question in asked]
    covered = [compiler.covered(*coverage) for coverage in coverages]
    columns = [
        "t.pupil",
        *(group_column(attribute) for attribute in by),
        *(f"CASE WHEN NOT ({each}) THEN 0 WHEN {each} THEN 2 ELSE 1 END" for each in belongs),
        *(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in covered),
    ]
    years = f"years r JOIN years t ON t.institution = r.institution AND t.pupil = r.pupil AND t.year = {year}"
    text = (
        f"SELECT {', '.join(columns)}\nFROM years t "
        "JOIN pupils p ON p.institution = t.institution AND p.pupil = t.pupil"
        f"{joined('y', years, compiler.years.columns())}\nWHERE t.year = {year} AND t.counted"
    )
    return YearStatement(year, text, tuple(asked), plans, coverages)


def conditions(statements: Iterable[YearStatement], table: Table) -> list[str]:
    """The different conditions that are asked of rows of a table, in the order in which they first come up."""
    wanted: dict[str, None] = {}
    for statement in statements:
        for each in statement.plans:
            wanted |= {leaf.condition: None for leaf in leaves(each) if leaf.table is table}
    return list(wanted)


def truth_statement(asked: Sequence[str], table: str) -> str:
    """A SELECT over the classes of rows with two columns for each condition: certainly true, not certainly false."""
    columns = [
        text
        for condition in asked
        for text in (
            f"CASE WHEN {condition} THEN 1 ELSE 0 END",
            f"CASE WHEN NOT ({condition}) THEN 0 ELSE 1 END",
        )
    ]
    return f"SELECT {', '.join(columns)}\nFROM {table} r\nORDER BY r.class"


def read_truths(asked: Sequence[str], columns: Sequence[NDArray[np.generic]]) -> Mapping[str, Truth]:
    """The truths by condition, from the columns that `truth_statement` gave."""
    return {
        condition: (columns[2 * n].astype(np.bool_), columns[2 * n + 1].astype(np.bool_))
        for n, condition in enumerate(asked)
    }


@dataclass(frozen=True)
class PupilClasses:
    """What is known of every class of pupils in one school year.

    `counted`: in the roll of that year. `groups`: by attribute, the number of each class's group (-1 not known) and the
    groups' names. `belongs` by question and `covered` by coverage, by class.
    """

    counted: NDArray[np.bool_]
    groups: Mapping[str, tuple[Whole, Sequence[str]]]
    belongs: Sequence[NDArray[np.int8]]
    covered: Mapping[Coverage, NDArray[np.bool_]]


def read_pupil_classes(
    statement: YearStatement, columns: Sequence[NDArray[np.generic]], by: Sequence[str], size: int
) -> PupilClasses:
    """What a statement gave, laid out by number of class, `size` of them."""
    classes = columns[0].astype(np.int64)
    counted = np.zeros(size, dtype=np.bool_)
    counted[classes] = True

    def by_class(values: NDArray[np.generic], kind: type, empty: int) -> NDArray[np.generic]:
        whole: NDArray[np.generic] = np.full(size, empty, dtype=kind)
        whole[classes] = values.astype(kind)
        return whole

    groups = {}
    for attribute, column in zip(by, columns[1:], strict=False):
        names, numbers = _numbered(column)
        groups[attribute] = (by_class(numbers, np.int64, -1), names)
    rest = columns[1 + len(by) :]
    belongs = [by_class(each, np.int8, 0) for each in rest[: len(statement.questions)]]
    covered = {
        coverage: by_class(each, np.bool_, 0)
        for coverage, each in zip(statement.coverages, rest[len(statement.questions) :], strict=True)
    }
    return PupilClasses(counted, groups, belongs, covered)  # type: ignore[arg-type]


def _numbered(column: NDArray[np.generic]) -> tuple[list[str], Whole]:
    """The names in a column of words and the number of each row's name; None is -1."""
    names = sorted({str(each) for each in column.tolist() if each is not None})
    number = {name: n for n, name in enumerate(names)}
    return names, np.array(
        [-1 if each is None else number[str(each)] for each in column.tolist()], dtype=np.int64
    )
