"""Invents rules about documents, staff and subjects, and the records they ask, from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from tests.agreement.invention import CALENDAR, DAYS_WITH_CORNERS, GROUPS
from trigpoint.engine.evidence.outcomes import Cell, Cells
from trigpoint.engine.evidence.reference_evaluator.institutions import InstitutionRule, evaluate_institution
from trigpoint.engine.evidence.rule_model.rules import DocumentRule, StaffRule, SubjectRule
from trigpoint.engine.evidence.school_years import View, months_later
from trigpoint.engine.evidence.sql_evaluator.institutions import InstitutionQuestion

PAPERS = ("plan", "policy", "review")
ROLES = ("careers_leader", "careers_team", "teacher")
TRAINING = ("training", "briefing")
SUBJECTS = ("maths", "it's", "art")
MONTHS = (1, 6, 12, 24)


@dataclass(frozen=True)
class InstitutionBatch:
    """Rules of several seeds, asked of all their institutions on one day."""

    questions: tuple[InstitutionQuestion, ...]
    records: dict[str, list[dict[str, Any]]]
    institutions: tuple[str, ...]
    as_of: date

    def expected(self) -> Cells:
        """What the reference says."""
        found = {}
        for question in self.questions:
            for place in self.institutions:
                shown = evaluate_institution(
                    question.rule,
                    self.records,
                    place,
                    as_of=self.as_of,
                    calendar=CALENDAR,
                    view=question.view,
                )
                if shown.counts.of:
                    found[Cell(question.rule.id, question.view, place)] = shown.counts
        return found


@cache
def institution_batch(first: int, size: int) -> InstitutionBatch:
    """The cases with the seeds from `first` on: of each a rule in one of its two views, and three institutions."""
    as_of = random.Random(first).choice(DAYS_WITH_CORNERS)
    questions, records, places = [], {}, []
    for seed in range(first, first + size):
        dice = random.Random(seed)
        view = dice.choice((View.last_full, View.this_so_far))(as_of, CALENDAR)
        questions.append(InstitutionQuestion(invent_institution_rule(dice, f"{seed}-rule"), view))
        own = tuple(f"{seed}-{letter}" for letter in "ABC")
        places += own
        for name, rows in invent_institution_records(dice, own, as_of).items():
            records.setdefault(name, []).extend(rows)
    return InstitutionBatch(tuple(questions), records, tuple(places), as_of)


def invent_institution_rule(dice: random.Random, rule_id: str) -> InstitutionRule:
    """A rule of one of the three kinds."""
    wanted: dict[str, Any] = {**dice.choice(({"share": Fraction(1, 2)}, {"n": dice.randrange(1, 4)}))}
    match dice.randrange(3):
        case 0:
            return DocumentRule(rule_id, "1", _some(dice, PAPERS), dice.choice((None, *MONTHS)))
        case 1:
            kinds = dice.choice(((), _some(dice, TRAINING)))
            times, months = dice.randrange(1, 3), dice.choice(MONTHS)
            return StaffRule(rule_id, "1", _some(dice, ROLES), kinds, times, months, **wanted)
        case _:
            subjects = _some(dice, SUBJECTS)
            if "n" in wanted:
                wanted["n"] = dice.randrange(1, len(subjects) + 1)
            return SubjectRule(rule_id, "1", _some(dice, GROUPS), subjects, **wanted)


def invent_institution_records(
    dice: random.Random, places: Sequence[str], as_of: date
) -> dict[str, list[dict[str, Any]]]:
    """Records of some of the institutions, with days on and beside every limit that a rule can set."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in ("documents", "staff", "staff_training", "subject_links", "enrolments", "coverage")
    }
    limits = [months_later(as_of, -months) for months in MONTHS]
    limits += [as_of, CALENDAR.first_day(CALENDAR.year_of(as_of)), as_of - timedelta(days=300)]

    def day() -> date:
        return dice.choice(limits) + timedelta(days=dice.choice((-1, 0, 0, 1)))

    for place in places:
        own = {"institution": place}
        tables["documents"] += [own | _document(dice, n, day) for n in range(dice.randrange(6))]
        tables["staff"] += [own | _member(dice, n, day) for n in range(dice.randrange(5))]
        tables["staff_training"] += [
            own
            | {"staff": f"s{dice.randrange(4)}", "held_on": day(), "kind": dice.choice((*TRAINING, "other"))}
            for _ in range(dice.randrange(9))
        ]
        tables["subject_links"] += [
            own
            | {"subject": dice.choice(SUBJECTS), "year_group": dice.choice(GROUPS), "planned_on": day()}
            | {"linked": dice.choice((True, False, False, None))}
            for _ in range(dice.randrange(8))
        ]
        tables["enrolments"] += [
            own
            | {"pupil": f"p{n}", "year_group": dice.choice((*GROUPS, *GROUPS, "", None)), "started_on": day()}
            | {"ended_on": dice.choice((None, day(), as_of))}
            for n in range(dice.randrange(5))
        ]
        tables["coverage"] += [
            own
            | {"records": dice.choice(("staff", "subjects", "guidance")), "from_on": day()}
            | {"to_on": dice.choice((None, None, day()))}
            for _ in range(dice.randrange(4))
        ]
    return tables


def _document(dice: random.Random, number: int, day: Any) -> dict[str, Any]:
    return {
        "document": f"d{number}",
        "kind": dice.choice(PAPERS),
        "dated_on": day(),
        "valid_until": dice.choice((None, None, day())),
        "owner": dice.choice(("Mair", "Mair", "Mair", "", None)),
        "checked_by": dice.choice(("Ruth", "Ruth", "Ruth", "", None)),
    }


def _member(dice: random.Random, number: int, day: Any) -> dict[str, Any]:
    return {
        "staff": f"s{number}",
        "role": dice.choice(ROLES),
        "trained": dice.choice((True, False, None)),
        "from_on": dice.choice((None, day())),
        "to_on": dice.choice((None, day())),
    }


def _some(dice: random.Random, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dice.sample(words, dice.randrange(1, len(words) + 1)))
