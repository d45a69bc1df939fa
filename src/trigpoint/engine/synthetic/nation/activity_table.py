"""The table of activities: what kind, when, with whom, and which tests of a meaningful encounter each passed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from trigpoint.engine.datasets.records import ACTIVITIES
from trigpoint.engine.datasets.words import KINDS, MEANINGFUL_TESTS, PARTNER_KINDS, PARTNER_SIZES
from trigpoint.engine.synthetic.nation.arrow import NO_DAY, as_table, days, numbered, whole, words, yes_no
from trigpoint.engine.synthetic.nation.dice import (
    Flags,
    Use,
    Whole,
    flags,
    pick,
    pick_of,
    stream,
    wholes,
    with_gaps,
)
from trigpoint.engine.synthetic.nation.offers import Activities
from trigpoint.engine.synthetic.nation.shape import Shape

IN_SCHOOL_DAY, IN_CURRICULUM_AREA, DEBRIEFED = 0.95, 0.6, 0.6
"""Shares of activities. Ours: no figure is published."""


def activity_table(
    shape: Shape, seed: int, hub: int, activities: Activities, undated: Flags, institutions: list[str]
) -> pa.Table:
    """Every activity of a hub with its attributes. Activities that everybody must be reached by lack nothing."""
    dice = stream(seed, hub, Use.PARTNERS)
    count = len(activities)
    gaps = shape.not_known.rate
    sure = activities.sure
    subjects = [offer.subject for offer in shape.programme]
    named = sorted({subject for subject in subjects if subject})
    subject = wholes(named.index(each) if each else -1 for each in subjects)[activities.offer]
    columns = {
        "institution": words(activities.slot, institutions),
        "activity": words(activities.number, numbered("a", 5, int(activities.number.max(initial=0)) + 1)),
        "kind": words(_kinds(shape, dice, activities.offer), KINDS),
        "held_on": days(np.where(undated, NO_DAY, activities.day)),
        "minutes": whole(_known(dice, _minutes(shape, dice, activities.offer), gaps, sure)),
        "subject": words(subject, named),
        "level": whole(_known(dice, _levels(shape, dice, activities.offer), gaps, sure)),
        "adviser_level": whole(_advisers(shape, dice, activities, gaps)),
        "in_school_day": yes_no(with_gaps(dice, (dice.random(count) < IN_SCHOOL_DAY).astype(np.int64), gaps)),
        "in_curriculum_area": yes_no(
            with_gaps(dice, (dice.random(count) < IN_CURRICULUM_AREA).astype(np.int64), gaps)
        ),
        "debriefed": yes_no(with_gaps(dice, (dice.random(count) < DEBRIEFED).astype(np.int64), gaps)),
        **_partners(shape, dice, hub, activities, gaps),
        **_tests(shape, dice, sure),
    }
    return as_table(ACTIVITIES, columns, count)


def invent_undated(shape: Shape, dice: np.random.Generator, activities: Activities) -> Flags:
    """Which activities have no day written down: none that everybody must be reached by."""
    return (dice.random(len(activities)) < shape.undated) & ~activities.sure


def _known(dice: np.random.Generator, codes: Whole, rate: float, sure: Flags) -> Whole:
    return np.where(sure, codes, with_gaps(dice, codes, rate))


def _kinds(shape: Shape, dice: np.random.Generator, offers: Whole) -> Whole:
    """A kind for each activity, of those that its offer names."""
    found = np.zeros(len(offers), np.int64)
    for n, offer in enumerate(shape.programme):
        where = np.flatnonzero(offers == n)
        codes = wholes(KINDS.index(kind) for kind in offer.kinds)
        found[where] = codes[pick_of(dice, offer.kinds, len(where))]
    return found


def _one_of(dice: np.random.Generator, lists: list[tuple[int, ...]], offers: Whole) -> Whole:
    """One number of each activity's list; -1 where the list is empty."""
    lengths = wholes(len(each) for each in lists)
    padded = np.full((len(lists), max(1, int(lengths.max(initial=1)))), -1)
    for n, each in enumerate(lists):
        padded[n, : len(each)] = each
    place = (dice.random(len(offers)) * lengths[offers]).astype(np.int64)
    found: Whole = padded[offers, place]
    return found


