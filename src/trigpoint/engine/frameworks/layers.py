"""YAML text as plain data that remembers its lines, and files laid one over another.

Two things are written as layers: an edition that differs from another in a few places (`extends`), and
a translation. Both mirror the file they change; items of a list are matched by their `id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from trigpoint.engine.frameworks.problems import BadContent, Problem

Path = tuple[str | int, ...]
Place = tuple[str, int]  # file name and line


@dataclass(frozen=True)
class Layer:
    """Plain data with the place (file, line) that each path of it was read from."""

    data: dict[str, Any]
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where a path was read, or the nearest thing around it that was."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, ("", 0))


def read_layer(text: str, file: str) -> Layer:
    """Plain data of a YAML text. BadContent for text that is not YAML, or holds a key twice."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise BadContent(
            [
                Problem(
                    file,
                    line,
                    "",
                    f"this is not YAML: {error.problem}.",
                    "Check the indentation and the quotes.",
                )
            ]
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise BadContent(
            [Problem(file, 1, "", "the file is empty or not a list of keys.", "Start with `id:`.")]
        )
    reader = _Reader(file)
    data = reader.plain(root, ())
    if reader.problems:
        raise BadContent(reader.problems)
    return Layer(data, reader.places)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.loader = yaml.SafeLoader("")

    def plain(self, node: yaml.Node, path: Path) -> Any:
        self.places.setdefault(path, (self.file, node.start_mark.line + 1))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in found:
                wrong = f'the key "{key}" is there twice.'
                self.problems.append(Problem(self.file, line, spell(path), wrong, "Keep one of the two."))
            self.places[(*path, key)] = (self.file, line)
            found[key] = self.plain(value_node, (*path, key))
        return found


def lay_over(base: Layer, top: Layer) -> Layer:
    """`base` with the values of `top` in place of its own; list items with an unknown id are added at the end."""
    places = dict(base.places)
    data = _over(base.data, top.data, (), (), places, top.places)
    return Layer(data, places)


def _over(
    base: Any,
    top: Any,
    path: Path,
    top_path: Path,
    places: dict[Path, Place],
    top_places: Mapping[Path, Place],
) -> Any:
    if isinstance(base, dict) and isinstance(top, dict):
        merged = dict(base)
        for key, value in top.items():
            merged[key] = _over(base.get(key), value, (*path, key), (*top_path, key), places, top_places)
        return merged
    if _has_ids(base) and _has_ids(top):
        merged_list = list(base)
        where = {item["id"]: index for index, item in enumerate(base)}
        for top_index, item in enumerate(top):
            index = where.get(item["id"], len(merged_list))
            under = merged_list[index] if index < len(merged_list) else None
            value = _over(under, item, (*path, index), (*top_path, top_index), places, top_places)
            merged_list[index : index + 1] = [value]
        return merged_list
    for old in [known for known in places if known[: len(path)] == path]:
        del places[old]
    for known, place in top_places.items():
        if known[: len(top_path)] == top_path:
            places[(*path, *known[len(top_path) :])] = place
    return top


def translate(base: Layer, overlay: Layer, first: str, language: str) -> Layer:
    """`base` with each text that the overlay holds turned into words in both languages.

    A text of the overlay that has no counterpart is a mistake: the original has changed under it.
    """
    problems: list[Problem] = []

    def both(under: Any, over: Any, path: Path) -> Any:
        if isinstance(under, dict) and isinstance(over, dict):
            if set(under) <= {first, language} and all(isinstance(words, str) for words in under.values()):
                return under | over
            return under | {key: both(under.get(key), value, (*path, key)) for key, value in over.items()}
        if _has_ids(under) and _has_ids(over):
            given = {item["id"]: (index, item) for index, item in enumerate(over)}
            known = {item["id"] for item in under}
            for item_id, (index, _) in given.items():
                if item_id not in known:
                    problems.append(
                        _stale(overlay, (*path, index), f'there is no "{item_id}" in the original')
                    )
            return [
                both(item, given[item["id"]][1], (*path, given[item["id"]][0]))
                if item["id"] in given
                else item
                for item in under
            ]
        if isinstance(over, str) and isinstance(under, str):
            return under if path[-1:] == ("id",) else {first: under, language: over}
        problems.append(_stale(overlay, path, "the original has no such text"))
        return under

    data = both(base.data, overlay.data, ())
    if problems:
        raise BadContent(problems)
    return Layer(data, base.places)


def _stale(overlay: Layer, path: Path, why: str) -> Problem:
    file, line = overlay.place(path)
    return Problem(file, line, spell(path), f"{why}.", "Take it out, or follow the change of the original.")


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(item, dict) and "id" in item for item in value)
    )


def spell(path: Path, data: Any = None) -> str:
    """A path as a person reads it: list items by their id where `data` is given."""
    words: list[str] = []
    for step in path:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            name = str(data.get("id", step + 1)) if isinstance(data, dict) else str(step + 1)
            if words:
                words[-1] = f"{words[-1]} {name}"
            continue
        words.append(str(step))
        data = data.get(step) if isinstance(data, dict) else None
    return " > ".join(words)
