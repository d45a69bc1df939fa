"""What an evaluator gives: of how many it is known that they met a rule, did not, or may have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trigpoint.engine.evidence.school_years import View
from trigpoint.engine.vocabulary.standings import Status


class Verdict(StrEnum):
    """The answer for one pupil, one member of staff, one document or one cell."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


def settle(least: float, most: float, wanted: float) -> Verdict:
    """Met when the least is enough, not met when the most is not; otherwise not known."""
    if least >= wanted:
        return Verdict.MET
    return Verdict.NOT_MET if most < wanted else Verdict.NOT_KNOWN


@dataclass(frozen=True)
class Counts:
    """How many of each. Nobody is left out: met, not met and not known together are everyone."""

    met: int
    not_met: int
    not_known: int

    @property
    def of(self) -> int:
        return self.met + self.not_met + self.not_known

    @property
    def low(self) -> Fraction | None:
        """The least share that can have met it; None of nobody."""
        return Fraction(self.met, self.of) if self.of else None

    @property
    def high(self) -> Fraction | None:
        """The greatest share that can have met it; None of nobody."""
        return Fraction(self.met + self.not_known, self.of) if self.of else None

    def status(self, wanted: Fraction) -> Status:
        """Standing by bounds: achieved when the least is enough, not when the most is not, otherwise not known. Of
        nobody it is not applicable."""
        if self.low is None or self.high is None:
            return Status.NOT_APPLICABLE
        if self.low >= wanted:
            return Status.ACHIEVED
        if self.high >= wanted:
            return Status.NOT_KNOWN
        return Status.IN_PROGRESS if self.met else Status.NOT_ACHIEVED

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.met + other.met, self.not_met + other.not_met, self.not_known + other.not_known)

    def __sub__(self, other: Counts) -> Counts:
        return Counts(self.met - other.met, self.not_met - other.not_met, self.not_known - other.not_known)


NOBODY = Counts(0, 0, 0)


@dataclass(frozen=True)
class Cell:
    """Where a count stands: a rule, a view, an institution, and a group of its pupils.

    `by` is the attribute that divides the pupils and `value` the group; both are empty for all together, and the value
    is None for those of whom the attribute is not known.
    """

    rule: str
    view: View
    institution: str
    by: str = ""
    value: str | None = ""


type Cells = dict[Cell, Counts]
"""What every evaluator gives for pupils: the same cells with the same counts. Empty cells are left out."""
