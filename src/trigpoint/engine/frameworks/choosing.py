"""Which editions are made for an institution."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trigpoint.engine.frameworks.edition import Edition


def in_force(edition: Edition, on: date) -> bool:
    """Is the edition in force on that day? One without dates always is."""
    started = edition.in_force_from is None or edition.in_force_from <= on
    ended = edition.in_force_to is not None and edition.in_force_to < on
    return started and not ended


def fits(edition: Edition, kind: str) -> bool:
    """Is the edition made for this kind of institution? A kind that is not known ("") fits none."""
    return kind in edition.kinds_of_institution


def editions_for(editions: Iterable[Edition], *, kind: str, on: date) -> list[Edition]:
    """The editions for a kind of institution that are in force on a day, in the order given."""
    return [edition for edition in editions if fits(edition, kind) and in_force(edition, on)]
