"""What an institution shows with documents, staff and subjects: few rows, so that plain Python is all there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trigpoint.engine.evidence.outcomes import NOBODY, Counts, Verdict
from trigpoint.engine.evidence.preparation.pupils import Records, Row
from trigpoint.engine.evidence.reference_evaluator.cells import ONE
from trigpoint.engine.evidence.rule_model.rules import DocumentRule, StaffRule, SubjectRule
from trigpoint.engine.evidence.school_years import Calendar, View, months_later
from trigpoint.engine.vocabulary.standings import Status

type InstitutionRule = DocumentRule | StaffRule | SubjectRule


@dataclass(frozen=True)
class Shown:
    """What one institution shows for one rule: of how many documents, people or cells, and the standing."""

    counts: Counts
    status: Status


def evaluate_institution(
    rule: InstitutionRule, records: Records, institution: str, *, as_of: date, calendar: Calendar, view: View
) -> Shown:
    """One rule for one institution, as records stood at the end of `as_of`. `view` matters to subjects alone."""
    own = _Own(records, institution, as_of, calendar)
    match rule:
        case DocumentRule():
            counts = _sum(own.document(kind, rule.months) for kind in rule.kinds)
            return Shown(counts, _of_all(counts))
        case StaffRule():
            counts = _sum(own.member(row, rule) for row in own.staff(rule.roles))
        case SubjectRule():
            counts = own.subjects(rule, view.year)
    if rule.n is not None:
        return Shown(counts, _of_at_least(counts, rule.n))
    return Shown(counts, counts.status(rule.share) if rule.share is not None else Status.NOT_KNOWN)


def _sum(verdicts: Iterable[Verdict]) -> Counts:
    return sum((ONE[verdict] for verdict in verdicts), NOBODY)


def _of_all(counts: Counts) -> Status:
    """Everything must be there: one that has run out settles it, one that is not known leaves it open."""
    if counts.not_met:
        return Status.IN_PROGRESS if counts.met else Status.NOT_ACHIEVED
    return Status.NOT_KNOWN if counts.not_known else Status.ACHIEVED


def _of_at_least(counts: Counts, n: int) -> Status:
    if counts.met >= n:
        return Status.ACHIEVED
    if counts.met + counts.not_known >= n:
        return Status.NOT_KNOWN
    return Status.IN_PROGRESS if counts.met else Status.NOT_ACHIEVED


@dataclass(frozen=True)
class _Own:
    """One institution's rows."""

    records: Records
    institution: str
    as_of: date
    calendar: Calendar

    def rows(self, table: str) -> list[Row]:
        return [row for row in self.records.get(table, ()) if row["institution"] == self.institution]

    def document(self, kind: str, months: int | None) -> Verdict:
        """Without an owner or a second person's check a document does not count yet: as if it were not there."""
        counted = [
            row
            for row in self.rows("documents")
            if row["kind"] == kind
            and row["dated_on"] <= self.as_of
            and row.get("owner")
            and row.get("checked_by")
        ]
        if not counted:
            return Verdict.NOT_KNOWN
        return Verdict.MET if any(self._holds(row, months) for row in counted) else Verdict.NOT_MET

    def _holds(self, row: Row, months: int | None) -> bool:
        valid_until: date | None = row.get("valid_until")
        if valid_until is not None and valid_until < self.as_of:
            return False
        return months is None or months_later(row["dated_on"], months) >= self.as_of

    def staff(self, roles: Sequence[str]) -> list[Row]:
        """Those in one of the roles on the day."""
        return [
            row
            for row in self.rows("staff")
            if row["role"] in roles
            and (row.get("from_on") is None or row["from_on"] <= self.as_of)
            and (row.get("to_on") is None or row["to_on"] >= self.as_of)
        ]

    def member(self, row: Row, rule: StaffRule) -> Verdict:
        if not rule.kinds:
            return {True: Verdict.MET, False: Verdict.NOT_MET}.get(row.get("trained"), Verdict.NOT_KNOWN)  # type: ignore[arg-type]
        since = months_later(self.as_of, -rule.months)
        taken = [
            each
            for each in self.rows("staff_training")
            if each["staff"] == row["staff"]
            and each["kind"] in rule.kinds
            and since < each["held_on"] <= self.as_of
        ]
        if len(taken) >= rule.times:
            return Verdict.MET
        return Verdict.NOT_MET if self._is_covered("staff", since, self.as_of) else Verdict.NOT_KNOWN

    def subjects(self, rule: SubjectRule, year: int) -> Counts:
        """Cells of subject and year group, or subjects where the rule counts those. Year groups without pupils are left
        out: there is nobody to teach."""
        groups = [group for group in rule.groups if group in self._groups(year)]
        cells = {
            (subject, group): self._cell(subject, group, year)
            for subject in rule.subjects
            for group in groups
        }
        if rule.n is None:
            return _sum(cells.values())
        return _sum(_best([cells[subject, group] for group in groups]) for subject in rule.subjects)

    def _groups(self, year: int) -> set[str]:
        first, last = self.calendar.first_day(year), self.calendar.last_day(year)
        return {
            row["year_group"]
            for row in self.rows("enrolments")
            if row.get("year_group") and row["started_on"] <= last and (row.get("ended_on") or last) >= first
        }

    def _cell(self, subject: str, group: str, year: int) -> Verdict:
        said = [
            row.get("linked")
            for row in self.rows("subject_links")
            if (row["subject"], row["year_group"]) == (subject, group)
            and self.calendar.year_of(row["planned_on"]) == year
        ]
        if True in said:
            return Verdict.MET
        if None in said:
            return Verdict.NOT_KNOWN
        first, last = self.calendar.first_day(year), min(self.calendar.last_day(year), self.as_of)
        return Verdict.NOT_MET if said or self._is_covered("subjects", first, last) else Verdict.NOT_KNOWN

    def _is_covered(self, kind: str, since: date, until: date) -> bool:
        return any(
            row["records"] == kind and row["from_on"] <= since and (row.get("to_on") or self.as_of) >= until
            for row in self.rows("coverage")
        )


def _best(verdicts: Sequence[Verdict]) -> Verdict:
    """One year group is enough for a subject."""
    for verdict in (Verdict.MET, Verdict.NOT_KNOWN):
        if verdict in verdicts:
            return verdict
    return Verdict.NOT_MET


def by_rule(
    rules: Iterable[InstitutionRule],
    records: Records,
    institutions: Iterable[str],
    *,
    as_of: date,
    calendar: Calendar,
    view: View,
) -> Mapping[tuple[str, str], Shown]:
    """What every institution shows for every rule, by id of the rule and institution."""
    places = list(institutions)
    return {
        (rule.id, place): evaluate_institution(
            rule, records, place, as_of=as_of, calendar=calendar, view=view
        )
        for rule in rules
        for place in places
    }
