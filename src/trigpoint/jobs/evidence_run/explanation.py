"""Why an institution's result is what it is: the sum, and the pupils behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trigpoint.engine.evidence.due import Due, count_not_yet_due, deadline, due_of_cohort
from trigpoint.engine.evidence.explaining.pupils import Why, explain_pupil
from trigpoint.engine.evidence.explaining.rules import tell_pupil_rule
from trigpoint.engine.evidence.explaining.sentences import tell_counts, tell_due, tell_standing
from trigpoint.engine.evidence.explaining.words import Words
from trigpoint.engine.evidence.outcomes import NOBODY, Counts, Verdict
from trigpoint.engine.evidence.preparation.pupils import Records, prepare_pupils
from trigpoint.engine.evidence.reference_evaluator.cells import ONE, verdicts_of, views_of
from trigpoint.engine.evidence.reference_evaluator.pupils import Pupil
from trigpoint.engine.evidence.rule_model.rules import PupilRule
from trigpoint.engine.evidence.school_years import Calendar, View
from trigpoint.engine.vocabulary.standings import Status


@dataclass(frozen=True)
class PupilLine:
    """One pupil of the rule's population. `why` is None where it is not known whether the rule speaks of the pupil."""

    pupil: str
    year_group: str | None
    verdict: Verdict
    why: Why | None


@dataclass(frozen=True)
class Explanation:
    """One rule at one institution in one school year: the tree from the standing down to the pupils.

    `due` is of those who are asked in that year, by the end of `deadline`; `not_yet_due` are on roll and asked later.
    """

    institution: str
    rule: PupilRule
    view: View
    counts: Counts
    status: Status
    deadline: date
    due: Due
    not_yet_due: int
    pupils: tuple[PupilLine, ...]


def explain_rule(
    records: Records,
    rule: PupilRule,
    institution: str,
    *,
    as_of: date,
    calendar: Calendar,
    so_far: bool = False,
) -> Explanation:
    """The counts of one institution with every pupil behind them. Nobody at all: empty counts."""
    prepared = prepare_pupils(records, as_of=as_of, calendar=calendar)
    view = views_of(rule, prepared, calendar)[so_far]
    lines = []
    for key, year, verdict in verdicts_of(rule, view, prepared, calendar):
        if key[0] != institution:
            continue
        pupil = Pupil(
            prepared.years[key],
            prepared.encounters[key],
            prepared.destinations[key],
            view.year,
            as_of,
            calendar,
        )
        why = explain_pupil(pupil, rule.measure)
        # Where membership is open the verdict is not known, whatever the pupil did.
        lines.append(PupilLine(key[1], year.year_group, verdict, why if why.verdict is verdict else None))
    counts = sum((ONE[line.verdict] for line in lines), NOBODY)
    return Explanation(
        institution,
        rule,
        view,
        counts,
        counts.status(rule.share),
        deadline(rule, view.year, calendar),
        due_of_cohort(rule, view, as_of, calendar),
        count_not_yet_due(rule, prepared, view.year).get(institution, 0) if view.so_far else 0,
        tuple(lines),
    )


def tell_explanation(found: Explanation, words: Words) -> list[str]:
    """The tree in sentences: the school year, the rule, the sum and what follows from it, and when it is due."""
    told = [f"{words.school_year(found.view.year)}.", tell_pupil_rule(found.rule, words)]
    told += tell_counts(found.counts, found.rule.share, words)
    if found.counts.of:
        told.append(tell_standing(found.status, words))
    return told + tell_due(found.due, found.deadline, found.not_yet_due, words)
