"""Who was asked to which activity, and came or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trigpoint.engine.datasets.words import STATES
from trigpoint.engine.synthetic.nation.dice import Flags, Reals, Whole
from trigpoint.engine.synthetic.nation.offers import Activities, cell_of
from trigpoint.engine.synthetic.nation.profiles import Profiles
from trigpoint.engine.synthetic.nation.roster import ATTRIBUTES, Roster
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Offer, Shape
from trigpoint.engine.synthetic.nation.spells import Spells

EMPTY = len(STATES)
"""The state of a participation that nobody marked and nobody called so."""
STATE_BITS = 3


@dataclass(frozen=True)
class Attendance:
    """Participations: entry of the roster, activity and state as places in their lists, in the order of entries."""

    entry: Whole
    activity: Whole
    state: Whole

    def __len__(self) -> int:
        return len(self.entry)


@dataclass(frozen=True)
class Hub:
    """What is known of a hub when attendance is drawn."""

    shape: Shape
    profiles: Profiles
    roster: Roster
    spells: Spells
    activities: Activities
    undated: Flags
    days: SchoolDays


def invent_attendance(dice: np.random.Generator, hub: Hub) -> Attendance:
    """Draws, offer by offer, who takes part and in which of its activities."""
    drawn = [_of_offer(dice, hub, n, offer) for n, offer in enumerate(hub.shape.programme)]
    spell = np.concatenate([spells for spells, _ in drawn])
    activity = np.concatenate([activities for _, activities in drawn])
    state = _states(dice, hub, activity)
    # One number holds all three, so that one sort puts rows in order.
    bits = max(1, int(len(hub.activities)).bit_length())
    packed = (hub.spells.entry[spell] << (bits + STATE_BITS)) | (activity << STATE_BITS) | state
    packed.sort()
    entry = packed >> (bits + STATE_BITS)
    return Attendance(entry, (packed >> STATE_BITS) & ((1 << bits) - 1), packed & ((1 << STATE_BITS) - 1))


def _of_offer(dice: np.random.Generator, hub: Hub, n: int, offer: Offer) -> tuple[Whole, Whole]:
    """Spells and activities of those who were asked to one offer."""
    shape, spells, activities = hub.shape, hub.spells, hub.activities
    record = shape.records.index(offer.record)
    asked = np.isin(spells.group, shape.groups_of(offer)) & (
        spells.year >= hub.profiles.kept_since[spells.slot]
    )
    if offer.only == "joined":
        asked &= spells.joined
    elif offer.only:
        asked &= hub.roster.attributes[spells.entry, ATTRIBUTES.index(offer.only)]
    chosen = np.flatnonzero(asked)
    slot = spells.slot[chosen]
    likely: Reals = offer.likely * hub.profiles.effort[slot, record]
    sure = hub.profiles.reaches[slot, record] & spells.main[chosen] & offer.core
    takes = sure | (dice.random(len(chosen)) < likely)
    chosen, sure = chosen[takes], sure[takes]
    cell = cell_of(shape, spells.slot[chosen], spells.year[chosen], spells.group[chosen])
    many = activities.many[n, cell]
    ordinary = np.maximum(many - offer.core, 1)
    activity = activities.first[n, cell] + (dice.random(len(chosen)) * ordinary).astype(np.int64)
    late = activities.first[n, cell] + many - 1
    there = _on_roll(hub, chosen, activity)
    activity = np.where(there | (not offer.core), activity, late)
    there |= _on_roll(hub, chosen, activity)
    return chosen[there], activity[there]


def _on_roll(hub: Hub, spell: Whole, activity: Whole) -> Flags:
    """Was somebody on roll in the spell on the day of the activity? Of an activity without a day they may have been."""
    day = hub.activities.day[activity]
    found: Flags = (hub.spells.start[spell] <= day) & (day <= hub.spells.end[spell])
    return found | hub.undated[activity]


def _states(dice: np.random.Generator, hub: Hub, activity: Whole) -> Whole:
    """What is still to come is planned. Who makes sure that everybody is reached marks those who came."""
    shares = hub.shape.states
    codes = np.asarray([EMPTY if name == "empty" else STATES.index(name) for name in shares])
    ends = np.cumsum(list(shares.values()))
    drawn = codes[np.searchsorted(ends, dice.random(len(activity)) * ends[-1], side="right")]
    drawn = np.where(hub.activities.sure[activity], STATES.index("present"), drawn)
    ahead = (hub.activities.day[activity] > hub.days.today) & ~hub.undated[activity]
    return np.where(ahead, STATES.index("planned"), drawn)
