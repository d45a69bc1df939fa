"""Small nations with the traits that give people away."""

from datetime import date

import numpy as np

from trigpoint.engine.disclosure.counts import CountTable
from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.release import Release

ATTRIBUTES = ("gender", "free_meals", "year_group", "same_as_gender", "looked_after", "rare")
PLACES = {
    "gender": Place.INSTITUTION,
    "free_meals": Place.INSTITUTION,
    "year_group": Place.INSTITUTION,
    "same_as_gender": Place.INSTITUTION,
    "looked_after": Place.HUB,
    "rare": Place.NATION,
}


def make_table(rows, hub_of, attributes=("gender",)):
    """A table of (rule, institution, by, group, met, not met, not known)."""
    columns = np.array(rows, np.int64).reshape(-1, 7).T
    return CountTable(*columns, hub_of=np.array(hub_of, np.int64), attributes=attributes)


def make_release(attributes=None, **changes):
    settings = {
        "period": "2025/26",
        "dated": date(2026, 9, 30),
        "threshold": 6,
        "base": 5,
        "attributes": {"gender": Place.INSTITUTION} if attributes is None else attributes,
    }
    return Release(**settings | changes)


def invent(seed):
    """A nation of a few small hubs, each pupil drawn; and which institution is in which hub."""
    draw = np.random.default_rng(seed)
    hub_of = np.sort(draw.integers(0, draw.integers(1, 4), draw.integers(1, 9)))
    sizes = [(1, 4, 7, 20, 60, 400), (12, 16, 20, 25, 30, 40), (60, 200, 400, 600)][draw.integers(3)]
    pupils = [_pupils_of(draw, institution, int(draw.choice(sizes))) for institution in range(hub_of.size)]
    rows = []
    for rule in range(2):
        few_nasty = [0.5, 0.1, 0.1, 0.2, 0.1] if rule else [0.2, 0.2, 0.2, 0.2, 0.2]
        mood = draw.choice(["mixed", "all", "none", "complete", "by group"], hub_of.size, p=few_nasty)
        for institution, groups in enumerate(pupils):
            outcome = _outcomes(draw, mood[institution], groups)
            for by in range(len(ATTRIBUTES) + 1):
                group = groups[:, by - 1] if by else np.zeros(len(groups), int)
                for value in np.unique(group):
                    counts = [int(((group == value) & (outcome == kind)).sum()) for kind in range(3)]
                    rows.append((rule, institution, by, int(value), *counts))
    return make_table(rows, hub_of, ATTRIBUTES), hub_of


def _pupils_of(draw, institution, count):
    gender = draw.choice([0, 1, 2], count, p=[0.02, 0.48, 0.5] if draw.random() < 0.5 else [0, 1, 0])
    free_meals = (draw.random(count) < draw.choice([0.01, 0.2, 0.5])) + 1
    years = draw.integers(7, 7 + draw.choice([1, 2, 5]), count)
    if count > 100:
        years[0] = 13  # somebody alone in a year group
    same = np.array([0, 2, 1])[gender]
    looked_after = (draw.random(count) < 0.03) + 1
    rare = np.where(institution == 0, 1 + (draw.random(count) < 0.5), 1)  # a group of one institution alone
    return np.column_stack([gender, free_meals, years, same, looked_after, rare])


def _outcomes(draw, mood, groups):
    count = len(groups)
    if mood == "all":
        return np.zeros(count, int)
    if mood == "none":
        return np.ones(count, int)
    if mood == "by group":
        return (groups[:, 0] == 1).astype(int)
    if mood == "complete":
        return (draw.random(count) < draw.choice([0.02, 0.3, 0.97])).astype(int)
    return draw.choice(3, count, p=[[0.7, 0.2, 0.1], [0.05, 0.15, 0.8], [0.94, 0.04, 0.02]][draw.integers(3)])


def truth_of(released, table):
    """Met, not met, not known and all together of each row of a release, added up from the table one by one."""
    place, totals = {}, {}
    for rule, institution, by, group, *counts in zip(
        table.rule,
        table.institution,
        table.by,
        table.group,
        table.met,
        table.not_met,
        table.not_known,
        strict=True,
    ):
        for level, unit in enumerate((institution, table.hub_of[institution], 0)):
            key = (int(rule), level, int(unit), int(by), int(group))
            totals[key] = totals.get(key, np.zeros(3, np.int64)) + counts
    place = zip(released.rule, released.place, released.unit, released.by, released.group, strict=True)
    found = np.array([totals.get(tuple(map(int, key)), np.zeros(3, np.int64)) for key in place])
    return np.column_stack([found, found.sum(axis=1)])


def realistic_nation(institutions=60, rules=8, seed=2026):
    """Institutions of 300 to 1,800 pupils in hubs of ten, with gender, free meals and five year groups."""
    draw = np.random.default_rng(seed)
    divisions = (
        (1, [0, 1, 2], [0.004, 0.498, 0.498]),
        (2, [0, 1, 2], [0.01, 0.74, 0.25]),
        (3, [7, 8, 9, 10, 11], [0.2] * 5),
    )
    rows = []
    for institution in range(institutions):
        count = int(draw.integers(300, 1801))
        groups = {by: draw.choice(values, count, p=weights) for by, values, weights in divisions}
        for rule in range(rules):
            met = draw.beta(3, 2)
            outcome = draw.choice(3, count, p=[0.93 * met, 0.93 * (1 - met), 0.07])
            for by in range(4):
                group = groups[by] if by else np.zeros(count, int)
                for value in np.unique(group):
                    kinds = np.bincount(outcome[group == value], minlength=3)
                    rows.append((rule, institution, by, int(value), *kinds))
    return make_table(rows, np.arange(institutions) // 10, ("gender", "free_meals", "year_group"))
