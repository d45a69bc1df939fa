"""A rule about pupils as one sentence, in any language that the content has words in."""

from __future__ import annotations

from collections.abc import Iterable

from trigpoint.engine.evidence.explaining.words import Words, percent
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
from trigpoint.engine.evidence.rule_model.predicates import ALWAYS, All, AnyOf, Between, Is, Predicate
from trigpoint.engine.evidence.rule_model.rules import PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups


def tell_pupil_rule(rule: PupilRule, words: Words) -> str:
    """Of whom what is asked. Year groups stand as the edition calls them. `words` are those of `explaining/rules`."""
    population, share = rule.population, percent(rule.share)
    if population.groups:
        who = words.say("who_in", share=share, groups=_listed(population.groups, words))
    else:
        who = words.say("who_on_programme" if population.on_programme else "who_ending", share=share)
    if population.where != ALWAYS:
        who = words.say("who_where", who=who, condition=_condition(population.where, words))
    return words.say("rule_says", who=who, what=_measure(rule.measure, words))


def _measure(measure: Measure, words: Words) -> str:
    match measure:
        case AtLeast(n, encounters):
            return _asked("at_least", encounters, words, n=n)
        case AtLeastHours(hours, encounters):
            return _asked("at_least_hours", encounters, words, n=hours)
        case InEachYear(n, encounters):
            return _asked("in_each_year", encounters, words, n=n)
        case AtLeastDifferent(n, by, encounters):
            return _asked(f"different_{by}", encounters, words, n=n)
        case OneOfEach(_, values, encounters):
            return _asked("one_of_each", encounters, words, values=_terms(values, words))
        case DestinationKnown(_, months):
            return words.say("destination", months=months)
        case AllOf(parts):
            return words.say("both").join(_measure(part, words) for part in parts)
        case EitherOf(parts):
            return words.say("either").join(_measure(part, words) for part in parts)


def _asked(key: str, encounters: Encounters, words: Words, **values: object) -> str:
    what = words.say(
        key, when=_when(encounters.window, words), kinds=_terms(encounters.kinds, words), **values
    )
    if encounters.where != ALWAYS:
        what = words.say("with", what=what, conditions=_condition(encounters.where, words))
    return words.say("offered", what=what) if encounters.how is How.OFFERED else what


def _when(window: Window, words: Words) -> str:
    match window:
        case ThisYear():
            return words.say("this_year")
        case Programme():
            return words.say("programme")
        case YearGroups(groups, until, before_age):
            when = words.say("in_groups", groups=_listed(groups, words))
            if until:
                month, day = until
                name = words.texts["months"].split()[month - 1]
                when = words.say("until", when=when, group=groups[-1], day=day, month=name, number=month)
            return words.say("before_age", when=when, age=before_age) if before_age else when


def _condition(predicate: Predicate, words: Words) -> str:
    match predicate:
        case Is(attribute, (True,)):
            return _term(attribute.name, words)
        case Is(attribute, (False,)):
            return words.say("no", what=_term(attribute.name, words))
        case Is(attribute, values):
            return words.say("is", what=_term(attribute.name, words), values=_terms(map(str, values), words))
        case Between(attribute, low, high):
            key = "between" if low is not None and high is not None else "from" if high is None else "to"
            return words.say(key, what=_term(attribute.name, words), low=low, high=high)
        case All(parts):
            return words.say("comma").join(_condition(part, words) for part in parts if part != ALWAYS)
        case AnyOf(parts):
            return words.say("or").join(_condition(part, words) for part in parts)


def _terms(names: Iterable[str], words: Words) -> str:
    return _listed((_term(name, words) for name in names), words)


def _listed(told: Iterable[str], words: Words) -> str:
    return words.say("comma").join(told)


def _term(name: str, words: Words) -> str:
    """A word of the records; one that the content does not know, such as a sector, stands as it is."""
    return words.texts.get(f"term_{name}", name.replace("_", " "))
