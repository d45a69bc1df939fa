"""The parts of a CASE 1.1 package that Trigpoint writes. Names of keys are those of the format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from trigpoint.jobs.interchange.identifiers import address

Record = dict[str, Any]

VERSION = "1.1"
EXTENSION = "trigpoint"
"""Key below `extensions` that holds what the format has no place for."""
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for "not known" where the format insists on a date."""

BENCHMARK, CRITERION, QUESTION = "Benchmark", "Criterion", "Question"


@dataclass(frozen=True)
class Pen:
    """Writes records with what all of them share: the date of the last change and the base of addresses."""

    changed_at: datetime
    base: str | None = None

    def record(self, identifier: str, **fields: Any) -> Record:
        """A record with its identifier, address and date; fields that are None or empty are left out."""
        head = {"identifier": identifier, "uri": address(identifier, self.base)}
        filled = {key: value for key, value in fields.items() if value not in (None, "", [], {})}
        return {**head, **filled, "lastChangeDateTime": self.changed_at.isoformat()}

    def link(self, identifier: str, title: str) -> Record:
        return {"title": title, "identifier": identifier, "uri": address(identifier, self.base)}

    def association(
        self, identifier: str, kind: str, origin: Record, destination: Record, **fields: Any
    ) -> Record:
        return self.record(
            identifier, associationType=kind, originNodeURI=origin, destinationNodeURI=destination, **fields
        )


def moment(day: date | None) -> datetime:
    """The start of a day in universal time; UNDATED when the day is not known."""
    return datetime.combine(day, time(), UTC) if day else UNDATED


def extension(**fields: Any) -> Record:
    """What only Trigpoint understands, under its own key; None and empty fields are left out."""
    return {EXTENSION: {key: value for key, value in fields.items() if value not in (None, "", [], ())}}
