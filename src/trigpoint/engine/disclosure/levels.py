"""The counts as blocks, one for each level: institutions, hubs, the nation. What is absent is worked out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from trigpoint.engine.disclosure.counts import (
    EVERYBODY,
    NOT_KNOWN_GROUP,
    CountTable,
    DisclosureError,
    Flags,
    Whole,
)


class Place(IntEnum):
    """The level at which an attribute divides the pupils."""

    INSTITUTION = 0
    HUB = 1
    NATION = 2


@dataclass(frozen=True, eq=False)
class Level:
    """Counts of all units of one level; blocks have the axes rule, unit and column.

    Column 0 is everybody; `spans` are the columns of one attribute each. `parent` is the place of each unit's parent in
    the level above, rising. `there` marks the cells that are part of the table at all: the others count nobody, and
    that is no secret.
    """

    units: Whole
    parent: Whole
    by: Whole
    group: Whole
    spans: tuple[slice, ...]
    met: Whole
    not_met: Whole
    not_known: Whole
    there: Flags

    def of_rules(self, rules: slice) -> Level:
        """The same level for some rules only; shares the memory."""
        met, not_met, not_known = (block[rules] for block in (self.met, self.not_met, self.not_known))
        return replace(self, met=met, not_met=not_met, not_known=not_known, there=self.there[rules])


@dataclass(frozen=True, eq=False)
class Levels:
    """All levels from institutions up, and the rule numbers along their first axis."""

    rules: Whole
    levels: tuple[Level, Level, Level]


def lay_out(table: CountTable, places: Mapping[str, Place], known_absences: frozenset[str]) -> Levels:
    """The blocks of a table, for the attributes in `places` at the level that each has there.

    A group nobody belongs to at a unit stays, as a zero to hide, unless its absence is public: of an attribute in
    `known_absences`, of the group "not known", or where a rule concerns nobody of the group, or of the unit, at all.
    Raises DisclosureError for two rows of one cell and for groups that do not add up to everybody.
    """
    rules = _numbers_in(table.rule)
    institutions = _numbers_in(table.institution)
    institutions = institutions[np.argsort(table.hub_of[institutions], kind="stable")]
    hubs, hub_at = np.unique(table.hub_of[institutions], return_inverse=True)
    wanted = [by for by in range(1, len(table.attributes) + 1) if table.name_of(by) in places]
    columns = _columns(table, [EVERYBODY, *wanted])
    blocks = _blocks(table, rules, institutions, columns)
    _check_sums(table, rules, institutions, columns, blocks)

    above: dict[Place, tuple[Whole, Whole, list[Whole]]] = {}
    above[Place.INSTITUTION] = (institutions, hub_at.astype(np.int64), blocks)
    of_hubs = _sums(blocks, above[Place.INSTITUTION][1])
    above[Place.HUB] = (hubs, np.zeros(hubs.size, np.int64), of_hubs)
    above[Place.NATION] = (np.zeros(1, np.int64), np.zeros(1, np.int64), _sums(of_hubs, above[Place.HUB][1]))
    free = {by for by in wanted if table.name_of(by) in known_absences}
    levels = [
        _level(above[place], columns, [by for by in wanted if places[table.name_of(by)] == place], free)
        for place in Place
    ]
    return Levels(rules, (levels[0], levels[1], levels[2]))


def _numbers_in(column: Whole) -> Whole:
    """The different numbers of a column, rising: they are small, so no sorting."""
    seen = np.zeros(int(column.max()) + 1 if column.size else 0, bool)
    seen[column] = True
    return np.flatnonzero(seen)


def _columns(table: CountTable, wanted: Sequence[int]) -> list[tuple[int, Whole]]:
    width = int(table.group.max()) + 1 if table.group.size else 1
    seen = _numbers_in(table.by * width + table.group)
    return [(by, seen[seen // width == by] % width) if by else (by, np.zeros(1, np.int64)) for by in wanted]


def _blocks(
    table: CountTable, rules: Whole, institutions: Whole, columns: list[tuple[int, Whole]]
) -> list[Whole]:
    """Met, not met and not known as blocks of all institutions and all columns."""
    at_rule, at_institution = _places(table.rule, rules), _places(table.institution, institutions)
    width = int(table.group.max()) + 1 if table.group.size else 1
    keys = np.concatenate([by * width + groups for by, groups in columns])
    at_column = np.full((len(table.attributes) + 1) * width, -1, np.int64)
    at_column[keys] = np.arange(keys.size)
    column = at_column[table.by * width + table.group]
    shape = (rules.size, institutions.size, keys.size)
    cell = (at_rule * shape[1] + at_institution) * shape[2] + column
    cell = np.where(column < 0, -1, cell)
    size = int(np.prod(shape))
    twice = np.flatnonzero(np.bincount(cell[column >= 0], minlength=size) > 1)
    if twice.size:
        row = int(np.flatnonzero(cell == twice[0])[1])
        raise DisclosureError(
            f"row {row} counts a group a second time ({_where(table, row)}): give each group once"
        )
    blocks = []
    for counts in (table.met, table.not_met, table.not_known):
        block = np.zeros(size + 1, np.int64)
        block[cell] = counts
        blocks.append(block[:-1].reshape(shape))
    return blocks


def _places(column: Whole, numbers: Whole) -> Whole:
    at = np.zeros(int(numbers.max()) + 1 if numbers.size else 0, np.int64)
    at[numbers] = np.arange(numbers.size)
    return at[column]


def _where(table: CountTable, row: int) -> str:
    name = table.name_of(int(table.by[row]))
    return f"rule {table.rule[row]}, institution {table.institution[row]}, {name}, group {table.group[row]}"


def _check_sums(
    table: CountTable,
    rules: Whole,
    institutions: Whole,
    columns: list[tuple[int, Whole]],
    blocks: list[Whole],
) -> None:
    at = 1
    for by, groups in columns[1:]:
        for block in blocks:
            together = block[:, :, at : at + groups.size].sum(axis=2)
            wrong = np.argwhere(together != block[:, :, 0])
            if wrong.size:
                rule, unit = wrong[0]
                raise DisclosureError(
                    f"rule {rules[rule]}, institution {institutions[unit]}: the groups of {table.name_of(by)}"
                    f" add up to {together[rule, unit]}, everybody is {block[rule, unit, 0]}:"
                    " count those of whom it is not known as group 0"
                )
        at += groups.size


def _sums(blocks: list[Whole], parent: Whole) -> list[Whole]:
    starts = np.flatnonzero(np.diff(parent, prepend=-1))
    return [np.add.reduceat(block, starts, axis=1) if starts.size else block for block in blocks]


def _level(
    of: tuple[Whole, Whole, list[Whole]], columns: list[tuple[int, Whole]], bys: list[int], free: set[int]
) -> Level:
    units, parent, blocks = of
    by = np.concatenate([np.full(groups.size, number) for number, groups in columns])
    group = np.concatenate([groups for _, groups in columns])
    kept = np.flatnonzero(np.isin(by, [EVERYBODY, *bys]))
    by, group = by[kept], group[kept]
    met, not_met, not_known = (np.ascontiguousarray(block[:, :, kept]) for block in blocks)
    of_all = met + not_met + not_known
    concerned = of_all.any(axis=1, keepdims=True) & (of_all[:, :, :1] > 0)
    public = np.isin(by, list(free)) | (group == NOT_KNOWN_GROUP)
    there = concerned & (of_all.any(axis=0, keepdims=True) | ~public)
    firsts = [int(np.flatnonzero(by == number)[0]) for number in bys]
    spans = tuple(
        slice(first, first + int((by == number).sum())) for first, number in zip(firsts, bys, strict=True)
    )
    return Level(units, parent, by, group, spans, met, not_met, not_known, there)
