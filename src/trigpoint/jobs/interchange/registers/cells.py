"""Single cells of a register as values. Each function takes text, a number or a date of a workbook."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from trigpoint.engine.vocabulary.mistakes import Mistake, Value
from trigpoint.jobs.interchange.mistakes import RowMistake, shown

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
DATE_PARTS = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
LONGEST_NAME, LONGEST_TEXT, LONGEST_CODE = 300, 120, 20
LARGEST_NUMBER = 1_000_000_000


class BadCell(ValueError):
    """A cell that cannot be what its column says."""

    def __init__(self, code: RowMistake, **values: Value) -> None:
        super().__init__(code)
        self.mistake = Mistake(code, values)


def text(cell: Any) -> str:
    """Words of at most 120 characters."""
    return _words(cell, LONGEST_TEXT)


def long_text(cell: Any) -> str:
    """Words of at most 300 characters."""
    return _words(cell, LONGEST_NAME)


def number(cell: Any) -> int:
    """A whole number from 0 up."""
    try:
        found = float(cell)
    except (TypeError, ValueError):
        raise BadCell(RowMistake.NOT_A_NUMBER, cell=shown(cell)) from None
    if not 0 <= found <= LARGEST_NUMBER or not found.is_integer():
        raise BadCell(RowMistake.NOT_A_WHOLE_NUMBER, cell=shown(cell))
    return int(found)


def decimal(cell: Any) -> float:
    """A number with or without a fraction, such as degrees."""
    try:
        found = float(cell)
    except (TypeError, ValueError):
        found = float("nan")
    if not -1e9 < found < 1e9:
        raise BadCell(RowMistake.NOT_A_DECIMAL, cell=shown(cell))
    return found


def code(cell: Any) -> str:
    """A number or short word that names something, as text; 390.0 of a workbook is 390."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _words(cell, LONGEST_CODE)


def age(cell: Any) -> int:
    """Years of age, 0 to 130."""
    found = number(cell)
    if found > 130:
        raise BadCell(RowMistake.NOT_AN_AGE, cell=found)
    return found


def day(cell: Any) -> str:
    """A date as ISO text, from a date cell, dd-mm-yyyy, dd/mm/yyyy or yyyy-mm-dd."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    words = str(cell).strip()
    british, iso = DATE_PARTS.fullmatch(words), ISO_DATE.fullmatch(words)
    try:
        if british:
            return date(int(british[3]), int(british[2]), int(british[1])).isoformat()
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
    except ValueError:
        pass
    raise BadCell(RowMistake.NOT_A_DATE, cell=shown(words))


def postcode(cell: Any) -> str:
    """A British postcode with one space: "NE1 4LP"."""
    words = "".join(str(cell).split()).upper()
    found = POSTCODE.fullmatch(words)
    if not found:
        raise BadCell(RowMistake.NOT_A_POSTCODE, cell=shown(cell))
    return f"{found[1]} {found[2]}"


def urn(cell: Any) -> str:
    """The unique reference number of the English register, 5 to 7 digits."""
    words = code(cell)
    if not (words.isascii() and words.isdigit() and 5 <= len(words) <= 7):
        raise BadCell(RowMistake.NOT_A_URN, cell=shown(words))
    return words


def _words(cell: Any, longest: int) -> str:
    words = " ".join(str(cell).split())
    if len(words) > longest:
        raise BadCell(RowMistake.TOO_LONG, length=len(words), most=longest)
    return words
