"""One cell as it was written to the value of its column, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from trigpoint.engine.datasets.columns import Column, Type

YES, NO = {"yes", "y", "true", "t", "1"}, {"no", "n", "false", "f", "0"}
DATE_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "2024-09-01": (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d"),
    "01/09/2024": (re.compile(r"\d{2}/\d{2}/\d{4}"), "%d/%m/%Y"),
}
"""Forms of dates that say which number is the day. The second is day, month, year."""


class BadCell(ValueError):
    """What is wrong with a cell, and after a semicolon what to write instead."""


def read_cell(column: Column, written: Any) -> Any:
    """The value of a cell; None where it is empty and may be. BadCell otherwise."""
    if written is None or (isinstance(written, str) and not written.strip()):
        if column.required:
            raise BadCell(f"is empty; write {column.about}")
        return None
    if column.type is Type.DATE:
        return _date(written)
    if column.type is Type.YES_NO:
        return _yes_or_no(written)
    if column.type is Type.WHOLE:
        return _whole(written)
    return _word(column, written)


def date_form(written: Any) -> str | None:
    """The form a date is written in, by example; None for what is no text."""
    if not isinstance(written, str):
        return None
    return next(
        (form for form, (pattern, _) in DATE_FORMS.items() if pattern.fullmatch(written.strip())), None
    )


def _date(written: Any) -> date:
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    form = date_form(written)
    if form:
        try:
            return datetime.strptime(str(written).strip(), DATE_FORMS[form][1]).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            pass
    raise BadCell(f"'{written}' is not a day; write it as {' or as '.join(DATE_FORMS)}")


def _yes_or_no(written: Any) -> bool:
    if isinstance(written, bool):
        return written
    word = str(written).strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise BadCell(
        f"'{written}' is neither yes nor no; write yes or no, or leave it empty where it is not known"
    )


def _whole(written: Any) -> int:
    word = str(written).strip()
    if isinstance(written, float) and written.is_integer():
        return int(written)
    if not isinstance(written, bool) and re.fullmatch(r"\d{1,9}", word):
        return int(word)
    raise BadCell(f"'{written}' is not a whole number; write digits only")


def _word(column: Column, written: Any) -> str:
    word = str(written)
    if column.type is Type.KEY and word != word.strip():
        raise BadCell(f"'{word}' begins or ends with a space; take it out, so that it is the same everywhere")
    word = word.strip()
    if column.one_of and word not in column.one_of:
        raise BadCell(f"'{word}' is not one of the words it can be; write one of {', '.join(column.one_of)}")
    return word
