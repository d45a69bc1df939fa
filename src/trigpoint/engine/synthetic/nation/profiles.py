"""The institutions of a hub before anybody is in them: kind, size, what they keep, and how hard they try."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from trigpoint.engine.synthetic.nation.dice import Flags, Reals, Use, Whole, flags, pick, stream, wholes
from trigpoint.engine.synthetic.nation.shape import Shape

FIRST_NUMBER = 100_001


@dataclass(frozen=True)
class Profiles:
    """One entry for each institution of a hub, in every array; groups and years are places in their lists.

    `reaches` and `effort` have a row for each institution and a column for each kind of record.
    """

    hub: int
    kind: Whole
    people: Whole
    first_group: Whole
    last_group: Whole
    lacks: Whole  # the year group that nobody is in; -1 for none
    kept_since: Whole  # school year from which activities are recorded
    leavers_kept: Whole
    reaches: Flags
    effort: Reals
    area: Whole
    name: Whole  # place in the list of all combinations of names

    @property
    def count(self) -> int:
        return len(self.kind)

    def number(self, slot: int, in_hub: int) -> str:
        """The institution's own number."""
        return str(FIRST_NUMBER + (self.hub - 1) * in_hub + slot)


def invent_profiles(shape: Shape, seed: int, hub: int) -> Profiles:
    """A whole hub's institutions. Asking for a smaller hub means to take the first of them."""
    dice = stream(seed, hub, Use.PROFILES)
    count = shape.hub.institutions
    kind = pick(dice, [each.share for each in shape.kinds], count)
    first = wholes(shape.group(each.years[0]) for each in shape.kinds)[kind]
    last = wholes(shape.group(each.years[1]) for each in shape.kinds)[kind]
    changes = flags(shape.kinds[n].can_change for n in kind)
    new = (dice.random(count) < shape.changes.new_school.rate) & changes
    last = np.where(new, np.minimum(first + 2, last), last)
    lacking = (dice.random(count) < shape.changes.lacks_a_year.rate) & (last - first >= 3) & ~new
    lacks = np.where(lacking, first + 1 + pick(dice, [1, 1], count), -1)
    kept = wholes(each.years for each in shape.records_kept)
    leavers = wholes(each.years for each in shape.leavers_kept)
    kept_since = shape.years_kept - kept[pick(dice, [each.share for each in shape.records_kept], count)]
    leavers_kept = leavers[pick(dice, [each.share for each in shape.leavers_kept], count)]
    reaches, effort = _efforts(dice, shape, count)
    return Profiles(
        hub,
        kind,
        _people(dice, shape, kind),
        first,
        last,
        lacks,
        kept_since,
        leavers_kept,
        reaches,
        effort,
        dice.integers(shape.hub.areas, size=count),
        dice.integers(len(shape.names.first) * len(shape.names.second), size=count),
    )


def _people(dice: np.random.Generator, shape: Shape, kind: Whole) -> Whole:
    sizes = [each.people for each in shape.kinds]
    median, spread, least, most = (
        np.asarray([getattr(size, name) for size in sizes])[kind]
        for name in ("median", "spread", "least", "most")
    )
    drawn = np.exp(np.log(median) + spread * dice.standard_normal(len(kind)))
    return np.clip(np.rint(drawn), least, most).astype(np.int64)


def _efforts(dice: np.random.Generator, shape: Shape, count: int) -> tuple[Flags, Reals]:
    """Who is good at one benchmark is likely to be good at another: part of the draw is the same for all of them."""
    common = dice.standard_normal((count, 1)) * np.sqrt(shape.reached_together)
    own = dice.standard_normal((count, len(shape.records))) * np.sqrt(1 - shape.reached_together)
    limits = [NormalDist().inv_cdf(each.share) for each in shape.reached.values()]
    reaches = common + own < np.asarray(limits)
    least, most = (np.asarray([each.others[n] for each in shape.reached.values()]) for n in (0, 1))
    others = least + (most - least) * dice.random((count, len(shape.records)))
    return reaches, np.where(reaches, np.maximum(others, 0.9), others)
