"""Areas and groups as the rows of a register name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from trigpoint.engine.registers.kinds import KindRules
from trigpoint.engine.registers.rows import RegisterRow
from trigpoint.web.organisations.models import Area, Group

type Names = tuple[str, str]  # and in the region's other language


@dataclass
class Places:
    """The areas and groups of a jurisdiction. Those that only a register's code is known of bear it as a name.

    Of two names for one code the newer register's wins, then the smaller, so that the order of imports is no matter.
    """

    rules: KindRules
    as_of: date
    writes: bool
    areas: dict[str, Area] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = self.rules.jurisdiction
        self.areas = {area.code: area for area in Area.objects.filter(jurisdiction=here)}
        self.groups = {group.code: group for group in Group.objects.filter(jurisdiction=here)}

    def learn(self, rows: Iterable[RegisterRow]) -> None:
        """Takes over the areas and groups that rows name."""
        areas: dict[str, Names] = {}
        groups: dict[str, Names] = {}
        for row in rows:
            _smallest(areas, row, "area")
            _smallest(groups, row, "group")
        for code, names in areas.items():
            self._learn_area(code, names)
        for code, (name, _) in groups.items():
            self._learn_group(code, name)

    def _learn_area(self, code: str, names: Names) -> None:
        bundled = self.rules.areas.get(code)
        name, as_of = (bundled, None) if bundled else (names[0], self.as_of if names[0] else None)
        area = self.areas.get(code)
        if area is None:
            self.areas[code] = area = Area(jurisdiction=self.rules.jurisdiction, code=code, name=name or code)
        elif bundled or not _better(names, as_of, (area.name, area.name_local), area.named_as_of):
            return
        area.name, area.name_local, area.named_as_of = name or code, names[1], as_of
        if self.writes:
            area.save()

    def _learn_group(self, code: str, name: str) -> None:
        as_of = self.as_of if name else None
        group = self.groups.get(code)
        if group is None:
            self.groups[code] = group = Group(jurisdiction=self.rules.jurisdiction, code=code)
        elif not _better((name, ""), as_of, (group.name, ""), group.named_as_of):
            return
        group.name, group.named_as_of = name or code, as_of
        if self.writes:
            group.save()


def _smallest(found: dict[str, Names], row: RegisterRow, what: str) -> None:
    code = row.facts.get(f"{what}_code")
    if code is None:
        return
    names = (str(row.facts.get(f"{what}_name", "")), str(row.facts.get(f"{what}_name_local", "")))
    held = found.get(str(code))
    if held is None or (names[0] and (not held[0] or names < held)):
        found[str(code)] = names


def _better(names: Names, as_of: date | None, held: Names, held_as_of: date | None) -> bool:
    if as_of is None or held_as_of is None:
        return as_of is not None
    return as_of > held_as_of or (as_of == held_as_of and names < held)
