"""Lays batches of register rows over the institutions in the database, and says what changes by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from trigpoint.engine.registers.columns import columns
from trigpoint.engine.registers.kinds import KindRules
from trigpoint.engine.registers.merging import Fact, merge
from trigpoint.engine.registers.rows import RegisterRow, Source
from trigpoint.jobs.interchange.registers.opening import PRECEDENCE, kind_rules
from trigpoint.jobs.storage.postcodes import locate_postcodes, to_degrees
from trigpoint.web.organisations.actions.registers.places import Places
from trigpoint.web.organisations.models import (
    Identifier,
    Institution,
    RegisterChange,
    RegisterImport,
    Succession,
)

DATES = ("opened_on", "closed_on")
WRITTEN = (
    "name", "name_local", "kind", "state", "opened_on", "closed_on", "area", "group", "town", "postcode",
    "longitude", "latitude", "low_age", "high_age", "year_groups", "pupils", "facts",
)  # fmt: skip
TOLD = ("kind", "town", "postcode", "low_age", "high_age", "area", "group")  # changes worth a line
Kind = RegisterChange.Kind
SAMPLES = 20
ROWS = 100  # in one statement. The connection keeps its last 128 statements with their values: large ones fill memory


@dataclass
class Changes:
    """What an import changes: counts by kind, and the first few of each for the dry run."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[list[str]]] = field(default_factory=dict)

    def add(self, kind: str, number: str, name: str, before: str, after: str) -> None:
        self.counts[kind] += 1
        shown = self.samples.setdefault(kind, [])
        if len(shown) < SAMPLES:
            shown.append([number, name, before, after])

    def spell(self) -> dict[str, Any]:
        return {"counts": dict(sorted(self.counts.items())), "samples": self.samples}


class Merger:
    """Merges the rows of one source. With `written_for` set it writes; without, it only counts (the dry run)."""

    def __init__(self, *, jurisdiction: str, source: Source, written_for: RegisterImport | None) -> None:
        self.rules: KindRules = kind_rules(jurisdiction)
        self.source = source
        self.written_for = written_for
        self.places = Places(self.rules, source.as_of, writes=written_for is not None)
        self.changes = Changes()

    def merge(self, rows: Sequence[RegisterRow]) -> None:
        """One batch: some 2,000 rows of different institutions, in a constant number of statements."""
        held = _held(rows)
        before = {number: _told(institution) for number, institution in held.items()}
        self.places.learn(rows)
        touched: list[tuple[RegisterRow, Institution]] = []
        same: list[tuple[RegisterRow, Institution]] = []
        for row in rows:
            institution = held.get(row.number) or Institution(jurisdiction=self.rules.jurisdiction)
            (touched if self._apply(row, institution) else same).append((row, institution))
        _locate([institution for _, institution in touched])
        # the file of postcodes may have come since: look again for places that were looked for in vain
        lost = [(row, institution) for row, institution in same if institution.longitude is None]
        _locate([institution for _, institution in lost])
        touched += [(row, institution) for row, institution in lost if institution.longitude is not None]
        self.changes.counts["unchanged"] += len(rows) - len(touched)
        if self.written_for:
            _write(touched)
        self._tell(touched, before)

    def _apply(self, row: RegisterRow, institution: Institution) -> bool:
        """Merges a row into an institution; was anything about it not as it is now?"""
        facts: dict[str, Fact] = merge(institution.facts, row.facts, self.source, PRECEDENCE)
        changed: bool = institution.pk is None or facts != institution.facts
        institution.facts = facts
        for name, value in columns(facts, self.rules).items():
            told = date.fromisoformat(value) if name in DATES and value else value
            if getattr(institution, name) != told:
                setattr(institution, name, told)
                changed = True
        for name, places in (("area", self.places.areas), ("group", self.places.groups)):
            code = facts.get(f"{name}_code")
            place = places.get(code["value"]) if code else None
            if place and getattr(institution, f"{name}_id") != place.pk:
                setattr(institution, name, place)
                changed = True
        return changed

    def _tell(
        self, touched: list[tuple[RegisterRow, Institution]], before: dict[str, dict[str, Any]]
    ) -> None:
        if not touched:
            return
        closed = [row.number for row, found in touched if found.state == Institution.State.CLOSED]
        successors = _successors(touched[0][0].scheme, closed) if closed else {}
        told = []
        for row, institution in touched:
            was = before.get(row.number)
            found = _differences(was, _told(institution), successors.get(row.number))
            if not found:
                self.changes.counts["confirmed"] += 1
            for kind, old, new in found:
                self.changes.add(kind, row.number, institution.name, old, new)
                told.append(
                    RegisterChange(
                        register_import=self.written_for,
                        institution=institution,
                        kind=kind,
                        before=old[:400],
                        after=new[:400],
                    )
                )
        if self.written_for:
            RegisterChange.objects.bulk_create(told, batch_size=ROWS)


