"""A CASE package as far as it could be read: values for `drafting`, independent of how files write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class NotCarried:
    """Something a package holds that stays behind: what, how often, and why."""

    what: str
    count: int
    why: str

    def __str__(self) -> str:
        return f"{self.what} ({self.count}): {self.why}"


@dataclass(frozen=True)
class Item:
    """One item of a package. `parent` is None for an item directly below the document."""

    identifier: str
    statement: str
    short: str | None
    code: str | None
    kind: str | None
    notes: str | None
    language: str | None
    extensions: dict[str, Any]
    parent: str | None = None
    also_about: tuple[str, ...] = ()  # other items of the package that it is related to


@dataclass(frozen=True)
class Package:
    """A package as far as it could be used. `items` stand in order: by sequence number, then as in the file."""

    name: str
    document: dict[str, Any]
    licence: str | None
    items: tuple[Item, ...]
    not_carried: tuple[NotCarried, ...]

    def text(self, key: str) -> str | None:
        """A text of the document; None when it is missing, empty or no text."""
        return text_of(self.document, key)

    def day(self, key: str) -> date | None:
        """A day of the document; None when it is missing or no date."""
        try:
            return date.fromisoformat((self.text(key) or "")[:10])
        except ValueError:
            return None


def text_of(record: dict[str, Any], key: str) -> str | None:
    """The text under a key; None when it is missing, empty or no text."""
    value = record.get(key)
    if not isinstance(value, str):
        return None
    # JSON can spell half a character; no text file can hold one
    return value.encode("utf-8", "replace").decode().strip() or None
