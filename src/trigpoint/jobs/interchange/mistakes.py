"""What can be wrong with a file or one of its rows, and how it is said in English: for the command line, and for pages
to translate. The values of a mistake are those that its wording names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.vocabulary.mistakes import Mistake, Value

LONGEST_SHOWN = 60  # characters of a cell that a message repeats


class RowMistake(StrEnum):
    """What can be wrong with a row, or a cell of it."""

    CELLS = "cells"
    EMPTY_CELL = "empty_cell"
    FORMULA = "formula"
    TWICE = "twice"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_DECIMAL = "not_a_decimal"
    NOT_AN_AGE = "not_an_age"
    NOT_A_DATE = "not_a_date"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_A_STATUS = "not_a_status"
    NOT_A_URN = "not_a_urn"
    NOT_A_SCHOOL_NUMBER = "not_a_school_number"
    UNKNOWN_LINK = "unknown_link"
    FOLLOWS_ITSELF = "follows_itself"
    UNKNOWN_TYPE = "unknown_type"


class FileMistake(StrEnum):
    """Why a file is refused as a whole."""

    TOO_LARGE = "file_too_large"
    EMPTY = "file_empty"
    OLD_WORKBOOK = "old_workbook"
    NOT_A_WORKBOOK = "not_a_workbook"
    UNREADABLE_WORKBOOK = "unreadable_workbook"
    SWELLING_WORKBOOK = "swelling_workbook"
    SWELLING = "file_swelling"
    TORN = "file_torn"
    NOT_TEXT = "not_text"
    UNKNOWN_ENCODING = "unknown_encoding"
    SEMICOLONS = "semicolons"
    TABS = "tabs"
    BARS = "bars"
    UNREADABLE_LINE = "unreadable_line"
    NO_DATE = "no_date"
    DATE_TO_COME = "date_to_come"
    UNKNOWN_COLUMNS = "unknown_columns"
    MISSING_COLUMNS = "missing_columns"


class Silence(StrEnum):
    """Why a row that is as it should be says nothing that is kept."""

    AMALGAMATION = "amalgamation"
    SIXTH_FORM = "sixth_form"
    EXPANSION = "expansion"
    AGES = "ages"
    CLOSURE = "closure"
    OTHER_LINK = "other_link"


DIGITS = "Write digits only."
AS_UTF8 = "Save it again as CSV with the encoding UTF-8."
WITH_COMMAS = "Save it again as CSV with commas between columns."

WORDINGS: Mapping[str, tuple[str, str]] = {
    # code: what is wrong, what to do
    RowMistake.CELLS: (
        "the row has %(cells)s cells, where the header has %(columns)s.",
        "Look for a comma or a quotation mark too many.",
    ),
    RowMistake.EMPTY_CELL: ("the cell is empty.", "Every institution needs its number and its name."),
    RowMistake.FORMULA: (
        "the cell holds a formula, not a value.",
        "Copy the column and paste it as values.",
    ),
    RowMistake.TWICE: ("the number %(number)s is on row %(row)s already.", "Keep one of the two rows."),
    RowMistake.TOO_LONG: (
        "the text has %(length)s characters, and %(most)s is the most.",
        "Check that no quotation mark is missing in the file.",
    ),
    RowMistake.NOT_A_NUMBER: ('"%(cell)s" is not a number.', DIGITS),
    RowMistake.NOT_A_WHOLE_NUMBER: ('"%(cell)s" is not a whole number from 0 up.', DIGITS),
    RowMistake.NOT_A_DECIMAL: (
        '"%(cell)s" is not a number.',
        "Write digits with a full stop, such as 22.5.",
    ),
    RowMistake.NOT_AN_AGE: ("%(cell)s is not an age.", "Write the age in years."),
    RowMistake.NOT_A_DATE: ('"%(cell)s" is not a date.', "Write day-month-year, such as 31-08-2025."),
    RowMistake.NOT_A_POSTCODE: ('"%(cell)s" is not a postcode.', "Write it as in NE1 4LP."),
    RowMistake.NOT_A_STATUS: ('"%(cell)s" is no status that is known.', "Known are: %(known)s."),
    RowMistake.NOT_A_URN: ('"%(cell)s" is not a URN.', "A URN has 5 to 7 digits, such as 108526."),
    RowMistake.NOT_A_SCHOOL_NUMBER: (
        '"%(cell)s" is not a school number.',
        "A school number has %(digits)s digits.",
    ),
    RowMistake.UNKNOWN_LINK: (
        '"%(cell)s" is no type of link that is known.',
        "Tell the makers of Trigpoint about the new type.",
    ),
    RowMistake.FOLLOWS_ITSELF: ("%(number)s is said to have followed itself.", "Remove the row."),
    RowMistake.UNKNOWN_TYPE: (
        'the type "%(type)s" is not known here, so institutions of it get no kind.',
        "Add it to %(file)s.",
    ),
    FileMistake.TOO_LARGE: (
        "the file has %(size)s MB, and %(limit)s MB is the most that is read.",
        "Send the register alone, packed as .gz, or raise the limit.",
    ),
    FileMistake.EMPTY: ("the file is empty.", "Download it again."),
    FileMistake.OLD_WORKBOOK: (
        "this is a workbook of the old kind, or one with a password.",
        "Save it as .xlsx without a password, or as CSV.",
    ),
    FileMistake.NOT_A_WORKBOOK: (
        "this is a packed archive, but not a workbook.",
        "Unpack it and send the .csv or .xlsx file inside.",
    ),
    FileMistake.UNREADABLE_WORKBOOK: (
        "the workbook cannot be read (%(error)s).",
        "Download it again, or save it as CSV.",
    ),
    FileMistake.SWELLING_WORKBOOK: (
        "unpacked, the workbook would have %(size)s MB, which no register has.",
        "Send it as CSV, or download it again from the register.",
    ),
    FileMistake.SWELLING: (
        "unpacked, the file has more than %(limit)s MB.",
        "Send the register alone; no register is that large.",
    ),
    FileMistake.TORN: (
        "the packed file breaks off before its end, so rows are missing.",
        "Download it again; nothing was changed.",
    ),
    FileMistake.NOT_TEXT: (
        "this is not text, or text in UTF-16 without the mark at its start.",
        AS_UTF8,
    ),
    FileMistake.UNKNOWN_ENCODING: ("the text is neither UTF-8 nor UTF-16 nor Windows-1252.", AS_UTF8),
    FileMistake.SEMICOLONS: (
        "the columns are separated by semicolons, where registers use commas.",
        WITH_COMMAS,
    ),
    FileMistake.TABS: ("the columns are separated by tabs, where registers use commas.", WITH_COMMAS),
    FileMistake.BARS: (
        "the columns are separated by upright bars, where registers use commas.",
        WITH_COMMAS,
    ),
    FileMistake.UNREADABLE_LINE: (
        "the text cannot be read on from here (%(error)s).",
        "Look for a quotation mark that is not closed, or save the file again as UTF-8.",
    ),
    FileMistake.NO_DATE: (
        "nothing says of which date the register is.",
        "Give the as-of date, or keep the name it was downloaded with.",
    ),
    FileMistake.DATE_TO_COME: (
        "the register is said to be of %(date)s, which is still to come.",
        "Give the date of the download as the as-of date.",
    ),
    FileMistake.UNKNOWN_COLUMNS: (
        "the columns are those of no register that is known.",
        "Known are: %(known)s.",
    ),
    FileMistake.MISSING_COLUMNS: (
        "the columns are those of no register that is known. "
        'Nearest is "%(nearest)s", for which these columns are missing: %(missing)s.',
        "Known are: %(known)s.",
    ),
}

SILENCES: Mapping[str, str] = {
    Silence.AMALGAMATION: "says that something was amalgamated, not what",
    Silence.SIXTH_FORM: "a shared sixth form, not a succession",
    Silence.EXPANSION: "an expansion, not a succession",
    Silence.AGES: "a change of ages, not a succession",
    Silence.CLOSURE: "a closure without a successor",
    Silence.OTHER_LINK: "a link of another sort",
}


class RefusedFile(BadContent):
    """A file that is refused as a whole, because of `mistake` in row `row` (1 is the header, 0: no row)."""

    def __init__(self, name: str, mistake: Mistake, row: int) -> None:
        super().__init__([Problem(name, row, "", *say(mistake))])
        self.mistake, self.row = mistake, row


def refuse(name: str, code: FileMistake, *, row: int = 0, **values: Value) -> RefusedFile:
    """The whole file is refused. Raise what this returns."""
    return RefusedFile(name, Mistake(code, values), row)


def say(mistake: Mistake) -> tuple[str, str]:
    """What is wrong and what to do, in English."""
    values = {
        name: "; ".join(value) if isinstance(value, tuple) else value
        for name, value in mistake.values.items()
    }
    wrong, instead = WORDINGS[mistake.code]
    return wrong % values, instead % values


def shown(cell: object) -> str:
    """A wrong cell as a message repeats it: not at any length."""
    words = str(cell)
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