def _held(rows: Sequence[RegisterRow]) -> dict[str, Institution]:
    numbers = [row.number for row in rows]
    found = Identifier.objects.filter(scheme=rows[0].scheme, value__in=numbers)
    return {
        one.value: one.institution for one in found.select_related("institution__area", "institution__group")
    }


def _told(institution: Institution) -> dict[str, Any]:
    return {
        name: "" if (value := getattr(institution, name)) is None else str(value)
        for name in ("name", "state", *TOLD)
    }


def _differences(
    was: dict[str, Any] | None, now: dict[str, Any], successor: str | None
) -> list[tuple[str, str, str]]:
    """Kind of change, before, after. Learning what was not known is no change; it is counted as confirmed."""
    if was is None:
        return [(Kind.ADDED, "", now["name"])]
    found: list[tuple[str, str, str]] = []
    if was["state"] and was["state"] != now["state"]:
        if now["state"] == Institution.State.CLOSED:
            found.append((Kind.MERGED if successor else Kind.CLOSED, was["state"], successor or now["state"]))
        else:
            found.append((Kind.OPENED, was["state"], now["state"]))
    if was["name"] != now["name"]:
        found.append((Kind.RENAMED, was["name"], now["name"]))
    others = [name for name in TOLD if was[name] and was[name] != now[name]]
    if others:
        spelt = ["; ".join(f"{name} {values[name]}" for name in others) for values in (was, now)]
        found.append((Kind.CHANGED, spelt[0], spelt[1]))
    return found


def _successors(scheme: str, numbers: list[str]) -> dict[str, str]:
    links = Succession.objects.filter(scheme=scheme, predecessor__in=numbers).order_by("successor")
    return dict(links.values_list("predecessor", "successor"))


def _locate(institutions: list[Institution]) -> None:
    """Coordinates from the register's degrees, else its grid reference, else the postcode; else not known."""
    by_postcode = []
    on_grid = []
    for institution in institutions:
        value = {name: fact["value"] for name, fact in institution.facts.items()}
        if "longitude" in value and "latitude" in value:
            institution.longitude, institution.latitude = value["longitude"], value["latitude"]
        elif "easting" in value and "northing" in value:
            on_grid.append((institution, (value["easting"], value["northing"])))
        elif institution.postcode:
            by_postcode.append(institution)
    degrees = to_degrees([place for _, place in on_grid])
    for (institution, _), place in zip(on_grid, degrees, strict=True):
        institution.longitude, institution.latitude = place
    places = locate_postcodes(settings.POSTCODES_FILE, {one.postcode for one in by_postcode})
    for institution in by_postcode:
        institution.longitude, institution.latitude = places.get(institution.postcode, (None, None))


def _write(touched: list[tuple[RegisterRow, Institution]]) -> None:
    new = [(row, institution) for row, institution in touched if institution.pk is None]
    old = [institution for _, institution in touched if institution.pk is not None]
    if old:
        Institution.objects.bulk_create(
            old,
            batch_size=ROWS,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(WRITTEN),
        )
    Institution.objects.bulk_create([institution for _, institution in new], batch_size=ROWS)
    Identifier.objects.bulk_create(
        [
            Identifier(institution=institution, scheme=row.scheme, value=row.number)
            for row, institution in new
        ],
        batch_size=ROWS,
    )
