"""The tables of institutions, pupils and enrolments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from trigpoint.engine.datasets.records import ENROLMENTS, INSTITUTIONS, PUPILS
from trigpoint.engine.datasets.words import ENROLMENT_KINDS
from trigpoint.engine.synthetic.nation.arrow import NO_DAY, as_table, days, numbered, words, yes_no
from trigpoint.engine.synthetic.nation.dice import Flags, Use, Whole, flags, stream, with_gaps
from trigpoint.engine.synthetic.nation.profiles import Profiles
from trigpoint.engine.synthetic.nation.roster import ATTRIBUTES, OPEN, Roster, last_year
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.engine.synthetic.nation.spells import Spells

PUPIL_DIGITS = 6


def hub_key(hub: int) -> str:
    """The key of a hub, which is the name of its folder too."""
    return f"hub-{hub:03}"


def institution_numbers(shape: Shape, profiles: Profiles) -> list[str]:
    """The number of each institution of a hub."""
    return [profiles.number(slot, shape.hub.institutions) for slot in range(profiles.count)]


def institution_table(shape: Shape, profiles: Profiles) -> pa.Table:
    """The institutions of a hub."""
    firsts, seconds = shape.names.first, shape.names.second
    names = [
        f"{firsts[n // len(seconds)]} {seconds[n % len(seconds)]} {shape.kinds[kind].title}"
        for n, kind in zip(profiles.name, profiles.kind, strict=True)
    ]
    areas = [f"{hub_key(profiles.hub)}-{chr(97 + n)}" for n in range(shape.hub.areas)]
    columns = {
        "institution": pa.array(institution_numbers(shape, profiles)),
        "name": pa.array(names),
        "kind": words(profiles.kind, [kind.id for kind in shape.kinds]),
        "area": words(profiles.area, areas),
        "hub": words(np.zeros(profiles.count, np.int64), [hub_key(profiles.hub)]),
    }
    return as_table(INSTITUTIONS, columns, profiles.count)


def pupil_numbers(roster: Roster, institutions: int) -> Whole:
    """The number of each entry within its institution, from 0."""
    starts = np.searchsorted(roster.slot, np.arange(institutions))
    found: Whole = np.arange(len(roster)) - starts[roster.slot]
    return found


def pupil_keys(numbers: Whole) -> Sequence[str]:
    """The keys that such numbers point to."""
    return numbered("p", PUPIL_DIGITS, int(numbers.max(initial=0)) + 1)


def pupil_table(shape: Shape, seed: int, profiles: Profiles, roster: Roster, numbers: Whole) -> pa.Table:
    """Everybody in the records. Whoever was at two institutions has the same `person` in both."""
    dice = stream(seed, profiles.hub, Use.ATTRIBUTES)
    gaps = shape.not_known.rate
    known = (dice.random(len(roster)) >= gaps) | roster.moved | ~roster.main
    keys = [f"{key:016x}" for key in roster.person.view(np.uint64).tolist()]
    columns = {
        "institution": words(roster.slot, institution_numbers(shape, profiles)),
        "pupil": words(numbers, pupil_keys(numbers)),
        "person": pa.array(keys, pa.string(), mask=~known),
        "born_on": days(np.where(dice.random(len(roster)) < gaps, NO_DAY, roster.born)),
    }
    attributes = roster.attributes.astype(np.int64)
    for n, name in enumerate(ATTRIBUTES):
        codes = with_gaps(dice, attributes[:, n], gaps)
        if name == "considers_higher":
            codes = np.where(_asks_everybody(shape, profiles)[roster.slot], attributes[:, n], codes)
        if name == "female":
            columns["gender"] = words(codes, ("male", "female"))
        else:
            columns[name] = yes_no(codes)
    return as_table(PUPILS, columns, len(roster))


def _asks_everybody(shape: Shape, profiles: Profiles) -> Flags:
    """Institutions that cannot show what they do about providers unless they know who considers going on."""
    found: Flags = profiles.reaches[:, shape.records.index("providers")]
    return found


def enrolment_table(
    shape: Shape,
    seed: int,
    profiles: Profiles,
    roster: Roster,
    numbers: Whole,
    spells: Spells,
    days_: SchoolDays,
) -> pa.Table:
    """A row for each school year of everybody. Institutions that reach a benchmark know everybody's year group."""
    dice = stream(seed, profiles.hub, Use.COVERAGE)
    gaps = np.where(profiles.reaches.any(axis=1), 0.0, shape.not_known.rate)[spells.slot]
    group = np.where(dice.random(len(spells)) < gaps, -1, spells.group)
    on_programme = flags(kind.programme for kind in shape.kinds)[profiles.kind[spells.slot]] & spells.main
    begins = days_.begins(roster.first_year(days_.now))[spells.entry]
    ends = days_.begins(last_year(roster, days_) + 1)[spells.entry] - 1
    columns = {
        "institution": words(spells.slot, institution_numbers(shape, profiles)),
        "pupil": words(numbers[spells.entry], pupil_keys(numbers)),
        "started_on": days(spells.start),
        "ended_on": days(np.where(spells.end == OPEN, NO_DAY, spells.end)),
        "year_group": words(group, shape.groups),
        "kind": words(np.where(spells.main, 0, 1), ENROLMENT_KINDS),
        "programme_started_on": days(np.where(on_programme, begins, NO_DAY)),
        "programme_ends_on": days(np.where(on_programme, ends, NO_DAY)),
    }
    return as_table(ENROLMENTS, columns, len(spells))
