"""YAML text as plain data that remembers where, and how, each part of it was written.

The reader is stricter than YAML: no key twice, no anchors, only plain values. A file may come from anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from trigpoint.engine.frameworks.problems import BadContent, Problem

Path = tuple[str | int, ...]
Place = tuple[str, int]  # file name and line

DEEPEST = 40
"""How far lists and keys may stand inside one another; content needs about ten."""


@dataclass(frozen=True)
class Spot:
    """Where a value was read, and the characters it was written with (empty for lists and keys)."""

    file: str
    line: int
    written: str = ""
    column: int = 0


@dataclass(frozen=True)
class Layer:
    """Plain data with the spot that each path of it was read from."""

    data: dict[str, Any]
    spots: Mapping[Path, Spot]

    def place(self, path: Path) -> Place:
        """Where a path was read, or the nearest thing around it that was."""
        while path and path not in self.spots:
            path = path[:-1]
        spot = self.spots.get(path, Spot("", 0))
        return spot.file, spot.line

    def problem(self, path: Path, wrong: str, instead: str) -> Problem:
        """A mistake at a path, or at the nearest thing around it that was read."""
        where = spell(path, self.data)
        while path and path not in self.spots:
            path = path[:-1]
        spot = self.spots.get(path, Spot("", 0))
        return Problem(spot.file, spot.line, where, wrong, instead, spot.column)

    def written(self, path: Path) -> str:
        """A value as it stands in the file, before YAML took it for a number or a yes; empty when there is none."""
        spot = self.spots.get(path)
        return spot.written if spot else ""


def read_layer(text: str, file: str) -> Layer:
    """Plain data of a YAML text. BadContent for text that is not YAML, or holds what the reader refuses."""
    try:
        _refuse_loops(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise BadContent([_not_yaml(error, text, file)]) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        raise BadContent([_bad_character(text, file)]) from None
    if root is None or not isinstance(root, yaml.MappingNode):
        wrong = "the file is empty." if root is None else "the file does not consist of keys and values."
        raise BadContent([Problem(file, 1, "", wrong, "Start with `id:` and one key a line.")])
    reader = _Reader(file)
    data = reader.plain(root, ())
    if reader.problems:
        raise BadContent(reader.problems)
    return Layer(data, reader.spots)


def _not_yaml(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if written[: len(written) - len(written.lstrip())].count("\t"):
        wrong = "the line begins with a tab."
        return Problem(file, line, "", wrong, "Indent with spaces, two for each step.", column)
    if "another document" in str(error.problem):
        wrong = "a second document begins here."
        return Problem(file, line, "", wrong, "Take out the line of dashes.", column)
    wrong = f"this is not YAML: {error.problem}."
    instead = "Check the indentation, the brackets and the quotes, here and above."
    return Problem(file, line, "", wrong, instead, column)


def _bad_character(text: str, file: str) -> Problem:
    """A character that YAML never allows; the parser names no line for it."""
    bad = next(
        (at for at, sign in enumerate(text) if not sign.isprintable() and sign not in "\n\r\t\ufeff"), 0
    )
    wrong = f"a character that cannot be seen (code {ord(text[bad]):#04x}) is here."
    line, column = text.count("\n", 0, bad) + 1, bad - text.rfind("\n", 0, bad)
    return Problem(file, line, "", wrong, "Take it out, or write the line again.", column)


def _refuse_loops(text: str, file: str) -> None:
    """An anchor can repeat without end, and composing very deep text would end the whole process."""
    depth, problems = 0, []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            wrong = f"more than {DEEPEST} lists and keys stand inside one another."
            raise BadContent([Problem(file, line, "", wrong, "Check the brackets.", column)])
        if isinstance(event, yaml.AliasEvent):
            wrong = f'"*{event.anchor}" repeats another place.'
            problems.append(Problem(file, line, "", wrong, "Write the words out again.", column))
    if problems:
        raise BadContent(problems)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.spots: dict[Path, Spot] = {}
        self.problems: list[Problem] = []
        self.loader = yaml.SafeLoader("")

    def plain(self, node: yaml.Node, path: Path) -> Any:
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        known = self.spots.get(path) or _spot(self.file, node)  # its key is where a person looks
        self.spots[path] = replace(known, written=written)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        try:
            return self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            kind = "date" if node.tag.endswith("timestamp") else "plain value"
            wrong = f'"{node.value[:40]}" looks like a {kind} and is none.'
            self._refuse(node, path, wrong, "Correct it, or put it in quotes.")
            return None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                wrong = "a list stands where a key should."
                self._refuse(key_node, path, wrong, "Write one word before the colon.")
                continue
            key = str(key_node.value)
            if key in found:
                self._refuse(key_node, path, f'the key "{key}" is there twice.', "Keep one of the two.")
            self.spots[(*path, key)] = _spot(self.file, key_node)
            found[key] = self.plain(value_node, (*path, key))
        return found

    def _refuse(self, node: yaml.Node, path: Path, wrong: str, instead: str) -> None:
        spot = _spot(self.file, node)
        self.problems.append(Problem(spot.file, spot.line, spell(path), wrong, instead, spot.column))


def _spot(file: str, node: yaml.Node) -> Spot:
    return Spot(file, node.start_mark.line + 1, column=node.start_mark.column + 1)


def spell(path: Path, data: Any = None) -> str:
    """A path as a person reads it: list items by their id or name where `data` is given, else by their number."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            item = data[step] if isinstance(data, list) and step < len(data) else None
            own = item.get("id", item.get("name")) if isinstance(item, dict) else None
            name = own if isinstance(own, str) else str(step + 1)
            words[-1:] = [f"{words[-1]} {name}"] if words else [name]
            data = item
            continue
        words.append(str(step))
        data = data.get(step) if isinstance(data, dict) else None
    return " > ".join(words)
