"""Invents rules and records from a seed: small, dirty and full of corners, so that evaluators can come to differ."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from trigpoint.engine.datasets.words import (
    KINDS,
    PARTNER_KINDS,
    PARTNER_SIZES,
    RECORD_OF_KIND,
    RECORDS,
    STATES,
)
from trigpoint.engine.evidence.rule_model.attributes import encounter_attribute, pupil_attribute
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
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar

CALENDAR = Calendar(begins=(9, 1), roll_day=(5, 31))
GROUPS = ("Y7", "Y8", "Y9")
KINDS_USED = ("employer_talk", "careers_fair", "workplace_visit", "guidance_meeting")
FIRST_DAY = date(2021, 9, 1)
DAYS = 3 * 365
DAYS_WITH_CORNERS = (
    date(2023, 8, 31),
    date(2023, 9, 1),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 5, 31),
    date(2024, 8, 31),
)


def invent_rules(dice: random.Random, number: int = 6) -> list[PupilRule]:
    """Rules of every kind of node, each of few kinds of activity so that records often match."""
    return [_rule(dice, f"rule-{n}") for n in range(number)]


def _rule(dice: random.Random, rule_id: str) -> PupilRule:
    shape = dice.randrange(10)
    share = Fraction(dice.choice(("1/2", "9/10", "1")))
    if shape == 0:
        group = dice.choice(GROUPS)
        measure: Measure = DestinationKnown(dice.choice(("actual", "intended")), dice.choice((0, 1, 6, 12)))
        return PupilRule(rule_id, "1", Population((group,), _of_pupils(dice)), measure, share)
    window = _window(dice)
    all_on_programme = isinstance(window, ThisYear) and dice.random() < 0.3
    groups = () if all_on_programme else _groups_due(dice, window)
    population = Population(groups, _of_pupils(dice), all_on_programme)
    if shape < 3:
        parts = (_measure(dice, window), _measure(dice, window))
        return PupilRule(rule_id, "1", population, dice.choice((AllOf, EitherOf))(parts), share)
    return PupilRule(rule_id, "1", population, _measure(dice, window), share)


def _window(dice: random.Random) -> Window:
    shape = dice.randrange(4)
    if shape == 0:
        return ThisYear()
    if shape == 1:
        return Programme()
    first = dice.randrange(len(GROUPS))
    groups = GROUPS[first : dice.randrange(first, len(GROUPS)) + 1]
    until = dice.choice((None, None, (2, 28), (2, 29), (12, 31)))
    return YearGroups(groups, until, dice.choice((None, None, 13)))


def _groups_due(dice: random.Random, window: Window) -> tuple[str, ...]:
    match window:
        case ThisYear():
            return tuple(dice.sample(GROUPS, dice.randrange(1, 4)))
        case YearGroups(groups):
            return groups[-1:]
        case Programme():
            return ()


def _measure(dice: random.Random, window: Window) -> Measure:
    encounters = Encounters(
        tuple(dice.sample(KINDS_USED, dice.randrange(1, 4))),
        window,
        _of_encounters(dice),
        dice.choice((How.ATTENDED, How.ATTENDED, How.OFFERED)),
    )
    shape = dice.randrange(5)
    if shape == 0:
        return AtLeastDifferent(dice.randrange(1, 4), dice.choice(("partner", "kind", "sector")), encounters)
    if shape == 1:
        values = tuple(dice.sample(PARTNER_KINDS[:3], dice.randrange(1, 3)))
        return OneOfEach(encounter_attribute("partner_kind"), values, encounters)
    if shape == 2:
        return AtLeastHours(dice.randrange(1, 4), encounters)
    if shape == 3 and isinstance(window, YearGroups):
        return InEachYear(dice.randrange(1, 3), encounters)
    return AtLeast(dice.randrange(1, 4), encounters)


def _of_encounters(dice: random.Random) -> Predicate:
    choices: list[Predicate] = [
        Is(encounter_attribute("two_way"), (True,)),
        Is(encounter_attribute("in_school_day"), (dice.random() < 0.5,)),
        Is(encounter_attribute("partner_kind"), tuple(dice.sample(PARTNER_KINDS[:3], 2))),
        Is(encounter_attribute("sector"), ("it's", "care")),
        Between(encounter_attribute("level"), dice.choice((None, 1, 2)), 3),
        Between(encounter_attribute("adviser_level"), 6),
    ]
    return _joined(dice, choices)


def _of_pupils(dice: random.Random) -> Predicate:
    choices: list[Predicate] = [
        Is(pupil_attribute("considers_higher"), (True,)),
        Is(pupil_attribute("gender"), ("F",)),
        Between(pupil_attribute("age"), dice.choice((None, 11)), 12),
    ]
    return ALWAYS if dice.random() < 0.5 else _joined(dice, choices)


def _joined(dice: random.Random, choices: list[Predicate]) -> Predicate:
    parts = tuple(dice.sample(choices, dice.randrange(0, 3)))
    if not parts:
        return ALWAYS
    shape = dice.randrange(3)
    if shape == 0:
        return AnyOf(parts)
    return All((*parts, AnyOf((dice.choice(choices),)))) if shape == 1 else All(parts)


def invent_records(dice: random.Random, pupils: int = 14) -> tuple[dict[str, list[dict[str, Any]]], date]:
    """Records of two institutions, and the day to look at them."""
    as_of = dice.choice((*DAYS_WITH_CORNERS, _day(dice)))
    people = [
        {
            "institution": dice.choice("AB"),
            "pupil": str(number),
            "person": dice.choice((None, None, f"P{dice.randrange(4)}")),
            "born_on": dice.choice((None, date(2010, 9, 1), date(2011, 2, 28), date(2008, 2, 29))),
            "gender": dice.choice(("F", "M", None)),
            **{name: _perhaps(dice) for name in ("free_meals", "special_needs", "considers_higher")},
        }
        for number in range(pupils)
    ]
    activities = [_activity(dice, number) for number in range(24)]
    return {
        "pupils": people,
        "enrolments": [row for person in people for row in _enrolments(dice, person)],
        "coverage": [row for _ in range(8) for row in _coverage(dice)],
        "activities": activities,
        "participations": _participations(dice, people, activities),
        "destinations": [
            {
                "institution": person["institution"],
                "pupil": person["pupil"],
                "left_on": date(2023, 8, 31),
                "kind": dice.choice(("actual", "intended")),
                "checked_on": _day(dice),
            }
            for person in people
            if dice.random() < 0.4
        ],
    }, as_of


def _activity(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "institution": dice.choice("AB"),
        "activity": f"a{number}",
        "kind": dice.choice(KINDS_USED) if dice.random() < 0.9 else dice.choice(KINDS),
        "held_on": dice.choice((None, _day(dice), _day(dice), _day(dice), dice.choice(DAYS_WITH_CORNERS))),
        "minutes": dice.choice((None, 0, 30, 60, 120)),
        "partner": dice.choice((None, "p1", "p2", "p3")),
        "partner_kind": dice.choice((None, *PARTNER_KINDS[:3], *PARTNER_KINDS[:3])),
        "partner_size": dice.choice((None, *PARTNER_SIZES)),
        "sector": dice.choice((None, "it's", "care", "")),
        "level": dice.choice((None, 1, 2, 3)),
        "adviser_level": dice.choice((None, 4, 6, 7)),
        **{name: _perhaps(dice) for name in ("in_school_day", "two_way", "debriefed")},
    }


def _enrolments(dice: random.Random, person: dict[str, Any]) -> list[dict[str, Any]]:
    """One to three spells, one after the other, with gaps, repeated years and unknown year groups."""
    own = {"institution": person["institution"], "pupil": person["pupil"]}
    group = dice.choice((0, 0, 0, 1, 2))
    start = FIRST_DAY + timedelta(days=dice.choice((0, 0, 0, 0, 3, 29, 30, 31, 200, 365)))
    rows = []
    for _ in range(dice.randrange(1, 4)):
        end = start + timedelta(days=dice.choice((100, 300, 364, 364, 364, 364, 365)))
        rows.append(
            {
                **own,
                "started_on": start,
                "ended_on": None if dice.random() < 0.1 else end,
                "year_group": None if dice.random() < 0.1 else GROUPS[group],
                "kind": dice.choice(("main", "main", "main", None, "subsidiary")),
                "programme_started_on": dice.choice((None, FIRST_DAY, start)),
                "programme_ends_on": dice.choice((None, date(2023, 7, 31), end)),
            }
        )
        group = min(group + dice.choice((0, 1, 1, 1)), len(GROUPS) - 1)
        start = end + timedelta(days=dice.choice((1, 1, 1, 40)))
    return rows


def _coverage(dice: random.Random) -> list[dict[str, Any]]:
    start = dice.choice((FIRST_DAY, FIRST_DAY, FIRST_DAY + timedelta(days=365), _day(dice)))
    end = dice.choice((None, None, start + timedelta(days=364), start + timedelta(days=730)))
    records = sorted({RECORD_OF_KIND[kind] for kind in KINDS_USED} | {"destinations"})
    chosen = records if dice.random() < 0.8 else [dice.choice(RECORDS)]
    place = dice.choice("AB")
    return [{"institution": place, "records": each, "from_on": start, "to_on": end} for each in chosen]


def _participations(
    dice: random.Random, people: Sequence[dict[str, Any]], activities: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            "institution": person["institution"],
            "pupil": person["pupil"],
            "activity": activity["activity"],
            "state": "present" if dice.random() < 0.7 else dice.choice((*STATES, None)),
        }
        for person in people
        for activity in activities
        if activity["institution"] == person["institution"] and dice.random() < 0.7
    ]


def _day(dice: random.Random) -> date:
    return FIRST_DAY + timedelta(days=dice.randrange(DAYS))


def _perhaps(dice: random.Random) -> bool | None:
    return dice.choice((True, True, True, False, None))
