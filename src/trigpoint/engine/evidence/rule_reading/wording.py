"""A rule in plain English, told from its nodes, so that who wrote it can see what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

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
from trigpoint.engine.evidence.rule_model.rules import (
    DocumentRule,
    PupilRule,
    Rule,
    StaffRule,
    SubjectRule,
)
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups

DIFFERENT = {
    "partner": "with at least {n} different partners",
    "kind": "of at least {n} different kinds",
    "partner_kind": "with at least {n} different kinds of partner",
    "sector": "with partners of at least {n} different sectors",
}


def tell_rule(rule: Rule, person: str, titles: Mapping[str, str]) -> str:
    """One sentence; `person` is the edition's word, such as pupil, and `titles` those of the kinds of documents."""
    match rule:
        case PupilRule():
            return f"{_people(rule, person)}: {tell_measure(rule.measure)}."
        case DocumentRule(kinds=kinds, months=months):
            recent = f", dated within {_count(months, 'month')}" if months else ""
            each = "A document" if len(kinds) == 1 else "A document of each"
            wanted = "; ".join(titles.get(kind, kind) for kind in kinds)
            return f"{each} that holds, with an owner and another person's check{recent}: {wanted}."
        case StaffRule():
            asked = _asked(rule.share, rule.n, "member of staff", "staff")
            return f"{asked} ({_listed(rule.roles, 'or')}): {_training(rule)}."
        case SubjectRule(groups=groups, subjects=subjects):
            asked = _asked(rule.share, rule.n, "subject", "lessons of a subject in a year group")
            return f"{asked} linked to careers: {_listed(subjects, 'and')}, in {_listed(groups, 'and')}."


def tell_measure(measure: Measure) -> str:
    """What is asked of one person."""
    match measure:
        case AtLeast(n, encounters):
            return f"at least {_count(n, 'encounter')} {_encounters(encounters)}"
        case AtLeastDifferent(n, by, encounters):
            return f"encounters {DIFFERENT[by].format(n=n)} {_encounters(encounters)}"
        case OneOfEach(attribute, values, encounters):
            each = f"for each {_word(attribute.name)} of {_listed(values, 'and')}"
            return f"an encounter ({_kinds(encounters)}) {each}, {_when(encounters)}"
        case AtLeastHours(hours, encounters):
            return f"at least {_count(hours, 'hour')} of encounters {_encounters(encounters)}"
        case InEachYear(n, encounters):
            return f"in each of the years at least {_count(n, 'encounter')} {_encounters(encounters)}"
        case DestinationKnown(kind, months):
            after = f" {_count(months, 'month')}" if months else ""
            return f"the {kind} destination looked for{after} after the end of the school year"
        case AllOf(parts):
            return "; and ".join(tell_measure(part) for part in parts)
        case EitherOf(parts):
            return "; or ".join(tell_measure(part) for part in parts)


def _people(rule: PupilRule, person: str) -> str:
    population = rule.population
    who = f"Every {person}" if rule.share == 1 else f"{_percent(rule.share)} of {person}s"
    if population.groups:
        who += f" in {_listed(population.groups, 'or')}"
    else:
        who += " on a programme" if population.on_programme else " whose programme ends"
    return who if population.where == ALWAYS else f"{who}, where {_condition(population.where)}"


def _encounters(encounters: Encounters) -> str:
    return f"({_kinds(encounters)}) {_when(encounters)}"


def _kinds(encounters: Encounters) -> str:
    return _listed(encounters.kinds, "or")


def _when(encounters: Encounters) -> str:
    how = ", offered or attended" if encounters.how is How.OFFERED else ""
    where = "" if encounters.where == ALWAYS else f", where {_condition(encounters.where)}"
    return f"{_window(encounters.window)}{how}{where}"


def _window(window: Window) -> str:
    match window:
        case ThisYear():
            return "in the school year"
        case Programme():
            return "during the programme"
        case YearGroups(groups, until, before_age):
            last = f", in {groups[-1]} until {until[1]}/{until[0]}" if until else ""
            age = f", before the age of {before_age}" if before_age else ""
            return f"while in {_listed(groups, 'or')}{last}{age}"


def _condition(predicate: Predicate) -> str:
    match predicate:
        case Is(attribute, (True,)):
            return _word(attribute.name)
        case Is(attribute, (False,)):
            return f"not {_word(attribute.name)}"
        case Is(attribute, values):
            return f"{_word(attribute.name)} is {_listed((str(value) for value in values), 'or')}"
        case Between(attribute, low, high):
            sides = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
            return f"{_word(attribute.name)} is {' and '.join(sides)}"
        case All(parts):
            return _joined([_condition(part) for part in parts if part != ALWAYS], "and")
        case AnyOf(parts):
            return f"({_joined([_condition(part) for part in parts], 'or')})"


def _training(rule: StaffRule) -> str:
    if not rule.kinds:
        return "trained for the role"
    times = "" if rule.times == 1 else f" {rule.times} times"
    return f"took part in {_listed(rule.kinds, 'or')}{times} within {_count(rule.months, 'month')}"


def _asked(share: Fraction | None, n: int | None, one: str, whole: str) -> str:
    if share is None:
        return f"At least {_count(n or 0, one)}"
    return f"All {whole}" if share == 1 else f"{_percent(share)} of {whole}"


def _percent(share: Fraction) -> str:
    hundredths = share * 100
    return f"{hundredths.numerator}%" if hundredths.denominator == 1 else str(share)


def _listed(words: Iterable[str], last: str) -> str:
    return _joined([_word(word) for word in words], last)


def _joined(told: Sequence[str], last: str) -> str:
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {last} {told[-1]}"


def _word(name: str) -> str:
    return name.replace("_", " ")


def _count(n: int, thing: str) -> str:
    first, _, rest = thing.partition(" ")
    return f"{n} {thing}" if n == 1 else f"{n} {first}s {rest}".rstrip()
