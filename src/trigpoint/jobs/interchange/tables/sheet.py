"""The cells of one worksheet, straight from its XML.

openpyxl makes an object tree of every cell and takes three times as long; it still tells us the shared texts and
which styles are dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import IO, Any
from xml.parsers import expat

CHUNK = 1 << 16
WIDEST = 1000  # columns; a cell far to the right must not make every row long


class Formula:
    """What stands in a cell that holds a formula, or the error of one."""


FORMULA = Formula()


class BadSheet(ValueError):
    """The XML is not that of a worksheet, or tries to swell."""


class SheetReader:
    """Reads rows as tuples of text, numbers, dates and None. Each row is as wide as its last filled cell."""

    def __init__(self, texts: Sequence[str], date_styles: Collection[int], epoch: Any) -> None:
        from openpyxl.utils import column_index_from_string  # here, because CSV files need no openpyxl
        from openpyxl.utils.datetime import from_excel

        self.column_of, self.date_of = column_index_from_string, from_excel
        self.texts, self.date_styles, self.epoch = texts, {str(style) for style in date_styles}, epoch
        self.columns: dict[str, int] = {}
        self.done: list[tuple[int, tuple[Any, ...]]] = []
        self.row: list[Any] = []
        self.number = 0
        self.parts: list[str] = []
        self.kind, self.style, self.place = "n", "", 0
        self.is_formula = self.is_value = False

    def rows(self, stream: IO[bytes]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Row number (from 1) and cells, for rows with any cell filled."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entities
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            yield from self.done
            self.done.clear()
        parser.Parse(b"", True)
        yield from self.done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self.place = self._column(attributes.get("r", ""))
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.is_formula = False
            self.parts = []
        elif name in ("v", "t"):
            self.is_value = True
        elif name == "f":
            self.is_formula = True
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.row = []

    def _text(self, data: str) -> None:
        if self.is_value:
            self.parts.append(data)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.is_value = False
        elif name == "c":
            value = self._value("".join(self.parts))
            if value is not None:
                self.row.extend([None] * (self.place - len(self.row)))
                self.row.append(value)
        elif name == "row" and self.row:
            self.done.append((self.number, tuple(self.row)))

    def _value(self, words: str) -> Any:
        if self.is_formula or self.kind == "e":
            return FORMULA
        if words == "":
            return None
        if self.kind == "s":
            return self.texts[int(words)]
        if self.kind == "n":
            found = int(words) if words.isdigit() else float(words)
            return self.date_of(found, self.epoch) if self.style in self.date_styles else found
        return words

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if not letters:
            return len(self.row)
        if letters not in self.columns:
            self.columns[letters] = self.column_of(letters) - 1
        place = self.columns[letters]
        if place >= WIDEST or place < len(self.row):
            raise BadSheet(f"the cell {reference} stands where no cell can be")
        return place

    def _refuse_entities(self, *_declaration: Any) -> None:
        raise BadSheet("it declares entities")
