"""Why one pupil met a rule, did not, or may have."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from trigpoint.engine.evidence.outcomes import Verdict
from trigpoint.engine.evidence.preparation.rows import Encounter
from trigpoint.engine.evidence.reference_evaluator.encounters import Answer
from trigpoint.engine.evidence.reference_evaluator.pupils import Pupil
from trigpoint.engine.evidence.rule_model.measures import (
    AllOf,
    AtLeast,
    AtLeastDifferent,
    AtLeastHours,
    DestinationKnown,
    EitherOf,
    Encounters,
    InEachYear,
    Measure,
    OneOfEach,
)
from trigpoint.engine.evidence.rule_model.narrowing import each_year, only
from trigpoint.engine.evidence.rule_model.predicates import Is


@dataclass(frozen=True)
class Why:
    """One measure of one pupil, with its parts.

    `least` and `most` are what the records allow, in the measure's own unit (encounters, different values, minutes); a
    `most` of None has no bound, because records of the window are not complete. `counting` are the encounters that
    count (True) or may count (None). A measure made of parts has no sums of its own.
    """

    measure: Measure
    verdict: Verdict
    wanted: int | None = None
    least: int | None = None
    most: int | None = None
    is_covered: bool = True
    counting: tuple[tuple[Encounter, Answer], ...] = ()
    parts: tuple[Why, ...] = ()


def explain_pupil(pupil: Pupil, measure: Measure) -> Why:
    """The measure taken apart, each part with what it was settled by."""
    verdict = pupil.verdict(measure)
    match measure:
        case AtLeast(n, encounters):
            return _summed(pupil, measure, verdict, n, encounters, pupil.number(encounters))
        case AtLeastDifferent(n, by, encounters):
            return _summed(pupil, measure, verdict, n, encounters, pupil.different(encounters, by))
        case AtLeastHours(hours, encounters):
            return _summed(pupil, measure, verdict, hours * 60, encounters, pupil.minutes(encounters))
        case OneOfEach(attribute, values, encounters):
            parts = [AtLeast(1, only(encounters, Is(attribute, (value,)))) for value in values]
        case InEachYear(n, encounters):
            parts = [AtLeast(n, each) for each in each_year(encounters)]
        case AllOf(several) | EitherOf(several):
            return Why(measure, verdict, parts=tuple(explain_pupil(pupil, part) for part in several))
        case DestinationKnown():
            return Why(measure, verdict)
    return Why(measure, verdict, parts=tuple(explain_pupil(pupil, part) for part in parts))


def _summed(
    pupil: Pupil,
    measure: Measure,
    verdict: Verdict,
    wanted: int,
    encounters: Encounters,
    bounds: tuple[float, float],
) -> Why:
    least, most = bounds
    return Why(
        measure,
        verdict,
        wanted,
        int(least),
        None if most == inf else int(most),
        pupil.is_covered(encounters.window, encounters.records),
        tuple(pupil.counting(encounters)),
    )
