"""Rules about documents, staff and subjects as the common SQL, over the raw evidence tables.

Every rule is a SELECT of institution and `v`, a verdict for each document, person or cell. The table `places` has the
institutions that are asked, one row each: where nothing was recorded, that has to be said of somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trigpoint.engine.evidence.outcomes import Cell, Cells, Counts
from trigpoint.engine.evidence.rule_model.rules import DocumentRule, StaffRule, SubjectRule
from trigpoint.engine.evidence.school_years import Calendar, View, months_later
from trigpoint.engine.evidence.sql_evaluator.predicates import literal, one_of
from trigpoint.engine.evidence.sql_evaluator.verdicts import MET, NOT_KNOWN, NOT_MET

TABLES = ("documents", "staff", "staff_training", "subject_links", "enrolments", "coverage")
"""The evidence tables that these statements read, besides `places`."""


@dataclass(frozen=True)
class InstitutionQuestion:
    """A rule about an institution, looked at in one school year. The year matters to subjects alone."""

    rule: DocumentRule | StaffRule | SubjectRule
    view: View


def institution_statement(
    questions: Sequence[InstitutionQuestion], *, as_of: date, calendar: Calendar
) -> str:
    """One SELECT with a row for each question and institution: the question's place in the list, the institution, and
    how many met it, did not, or are not known."""
    return "\nUNION ALL\n".join(
        _count(number, verdicts_of_institutions(question, as_of=as_of, calendar=calendar))
        for number, question in enumerate(questions)
    )


def _count(number: int, verdicts: str) -> str:
    sums = ", ".join(
        f"SUM(CASE WHEN x.v = {verdict} THEN 1 ELSE 0 END) AS v{verdict}"
        for verdict in (MET, NOT_MET, NOT_KNOWN)
    )
    return f"SELECT {number} AS question, x.institution, {sums}\nFROM ({verdicts}) x GROUP BY x.institution"


def read_institutions(rows: Iterable[Sequence[object]], questions: Sequence[InstitutionQuestion]) -> Cells:
    """The cells of the rows that `institution_statement` gave."""
    cells: Cells = {}
    for number, institution, *counts in rows:
        question = questions[int(str(number))]
        met, not_met, not_known = (int(str(count)) for count in counts)
        cells[Cell(question.rule.id, question.view, str(institution))] = Counts(met, not_met, not_known)
    return cells


def verdicts_of_institutions(question: InstitutionQuestion, *, as_of: date, calendar: Calendar) -> str:
    """A SELECT with one row for each document, person or cell that the rule counts: institution, `v`."""
    match question.rule:
        case DocumentRule():
            return _documents(question.rule, as_of)
        case StaffRule():
            return _staff(question.rule, as_of)
        case SubjectRule():
            return _subjects(question.rule, question.view.year, as_of, calendar)


def _documents(rule: DocumentRule, as_of: date) -> str:
    """Without an owner or a second person's check a document does not count yet: as if it were not there."""
    holds = f"(r.valid_until IS NULL OR r.valid_until >= {_day(as_of)})"
    if rule.months is not None:
        holds += f" AND r.dated_on >= {_day(_first_that_holds(as_of, rule.months))}"
    counted = (
        f"SELECT r.institution, r.kind, CASE WHEN {holds} THEN {MET} ELSE {NOT_MET} END AS v FROM documents r "
        f"WHERE r.dated_on <= {_day(as_of)} AND r.owner <> '' AND r.checked_by <> ''"
    )
    return (
        f"SELECT i.institution, k.number, COALESCE(MAX(d.v), {NOT_KNOWN}) AS v\n"
        f"FROM places i CROSS JOIN ({_list(rule.kinds)}) k\n"
        f"LEFT JOIN ({counted}) d ON d.institution = i.institution AND d.kind = k.word\n"
        "GROUP BY i.institution, k.number"
    )


def _first_that_holds(as_of: date, months: int) -> date:
    """The earliest day that is no more than so many months before. Months are of different length, so it is looked
    for: several days can fall on the last of a short month."""
    day = months_later(as_of, -months)
    while months_later(day, months) < as_of:
        day += timedelta(days=1)
    while months_later(day - timedelta(days=1), months) >= as_of:
        day -= timedelta(days=1)
    return day


