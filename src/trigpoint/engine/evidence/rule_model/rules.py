"""A rule: of whom a criterion asks what, and how many of them must meet it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from trigpoint.engine.evidence.rule_model.attributes import BadRule, Of
from trigpoint.engine.evidence.rule_model.measures import DestinationKnown, Measure, windows_of
from trigpoint.engine.evidence.rule_model.predicates import ALWAYS, Predicate
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups


@dataclass(frozen=True)
class Population:
    """Pupils whose main enrolment is in one of these year groups. Without groups: learners whose programme of study
    ends in the year that is looked at, or with `on_programme` all who are on one.

    `where` narrows it, such as to those who consider higher education. Where that is not known of a pupil, the pupil
    stays in the denominator as not known: leaving them out would make the share look surer than it is.
    """

    groups: tuple[str, ...] = ()
    where: Predicate = ALWAYS
    on_programme: bool = False

    def __post_init__(self) -> None:
        if self.where.of not in (None, Of.PUPIL):
            raise BadRule("a condition on pupils speaks of encounters: put it with the encounters")
        if self.groups and self.on_programme:
            raise BadRule("year groups are named and all on a programme besides; keep one of the two")


@dataclass(frozen=True)
class PupilRule:
    """A share of pupils must meet the measure."""

    id: str
    criterion: str
    population: Population
    measure: Measure
    share: Fraction

    def __post_init__(self) -> None:
        _refuse_what_is_settled(self.share, None)
        for window in windows_of(self.measure):
            self._refuse_another_time(window)

    def _refuse_another_time(self, window: Window) -> None:
        if isinstance(window, YearGroups) and self.population.groups != window.groups[-1:]:
            raise BadRule(
                f"the window ends in year group '{window.groups[-1]}': "
                "the pupils of the rule are those of that year group"
            )
        population = self.population
        if isinstance(window, Programme) and (population.groups or population.on_programme):
            raise BadRule(
                "a window of the programme is about learners whose programme ends; name no other pupils"
            )
        if isinstance(window, ThisYear) and not (population.groups or population.on_programme):
            raise BadRule("this year is asked of nobody; name the year groups, or say on_programme")

    @property
    def months_after(self) -> int:
        """How many months after the end of a year it can be judged; 0 but for what is asked of leavers."""
        return self.measure.months if isinstance(self.measure, DestinationKnown) else 0


@dataclass(frozen=True)
class StaffRule:
    """A share of the staff in these roles, or at least `n` of them, took part in `kind` at least `times` within so many
    months; or, with no `kind`, has been trained for the role."""

    id: str
    criterion: str
    roles: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    times: int = 1
    months: int = 12
    share: Fraction | None = None
    n: int | None = None

    def __post_init__(self) -> None:
        if not self.roles:
            raise BadRule("no role is named; name at least one")
        if (self.share is None) == (self.n is None):
            raise BadRule(
                "a share of the staff or a number of them is asked, one and not both; keep or add one"
            )
        _refuse_what_is_settled(self.share, self.n)


@dataclass(frozen=True)
class DocumentRule:
    """A document of each of these kinds, with an owner and a second person's check, that still holds; made or reviewed
    within so many months, where the rule says so. No such document: not known. One that has run out: not met."""

    id: str
    criterion: str
    kinds: tuple[str, ...]
    months: int | None = None

    def __post_init__(self) -> None:
        if not self.kinds:
            raise BadRule("no kind of document is named; name at least one")


@dataclass(frozen=True)
class SubjectRule:
    """Lessons link to careers in at least `n` subjects of a list, or in a share of all cells of subject and year."""

    id: str
    criterion: str
    groups: tuple[str, ...]
    subjects: tuple[str, ...]
    share: Fraction | None = None
    n: int | None = None

    def __post_init__(self) -> None:
        if not self.groups or not self.subjects:
            raise BadRule("subjects or year groups are missing; name both")
        if (self.share is None) == (self.n is None):
            raise BadRule(
                "a share of the cells or a number of subjects is asked, one and not both; keep or add one"
            )
        _refuse_what_is_settled(self.share, self.n)
        if self.n is not None and self.n > len(self.subjects):
            raise BadRule(
                f"{self.n} subjects are asked for, and the list has {len(self.subjects)}; name more, or ask for fewer"
            )


def _refuse_what_is_settled(share: Fraction | None, n: int | None) -> None:
    """A share or a number that everybody, or nobody, would reach."""
    if share is not None and not 0 < share <= 1:
        raise BadRule(
            f"a share is above 0 and at most 1, not {share}; write 1 for everybody, or a part of it in quotes"
        )
    if n is not None and n < 1:
        raise BadRule(f"at least {n} is always met: ask for one or more")


type Rule = PupilRule | StaffRule | DocumentRule | SubjectRule