def _minutes(shape: Shape, dice: np.random.Generator, offers: Whole) -> Whole:
    return _one_of(dice, [offer.minutes for offer in shape.programme], offers)


def _levels(shape: Shape, dice: np.random.Generator, offers: Whole) -> Whole:
    return _one_of(dice, [offer.level for offer in shape.programme], offers)


def _advisers(shape: Shape, dice: np.random.Generator, activities: Activities, gaps: float) -> Whole:
    """The adviser's level, where there is one; the highest where everybody must be reached."""
    levels = wholes(each.level for each in shape.adviser_levels)
    drawn = levels[pick(dice, [each.share for each in shape.adviser_levels], len(activities))]
    drawn = np.where(activities.sure, levels.max(), with_gaps(dice, drawn, gaps))
    with_adviser = flags(offer.adviser for offer in shape.programme)[activities.offer]
    return np.where(with_adviser, drawn, -1)


def _partners(
    shape: Shape, dice: np.random.Generator, hub: int, activities: Activities, gaps: float
) -> dict[str, pa.Array]:
    """Who was met, of what kind and size and in which sector: the same wherever the partner is met in the hub."""
    pools = shape.partners
    sizes = [pool.in_hub for pool in pools.values()]
    starts = np.cumsum(wholes(sizes)) - wholes(sizes)
    kinds = np.concatenate(
        [
            wholes(PARTNER_KINDS.index(kind) for kind in pool.kinds)[pick_of(dice, pool.kinds, pool.in_hub)]
            for pool in pools.values()
        ]
    )
    total = sum(sizes)
    size = wholes(PARTNER_SIZES.index(name) for name in shape.partner_sizes)[
        pick_of(dice, shape.partner_sizes, total)
    ]
    employs = kinds <= PARTNER_KINDS.index("self_employed")
    sector = np.where(employs, dice.integers(len(shape.sectors), size=total), -1)
    size = np.where(kinds == PARTNER_KINDS.index("self_employed"), PARTNER_SIZES.index("micro"), size)
    size = np.where(employs, size, -1)
    pool_of = wholes(list(pools).index(offer.partner) if offer.partner else -1 for offer in shape.programme)
    half = wholes(-1 if offer.half is None else offer.half for offer in shape.programme)
    pool, half = pool_of[activities.offer], half[activities.offer]
    place = (dice.random(len(activities)) * wholes(sizes)[pool]).astype(np.int64)
    place = np.where(half >= 0, place // 2 * 2 + half, place)
    met = np.where(pool >= 0, starts[pool] + place, -1)
    known = _known(dice, met, gaps, activities.sure)
    # Who has no name may have a kind all the same.
    of_kind = _known(dice, np.where(met >= 0, kinds[met], -1), gaps, activities.sure)
    keys = [
        f"h{hub:03}-{name[0]}{n:03}"
        for name, many in zip(pools, sizes, strict=True)
        for n in range(1, many + 1)
    ]
    return {
        "partner": words(known, keys),
        "partner_kind": words(of_kind, PARTNER_KINDS),
        "partner_size": words(np.where(known >= 0, size[known], -1), PARTNER_SIZES),
        "sector": words(np.where(known >= 0, sector[known], -1), shape.sectors),
    }


def _tests(shape: Shape, dice: np.random.Generator, sure: Flags) -> dict[str, pa.Array]:
    """Tests come in patterns, since an institution plans its activities after a model."""
    patterns = np.asarray([pattern.verdicts() for pattern in shape.test_patterns])
    drawn = patterns[pick(dice, [pattern.share for pattern in shape.test_patterns], len(sure))]
    found = np.where(sure[:, None], 1, drawn)
    return {test: yes_no(found[:, n]) for n, test in enumerate(MEANINGFUL_TESTS)}