def _staff(rule: StaffRule, as_of: date) -> str:
    """Those in one of the roles on the day."""
    today = _day(as_of)
    there = (
        f"{one_of('s.role', rule.roles)} AND (s.from_on IS NULL OR s.from_on <= {today}) "
        f"AND (s.to_on IS NULL OR s.to_on >= {today})"
    )
    own = "FROM staff s JOIN places i ON i.institution = s.institution"
    if not rule.kinds:
        trained = f"CASE WHEN s.trained THEN {MET} WHEN NOT s.trained THEN {NOT_MET} ELSE {NOT_KNOWN} END"
        return f"SELECT s.institution, {trained} AS v {own} WHERE {there}"
    since = months_later(as_of, -rule.months)
    taken = (
        "SELECT r.institution, r.staff, COUNT(*) AS times FROM staff_training r "
        f"WHERE {one_of('r.kind', rule.kinds)} AND r.held_on > {_day(since)} AND r.held_on <= {today} "
        "GROUP BY r.institution, r.staff"
    )
    verdict = (
        f"CASE WHEN COALESCE(t.times, 0) >= {rule.times} THEN {MET} "
        f"WHEN c.institution IS NOT NULL THEN {NOT_MET} ELSE {NOT_KNOWN} END"
    )
    return (
        f"SELECT s.institution, {verdict} AS v {own}\n"
        f"LEFT JOIN ({taken}) t ON t.institution = s.institution AND t.staff = s.staff\n"
        f"LEFT JOIN ({_covered('staff', since, as_of, as_of)}) c ON c.institution = s.institution\nWHERE {there}"
    )


def _subjects(rule: SubjectRule, year: int, as_of: date, calendar: Calendar) -> str:
    """A verdict for each subject and year group with pupils; or for each subject the best of them."""
    first, last = calendar.first_day(year), calendar.last_day(year)
    subjects = rule.subjects if rule.n is not None else tuple(dict.fromkeys(rule.subjects))
    taught = (
        f"SELECT r.institution, r.year_group FROM enrolments r WHERE {one_of('r.year_group', rule.groups)} "
        f"AND r.year_group <> '' AND r.started_on <= {_day(last)} "
        f"AND (r.ended_on IS NULL OR r.ended_on >= {_day(first)}) GROUP BY r.institution, r.year_group"
    )
    said = (
        "SELECT r.institution, r.subject, r.year_group, "
        f"MAX(CASE WHEN r.linked THEN {MET} WHEN r.linked IS NULL THEN {NOT_KNOWN} ELSE {NOT_MET} END) AS v "
        f"FROM subject_links r WHERE r.planned_on BETWEEN {_day(first)} AND {_day(last)} "
        "GROUP BY r.institution, r.subject, r.year_group"
    )
    cell = f"COALESCE(l.v, CASE WHEN c.institution IS NOT NULL THEN {NOT_MET} ELSE {NOT_KNOWN} END)"
    complete = _covered("subjects", first, min(last, as_of), as_of)
    joins = (
        f"FROM places i CROSS JOIN ({_list(subjects)}) k\n"
        f"{{}} JOIN ({taught}) g ON g.institution = i.institution\n"
        f"LEFT JOIN ({said}) l ON l.institution = i.institution AND l.subject = k.word "
        "AND l.year_group = g.year_group\n"
        f"LEFT JOIN ({complete}) c ON c.institution = i.institution"
    )
    if rule.n is None:
        return f"SELECT i.institution, {cell} AS v {joins.format('')}"
    # Of a subject in no year group at all there is nothing to be linked, whatever else is not known.
    best = f"MAX(CASE WHEN g.year_group IS NULL THEN {NOT_MET} ELSE {cell} END)"
    return f"SELECT i.institution, k.number, {best} AS v {joins.format('LEFT')}\nGROUP BY i.institution, k.number"


def _covered(records: str, since: date, until: date, as_of: date) -> str:
    """The institutions whose records of the kind are complete from one day to the other."""
    # Without an end they are complete until the day that is looked at.
    ends = f"(r.to_on >= {_day(until)}" + (" OR r.to_on IS NULL)" if as_of >= until else ")")
    return (
        f"SELECT r.institution FROM coverage r WHERE r.records = {literal(records)} "
        f"AND r.from_on <= {_day(since)} AND {ends} GROUP BY r.institution"
    )


def _list(words: Sequence[str]) -> str:
    """A list of words as rows. A word that is there twice is two rows."""
    return " UNION ALL ".join(
        f"SELECT {number} AS number, {literal(word)} AS word" for number, word in enumerate(words)
    )


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
