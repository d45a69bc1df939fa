"""The statements that turn prepared tables into verdicts by pupil and counts by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trigpoint.engine.datasets.columns import Type
from trigpoint.engine.evidence.outcomes import Cell, Cells, Counts
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.rule_model.attributes import PUPIL_ATTRIBUTES
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.verdicts import MET, NOT_KNOWN, NOT_MET, Compiler


@dataclass(frozen=True)
class Statement:
    """A SELECT with one row for each pupil counted in a school year: institution, pupil, the attributes that counts are
    broken down by, and one column of verdicts for each question, in order."""

    text: str
    questions: tuple[Question, ...]


def statements(questions: Iterable[Question], *, calendar: Calendar, by: Sequence[str]) -> list[Statement]:
    """One statement for each school year that is looked at, over the tables `years`, `pupils`, `encounters` and
    `destinations` as `prepared` describes them."""
    by_year: dict[int, list[Question]] = defaultdict(list)
    for question in questions:
        by_year[question.view.year].append(question)
    return [_statement(year, tuple(asked), calendar, by) for year, asked in sorted(by_year.items())]


def _statement(year: int, asked: tuple[Question, ...], calendar: Calendar, by: Sequence[str]) -> Statement:
    compiler = Compiler(year, calendar)
    verdicts = [compiler.verdict(question.rule) for question in asked]
    columns = [f"{group_column(attribute)} AS by_{attribute}" for attribute in by]
    columns += [f"{verdict} AS v{number}" for number, verdict in enumerate(verdicts)]
    joins = [
        joined("e", "encounters r", compiler.encounters.columns()),
        joined("d", "destinations r", compiler.destinations.columns()),
        *(joined(each.letter, each.table(), each.columns()) for each in compiler.different.values()),
        joined(
            "y",
            f"years r JOIN years t ON t.institution = r.institution AND t.pupil = r.pupil AND t.year = {year}",
            compiler.years.columns(),
        ),
    ]
    select = ",\n  ".join(["t.institution", "t.pupil", *columns])
    text = (
        f"SELECT {select}\nFROM years t\nJOIN pupils p ON p.institution = t.institution AND p.pupil = t.pupil"
        f"{''.join(joins)}\nWHERE t.year = {year} AND t.counted"
    )
    return Statement(text, asked)


def joined(letter: str, table: str, columns: str) -> str:
    """A join of one pupil's features of a table; nothing where none are asked for."""
    if not columns:
        return ""
    return (
        f"\nLEFT JOIN (SELECT r.institution, r.pupil{columns}\n  FROM {table}\n"
        f"  GROUP BY r.institution, r.pupil) {letter}"
        f" ON {letter}.institution = t.institution AND {letter}.pupil = t.pupil"
    )


def group_column(by: str) -> str:
    """The group of a pupil as a word; NULL where it is not known."""
    if by == "year_group":
        return "t.year_group"
    if PUPIL_ATTRIBUTES[by].type is Type.YES_NO:
        return f"CASE WHEN p.{by} THEN 'yes' WHEN NOT p.{by} THEN 'no' END"
    return f"p.{by}"


def count_statement(table: str, statement: Statement, by: str = "") -> str:
    """Counts the verdicts of one school year by institution, and by an attribute besides."""
    value = f"by_{by}" if by else "''"
    sums = "".join(
        f",\n  SUM(CASE WHEN v{number} = {verdict} THEN 1 ELSE 0 END)"
        for number in range(len(statement.questions))
        for verdict in (MET, NOT_MET, NOT_KNOWN)
    )
    return (
        f"SELECT institution, {value}{sums}\nFROM {table}\nGROUP BY institution{f', by_{by}' if by else ''}"
    )


def read_counts(rows: Iterable[Sequence[object]], statement: Statement, by: str = "") -> Cells:
    """The cells of the rows that `count_statement` gave; those without pupils are left out."""
    cells: Cells = {}
    for institution, value, *numbers in rows:
        for number, question in enumerate(statement.questions):
            met, not_met, not_known = (int(str(n)) for n in numbers[3 * number : 3 * number + 3])
            if met or not_met or not_known:
                cell = Cell(
                    question.rule.id,
                    question.view,
                    str(institution),
                    by,
                    None if value is None else str(value),
                )
                cells[cell] = Counts(met, not_met, not_known)
    return cells
