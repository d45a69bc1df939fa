"""Lays successions over those in the database: newer wins, then one with a date, then the earlier date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trigpoint.engine.registers.rows import SuccessionRow
from trigpoint.web.organisations.actions.registers.merging import ROWS, Changes
from trigpoint.web.organisations.models import (
    Identifier,
    Institution,
    RegisterChange,
    RegisterImport,
    Succession,
)

type Key = tuple[str, str, str]
BATCH = 2000


def merge_links(
    rows: Iterable[SuccessionRow], *, scheme: str, as_of: date, written_for: RegisterImport | None
) -> Changes:
    """Counts, and writes where `written_for` is set. A link may name numbers that no import has brought yet."""
    told: dict[Key, date | None] = {}
    for row in rows:
        key = (row.predecessor, row.successor, row.kind)
        since = date.fromisoformat(row.since) if row.since else None
        told[key] = _earlier(told[key], since) if key in told else since
    held = {
        (link.predecessor, link.successor, link.kind): link
        for link in Succession.objects.filter(scheme=scheme)
    }
    changes = Changes()
    new: list[Succession] = []
    dated: list[Succession] = []
    for (predecessor, successor, kind), since in told.items():
        link = held.get((predecessor, successor, kind))
        if link is None:
            new.append(
                Succession(
                    scheme=scheme,
                    predecessor=predecessor,
                    successor=successor,
                    kind=kind,
                    since=since,
                    as_of=as_of,
                )
            )
        elif _wins(since, as_of, link):
            link.since, link.as_of = since, as_of
            dated.append(link)
    changes.counts.update(links_new=len(new), links_dated=len(dated))
    changes.counts["links_unchanged"] = len(told) - len(new) - len(dated)
    _tell(new, scheme, changes, written_for)
    if written_for:
        Succession.objects.bulk_create(new, batch_size=ROWS)
        Succession.objects.bulk_update(dated, ["since", "as_of"], batch_size=ROWS)
    return changes


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _wins(since: date | None, as_of: date, held: Succession) -> bool:
    """A date once known is not lost to a newer list that lacks it; that list confirms nothing about it."""
    if since is None:
        return held.since is None and as_of > held.as_of
    if held.since is None:
        return True
    return as_of > held.as_of or (as_of == held.as_of and since < held.since)


def _tell(new: list[Succession], scheme: str, changes: Changes, written_for: RegisterImport | None) -> None:
    """Institutions here that are now known to have been followed by another."""
    numbers = sorted({link.predecessor for link in new})
    found: dict[str, Institution] = {}
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        rows = Identifier.objects.filter(scheme=scheme, value__in=part)
        found |= {one.value: one.institution for one in rows.select_related("institution")}
    told = []
    for link in new:
        institution = found.get(link.predecessor)
        if institution:
            changes.add(
                RegisterChange.Kind.MERGED,
                link.predecessor,
                institution.name,
                institution.state,
                link.successor,
            )
            told.append(
                RegisterChange(
                    register_import=written_for,
                    institution=institution,
                    kind=RegisterChange.Kind.MERGED,
                    before=institution.state,
                    after=link.successor,
                )
            )
    if written_for:
        RegisterChange.objects.bulk_create(told, batch_size=ROWS)
