"""A folder of evidence tables to what every institution shows, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from trigpoint.engine.evidence.due import Due, count_not_yet_due, deadline, due_of_cohort
from trigpoint.engine.evidence.explaining.words import percent
from trigpoint.engine.evidence.outcomes import NOBODY, Cell, Cells, Counts
from trigpoint.engine.evidence.preparation.pupils import Records, prepare_pupils
from trigpoint.engine.evidence.preparation.rows import Prepared
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import views_of
from trigpoint.engine.evidence.reference_evaluator.institutions import by_rule
from trigpoint.engine.evidence.rule_model.rules import PupilRule
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.evidence.school_years import Calendar, View
from trigpoint.engine.evidence.sql_evaluator.prepared import as_tables
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.recorded import RecordedShare, score_recorded
from trigpoint.engine.scoring.standing import InstitutionStanding
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.evidence_run.segments import evaluate_with_segments


@dataclass(frozen=True)
class Line:
    """What one institution shows for one rule in one school year: counts, bounds and the standing they give.

    Of rules about pupils besides: by when it is `due`, and how many on roll are asked in a later year (`not_yet_due`).
    """

    institution: str
    criterion: str
    rule: str
    year: int
    so_far: bool
    counts: Counts
    status: Status
    share_asked: Fraction | None = None
    deadline: date | None = None
    due: Due | None = None
    not_yet_due: int = 0

    def as_row(self) -> dict[str, object]:
        """The line as plain values, as files and machines get it."""
        return {
            "institution": self.institution,
            "criterion": self.criterion,
            "rule": self.rule,
            "year": self.year,
            "so_far": self.so_far,
            "met": self.counts.met,
            "not_met": self.counts.not_met,
            "not_known": self.counts.not_known,
            "status": self.status.value,
            "deadline": self.deadline and self.deadline.isoformat(),
            "due": self.due and self.due.value,
            "not_yet_due": self.not_yet_due if self.due else None,
        }

    @property
    def share(self) -> str:
        """The share that met it as a percentage cut off, or the range it lies in; a dash of nobody."""
        low, high = self.counts.low, self.counts.high
        if low is None or high is None:
            return "–"
        return percent(low) if low == high else f"{percent(low)} to {percent(high)}"


@dataclass(frozen=True)
class Evaluation:
    """Everything that one run worked out."""

    edition_id: str
    as_of: date
    institutions: Mapping[str, str]  # number to name
    lines: tuple[Line, ...]
    cells: Cells
    standings: Mapping[str, InstitutionStanding]  # by records of the last full year, by institution


def evaluate_records(
    records: Records,
    rules: RuleSet,
    edition: Edition,
    *,
    as_of: date,
    calendar: Calendar,
    by: Sequence[str] = (),
) -> Evaluation:
    """Evaluates every rule for every institution that has pupils, in the last full year and in this one so far."""
    prepared = prepare_pupils(records, as_of=as_of, calendar=calendar)
    questions = [
        Question(rule, view) for rule in rules.pupil_rules for view in views_of(rule, prepared, calendar)
    ]
    cells = evaluate_with_segments(as_tables(prepared), questions, calendar=calendar, by=by)
    institutions = _names(records)
    lines = [*_pupil_lines(questions, cells, institutions, prepared, calendar)]
    for view in (View.last_full(as_of, calendar), View.this_so_far(as_of, calendar)):
        others = [rule for rule in rules.rules if not isinstance(rule, PupilRule)]
        # A year that is over is looked at as it stood on its last day.
        day = as_of if view.so_far else min(as_of, calendar.last_day(view.year))
        shown = by_rule(others, records, institutions, as_of=day, calendar=calendar, view=view)
        criteria = {rule.id: rule.criterion for rule in others}
        lines += [
            Line(place, criteria[rule], rule, view.year, view.so_far, each.counts, each.status)
            for (rule, place), each in shown.items()
        ]
    order = {rule.id: n for n, rule in enumerate(rules.rules)}
    lines.sort(key=lambda line: (line.institution, line.so_far, order[line.rule]))
    kinds = {row["institution"]: row.get("kind") for row in records.get("institutions", ())}
    standings = {place: _standing(place, kinds, lines, rules, edition, prepared) for place in institutions}
    return Evaluation(rules.edition_id, as_of, institutions, tuple(lines), cells, standings)


def _standing(
    institution: str,
    kinds: Mapping[str, str | None],
    lines: Iterable[Line],
    rules: RuleSet,
    edition: Edition,
    prepared: Prepared,
) -> InstitutionStanding:
    """What the shares of the last full year give on the edition's own bands and sums."""
    groups = {
        year.year_group
        for key, years in prepared.years.items()
        for year in years
        if key[0] == institution and year.counted
    }
    known = frozenset(group for group in groups if group is not None)
    shares = {}
    for line in lines:
        answers = rules.answers(line.rule)
        if line.institution == institution and not line.so_far and answers:
            shares[answers.question, answers.line] = RecordedShare(line.counts.low, line.counts.high)
    # Without a kind that the edition knows, the institution is taken for the first that it is for.
    kind = kinds.get(institution)
    kind = kind if kind in edition.kinds_of_institution else edition.kinds_of_institution[0]
    return score_recorded(edition, Profile(kind, known or None), shares)


def _names(records: Records) -> dict[str, str]:
    names = {
        row["institution"]: row.get("name") or row["institution"] for row in records.get("institutions", ())
    }
    present = sorted({row["institution"] for row in records.get("pupils", ())})
    return {institution: names.get(institution, institution) for institution in present}


def _pupil_lines(
    questions: Iterable[Question],
    cells: Cells,
    institutions: Iterable[str],
    prepared: Prepared,
    calendar: Calendar,
) -> Iterable[Line]:
    places = list(institutions)
    for question in questions:
        rule, view = question.rule, question.view
        due = due_of_cohort(rule, view, prepared.as_of, calendar)
        later = count_not_yet_due(rule, prepared, view.year) if view.so_far else {}
        for place in places:
            counts = cells.get(Cell(rule.id, view, place), NOBODY)
            yield Line(
                place,
                rule.criterion,
                rule.id,
                view.year,
                view.so_far,
                counts,
                counts.status(rule.share),
                rule.share,
                deadline(rule, view.year, calendar),
                due,
                later.get(place, 0),
            )
