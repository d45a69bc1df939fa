"""How the columns and words of somebody's export are called here, so that no export has to be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from trigpoint.engine.datasets.columns import Table
from trigpoint.engine.datasets.records import TABLES
from trigpoint.engine.frameworks.layers import Layer, read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import Frozen
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all


class TableMapping(Frozen):
    """One table: the file it is in, the heading of each of its columns, its words by column, and values that every row
    has where the file says nothing (such as the number of the only institution)."""

    file: str
    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}
    always: Mapping[str, str] = {}

    def headings(self, header: Sequence[Any]) -> list[str]:
        """What each column of the file is here; empty for one that is not read. Spaces around a heading and capital
        letters do not matter."""
        named = {heading.strip().lower(): column for column, heading in self.columns.items()}
        return [named.get(str(name or "").strip().lower(), "") for name in header]

    def value(self, column: str, written: Any) -> Any:
        """What a cell would say here: another word where one is named for it, else what it says."""
        if written is None or written == "":
            return self.always.get(column, written)
        return self.values.get(column, {}).get(str(written).strip(), written)


class RecordMapping(Frozen):
    """The tables of a folder that are not called and written as here."""

    tables: Mapping[str, TableMapping]


def read_mapping(file: FileText) -> RecordMapping:
    """The mapping a file describes. BadContent, with every mistake and its line, if it names what there is not."""
    layer = read_layer(file.text, file.name)
    try:
        found = RecordMapping.model_validate(layer.data)
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, RecordMapping)) from None
    problems = [problem for name in found.tables for problem in _problems(layer, name, found.tables[name])]
    if problems:
        raise BadContent(problems)
    return found


def _problems(layer: Layer, name: str, mapping: TableMapping) -> Iterator[Problem]:
    tables = {table.name: table for table in TABLES}
    if name not in tables:
        yield layer.problem(
            ("tables", name), f'There is no table "{name}".', f"The tables are: {', '.join(tables)}."
        )
        return
    table = tables[name]
    known = [column.name for column in table]
    for part in ("columns", "values", "always"):
        for column in getattr(mapping, part):
            if column not in known:
                yield layer.problem(
                    ("tables", name, part, column),
                    f'{name} has no column "{column}".',
                    f"The columns are: {', '.join(known)}.",
                )
    yield from _wrong_words(layer, table, mapping)
    twice = [
        heading for heading in mapping.columns.values() if list(mapping.columns.values()).count(heading) > 1
    ]
    if twice:
        yield layer.problem(
            ("tables", name, "columns"),
            f'The heading "{twice[0]}" is named for two columns.',
            "Name it once.",
        )


def _wrong_words(layer: Layer, table: Table, mapping: TableMapping) -> Iterator[Problem]:
    """Words that stand for something a column cannot be."""
    for column in table:
        for written, word in mapping.values.get(column.name, {}).items():
            if column.one_of and word not in column.one_of:
                yield layer.problem(
                    ("tables", table.name, "values", column.name, written),
                    f'"{word}" is not one of the words that {column.name} can be.',
                    f"Write one of {', '.join(column.one_of)}.",
                )
