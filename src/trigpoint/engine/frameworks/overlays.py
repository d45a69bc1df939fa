"""Files laid one over another: an edition that differs from another in a few places, and a translation.

Both mirror the file they change; items of a list are matched by their `id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import Layer, Path, Spot
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.shapes import part_at
from trigpoint.engine.frameworks.texts import Text


def lay_over(base: Layer, top: Layer) -> Layer:
    """`base` with the values of `top` in place of its own; list items with an unknown id are added at the end."""
    spots = dict(base.spots)
    data = _over(base.data, top.data, (), (), spots, top.spots)
    return Layer(data, spots)


def _over(
    base: Any,
    top: Any,
    path: Path,
    top_path: Path,
    spots: dict[Path, Spot],
    top_spots: Mapping[Path, Spot],
) -> Any:
    if isinstance(base, dict) and isinstance(top, dict):
        merged = dict(base)
        for key, value in top.items():
            merged[key] = _over(base.get(key), value, (*path, key), (*top_path, key), spots, top_spots)
        return merged
    if _has_ids(base) and _has_ids(top):
        merged_list = list(base)
        where = {item["id"]: index for index, item in enumerate(base)}
        for top_index, item in enumerate(top):
            index = where.get(item["id"], len(merged_list))
            under = merged_list[index] if index < len(merged_list) else None
            value = _over(under, item, (*path, index), (*top_path, top_index), spots, top_spots)
            merged_list[index : index + 1] = [value]
        return merged_list
    for old in [known for known in spots if known[: len(path)] == path]:
        del spots[old]
    for known, spot in top_spots.items():
        if known[: len(top_path)] == top_path:
            spots[(*path, *known[len(top_path) :])] = spot
    return top


def translate(base: Layer, overlay: Layer, first: str, language: str) -> Layer:
    """`base` with each text that the overlay holds turned into words in both languages.

    `first` is the language that the texts of `base` are written in. A text of the overlay that has no
    counterpart is a mistake: the original has changed under it.
    """
    translation = _Translation(overlay, dict(base.spots), first, language)
    data = translation.both(base.data, overlay.data, (), ())
    if translation.problems:
        raise BadContent(translation.problems)
    return Layer(data, translation.spots)


class _Translation:
    def __init__(self, overlay: Layer, spots: dict[Path, Spot], first: str, language: str) -> None:
        self.overlay, self.spots, self.first, self.language = overlay, spots, first, language
        self.problems: list[Problem] = []

    def both(self, under: Any, over: Any, path: Path, over_path: Path) -> Any:
        """`path` is the place in the original, `over_path` the one in the overlay: lists may differ in order."""
        if isinstance(over, str) and path[-1:] == ("id",):
            return under
        if part_at(Edition, path) is Text and (isinstance(under, str) or self._is_text(under)):
            if not isinstance(over, str) or not over.strip():
                self._refuse(
                    over_path, "words are missing here.", "Write the text, in quotes if it is a number."
                )
                return under
            words = {self.first: under} if isinstance(under, str) else under
            self.spots[(*path, self.language)] = self.overlay.spots[over_path]
            return words | {self.language: over}
        if _has_ids(under) and _has_ids(over):
            return self._lists(under, over, path, over_path)
        if isinstance(under, dict) and isinstance(over, dict) and not self._is_text(under):
            found = dict(under)
            for key, value in over.items():
                if key in under:
                    found[key] = self.both(under[key], value, (*path, key), (*over_path, key))
                else:
                    self._stale((*over_path, key), f'the original has no "{key}" here')
            return found
        self._refuse(over_path, "this is not a text that is translated.", "Take it out.")
        return under

    def _lists(self, under: Any, over: Any, path: Path, over_path: Path) -> Any:
        where = {item["id"]: index for index, item in enumerate(under)}
        found = list(under)
        for over_index, item in enumerate(over):
            index, here = where.get(item["id"]), (*over_path, over_index)
            if index is None:
                self._stale(here, f'there is no "{item["id"]}" in the original')
            else:
                found[index] = self.both(found[index], item, (*path, index), here)
        return found

    def _is_text(self, under: Any) -> bool:
        """Words by language code, which an earlier translation or the original itself has made of a text."""
        return (
            isinstance(under, dict)
            and self.first in under
            and all(isinstance(words, str) for words in under.values())
        )

    def _stale(self, path: Path, why: str) -> None:
        self._refuse(path, f"{why}.", "Take it out, or follow the change of the original.")

    def _refuse(self, path: Path, wrong: str, instead: str) -> None:
        self.problems.append(self.overlay.problem(path, wrong, instead))


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)
    )
