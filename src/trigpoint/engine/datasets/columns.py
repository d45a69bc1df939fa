"""What a column and a table of records are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a cell holds. Text keys are compared letter by letter; no key is ever read as a number."""

    KEY = "key"
    WORD = "word"  # one of a list, or free where no list is given
    DATE = "date"
    YES_NO = "yes_no"
    WHOLE = "whole"  # a whole number, never negative


@dataclass(frozen=True)
class Column:
    """`empty` says what an empty cell means; None where a cell must not be empty."""

    name: str
    type: Type
    about: str
    empty: str | None = None
    one_of: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        return self.empty is None


@dataclass(frozen=True)
class Table:
    """`key` are the columns that name a row: two rows with one key are a mistake."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    needed: bool = False  # is there nothing to evaluate without it?

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)
