"""Texts of rules to nodes. Where a node refuses to be built, the place of its text is kept with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from trigpoint.engine.datasets.words import MEANINGFUL_TESTS
from trigpoint.engine.evidence.rule_model.attributes import (
    Attribute,
    BadRule,
    encounter_attribute,
    pupil_attribute,
)
from trigpoint.engine.evidence.rule_model.measures import (
    AllOf,
    AtLeast,
    AtLeastDifferent,
    AtLeastHours,
    DestinationKnown,
    EitherOf,
    Encounters,
    How,
    InEachYear,
    Measure,
    OneOfEach,
)
from trigpoint.engine.evidence.rule_model.predicates import All, AnyOf, Between, Is, Predicate
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.rule_reading.texts import (
    EncountersText,
    MeasureText,
    PupilRuleText,
    PupilsText,
    RangeText,
    Values,
    WhereText,
    WindowText,
)
from trigpoint.engine.frameworks.layers import Path


class Misplaced(ValueError):
    """A mistake in a rule, at a path of the file."""

    def __init__(self, path: Path, reason: BadRule) -> None:
        self.path, self.reason = path, reason
        super().__init__(str(reason))


@contextmanager
def at(path: Path) -> Iterator[None]:
    """What is refused in here is refused at this place, unless a place inside it was named already."""
    try:
        yield
    except BadRule as reason:
        raise Misplaced(path, reason) from None


@dataclass(frozen=True)
class Builder:
    """Builds the rules of one file. `sets` gives names to lists; a name of a set stands for its members."""

    sets: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def pupil_rule(self, text: PupilRuleText, path: Path) -> PupilRule:
        """The rule of a text at a path of its file."""
        population = self._population(text.pupils, (*path, "pupils"))
        measure = self._measure(text.asks, (*path, "asks"))
        wrong_share = not 0 < text.share <= 1
        with at((*path, "share" if wrong_share else "asks")):
            return PupilRule(text.id, text.criterion, population, measure, text.share)

    def members(self, words: Sequence[str]) -> tuple[str, ...]:
        """Words with every name of a set replaced by what is in it."""
        return tuple(member for word in words for member in self.sets.get(word, (word,)))

    def _population(self, text: PupilsText, path: Path) -> Population:
        where = self._where(text.where, text.any_where, pupil_attribute, path)
        with at(path):
            return Population(self.members(text.years), where, text.on_programme)

    def _measure(self, text: MeasureText, path: Path) -> Measure:
        for name, several in (("all_of", AllOf), ("either_of", EitherOf)):
            texts: tuple[MeasureText, ...] = getattr(text, name)
            if texts:
                parts = tuple(self._measure(each, (*path, name, n)) for n, each in enumerate(texts))
                with at((*path, name)):
                    return several(parts)
        if text.destination_known:
            return DestinationKnown(text.destination_known.kind, text.destination_known.months)
        return self._counted(text, path)

    def _counted(self, text: MeasureText, path: Path) -> Measure:
        """The one measure of encounters that the text says."""
        if text.at_least:
            encounters = self._encounters(text.at_least, (*path, "at_least"))
            with at((*path, "at_least", "n")):
                return AtLeast(text.at_least.n, encounters)
        if text.at_least_different:
            encounters = self._encounters(text.at_least_different, (*path, "at_least_different"))
            with at((*path, "at_least_different", "by")):
                return AtLeastDifferent(text.at_least_different.n, text.at_least_different.by, encounters)
        if text.one_of_each:
            encounters = self._encounters(text.one_of_each, (*path, "one_of_each"))
            with at((*path, "one_of_each", "values")):
                attribute = encounter_attribute(text.one_of_each.each)
                return OneOfEach(attribute, self.members(text.one_of_each.values), encounters)
        if text.at_least_hours:
            encounters = self._encounters(text.at_least_hours, (*path, "at_least_hours"))
            with at((*path, "at_least_hours", "hours")):
                return AtLeastHours(text.at_least_hours.hours, encounters)
        assert text.in_each_year  # the shape of the text sees to it that one is there
        encounters = self._encounters(text.in_each_year, (*path, "in_each_year"))
        with at((*path, "in_each_year", "n")):
            return InEachYear(text.in_each_year.n, encounters)

    def _encounters(self, text: EncountersText, path: Path) -> Encounters:
        where = self._where(text.where, text.any_where, encounter_attribute, path)
        with at((*path, "tests")):
            tests = tuple(Is(_test(name), (True,)) for name in self.members(text.tests))
        if tests:
            where = All((*tests, where)) if where != All() else All(tests)
        window = self._window(text.within, (*path, "within"))
        how = How.OFFERED if text.offered else How.ATTENDED
        with at((*path, "of")):
            return Encounters(self.members(text.of), window, where, how)

    def _window(self, text: str | WindowText, path: Path) -> Window:
        with at(path):
            if isinstance(text, WindowText):
                until = (text.until.month, text.until.day) if text.until else None
                return YearGroups(self.members(text.years), until, text.before_age)
            if text == "this_year":
                return ThisYear()
            if text == "programme":
                return Programme()
            if text in self.sets:
                return YearGroups(self.members([text]))
            raise BadRule(f"'{text}' is no window; write this_year, programme or a list of year groups")

    def _where(
        self,
        where: WhereText,
        any_where: Sequence[WhereText],
        attribute: Callable[[str], Attribute],
        path: Path,
    ) -> Predicate:
        parts = self._lines(where, attribute, (*path, "where"))
        if any_where:
            each = tuple(
                All(self._lines(lines, attribute, (*path, "any_where", n)))
                for n, lines in enumerate(any_where)
            )
            parts = (*parts, AnyOf(each))
        return parts[0] if len(parts) == 1 else All(parts)

    def _lines(
        self, where: WhereText, attribute: Callable[[str], Attribute], path: Path
    ) -> tuple[Predicate, ...]:
        found = []
        for name, asked in where.items():
            with at((*path, name)):
                found.append(_line(attribute(name), asked))
        return tuple(found)


def _line(attribute: Attribute, asked: RangeText | Values) -> Predicate:
    if isinstance(asked, RangeText):
        return Between(attribute, asked.at_least, asked.at_most)
    for value in asked:
        if isinstance(value, int) and not isinstance(value, bool):
            raise BadRule(f"'{attribute.name}' is compared with a number; write at_least or at_most")
    return Is(attribute, tuple(value for value in asked if isinstance(value, (str, bool))))


def _test(name: str) -> Attribute:
    if name not in MEANINGFUL_TESTS:
        raise BadRule(f"there is no test '{name}'; the tests are: {', '.join(MEANINGFUL_TESTS)}")
    return encounter_attribute(name)
