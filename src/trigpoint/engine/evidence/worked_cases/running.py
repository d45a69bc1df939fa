"""Worked cases put to the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trigpoint.engine.evidence.outcomes import Cell, Verdict
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import count_cells, views_of
from trigpoint.engine.evidence.reference_evaluator.institutions import InstitutionRule, evaluate_institution
from trigpoint.engine.evidence.rule_model.rules import PupilRule, Rule
from trigpoint.engine.evidence.school_years import Calendar, View
from trigpoint.engine.evidence.worked_cases.reading import read_cases
from trigpoint.engine.evidence.worked_cases.records import place_of, records_of, records_of_institution
from trigpoint.engine.evidence.worked_cases.texts import AnyCase, Case, CaseFile, Expected, InstitutionCase
from trigpoint.engine.frameworks.layers import Path, read_layer
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.vocabulary.standings import Status

STANDINGS: Mapping[Status, Expected] = {
    Status.ACHIEVED: "met",
    Status.IN_PROGRESS: "not_met",
    Status.NOT_ACHIEVED: "not_met",
    Status.NOT_KNOWN: "not_known",
    Status.NOT_APPLICABLE: "not_counted",
}


@dataclass(frozen=True)
class Outcome:
    """A case at its path of the file, and what came out."""

    path: Path
    case: AnyCase
    found: Expected

    @property
    def is_as_written(self) -> bool:
        return self.found == self.case.expect


def check_cases(file: FileText, rules: Mapping[str, Rule], calendar: Calendar) -> CaseFile:
    """Reads the cases of some rules and runs them. BadContent, with every mistake, and with every case that comes out
    otherwise than it says."""
    found = read_cases(file, rules)
    layer = read_layer(file.text, file.name)
    problems = [
        layer.problem(
            (*each.path, "expect"),
            f"{each.case.expect} is expected of the rule {each.case.rule}, and {each.found} comes out.",
            "Correct the case if it says something else than you mean; otherwise correct the rule.",
        )
        for each in run_cases(found, rules, calendar)
        if not each.is_as_written
    ]
    if problems:
        raise BadContent(problems)
    return found


def run_cases(file: CaseFile, rules: Mapping[str, Rule], calendar: Calendar) -> Iterator[Outcome]:
    """What the reference evaluator says of every case. KeyError for a case of a rule that is not among `rules`."""
    for n, case in enumerate(file.cases):
        rule = rules[case.rule]
        assert isinstance(rule, PupilRule)  # the reading sees to it
        yield Outcome(("cases", n), case, _of_pupil(case, n, file, rule, calendar))
    for n, each in enumerate(file.institution_cases):
        rule = rules[each.rule]
        assert not isinstance(rule, PupilRule)
        yield Outcome(("institution_cases", n), each, _of_institution(each, n, file, rule, calendar))


def _of_pupil(case: Case, number: int, file: CaseFile, rule: PupilRule, calendar: Calendar) -> Expected:
    as_of = case.as_of or file.as_of
    prepared = prepare_pupils(records_of(case, number, file, calendar), as_of=as_of, calendar=calendar)
    view = views_of(rule, prepared, calendar)[case.view == "so_far"]
    cells = count_cells([Question(rule, view)], prepared, calendar=calendar)
    counts = cells.get(Cell(rule.id, view, place_of(number)))
    said = [verdict for verdict in Verdict if counts and getattr(counts, verdict)]
    return said[0].value if said else "not_counted"


def _of_institution(
    case: InstitutionCase, number: int, file: CaseFile, rule: InstitutionRule, calendar: Calendar
) -> Expected:
    as_of = case.as_of or file.as_of
    view = view_of(case, as_of, calendar)
    records = records_of_institution(case, number, view.year, calendar)
    here = place_of(number)
    shown = evaluate_institution(rule, records, here, as_of=as_of, calendar=calendar, view=view)
    return STANDINGS[shown.status]


def view_of(case: InstitutionCase, as_of: date, calendar: Calendar) -> View:
    """The school year that a case about an institution looks at."""
    return (View.this_so_far if case.view == "so_far" else View.last_full)(as_of, calendar)
