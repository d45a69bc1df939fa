"""pydantic's findings in words that a subject expert can act on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from trigpoint.engine.frameworks.layers import Layer, Path
from trigpoint.engine.frameworks.problems import Problem
from trigpoint.engine.frameworks.shapes import keys_of, part_at
from trigpoint.engine.frameworks.texts import Text

FORMS = {
    "^[A-Za-z": "Use letters without accents, digits, dots, dashes and underscores only.",
    "^floor$": "Write floor.",
    "^(publisher|trigpoint)$": "Write publisher or trigpoint.",
}

PLAIN_KINDS = {
    "int_parsing": ("is not a whole number", "Write a whole number, such as 2."),
    "int_type": ("is not a whole number", "Write a whole number, such as 2."),
    "int_from_float": ("is not a whole number", "Write a whole number, such as 2."),
    "bool_parsing": ("is neither true nor false", "Write true or false."),
    "bool_type": ("is neither true nor false", "Write true or false."),
    "date_type": ("is not a date", "Write year, month and day, such as 2024-11-25."),
    "date_parsing": ("is not a date", "Write year, month and day, such as 2024-11-25."),
    "date_from_datetime_parsing": ("is not a date", "Write year, month and day, such as 2024-11-25."),
    "date_from_datetime_inexact": ("is not a date", "Write year, month and day, such as 2024-11-25."),
    "tuple_type": ("is not a list", "Write a list: `[one, two]`, or one line with a dash for each."),
    "mapping_type": ("does not consist of keys and values", "Write `key: value`, one a line."),
    "dict_type": ("does not consist of keys and values", "Write `key: value`, one a line."),
    "model_type": ("does not consist of keys and values", "Write `key: value`, one a line."),
    "model_attributes_type": ("does not consist of keys and values", "Write `key: value`, one a line."),
}


def explain_all(error: ValidationError, layer: Layer, root: type[BaseModel]) -> list[Problem]:
    """Every mistake that pydantic found when it read `layer` as a `root`, without those that only follow from others.

    pydantic counts a list's good items only, so a list whose items are bad is called too short as well.
    """
    found = [(explain(details, layer, root), details["type"]) for details in error.errors()]
    paths = [path for (path, _, _), _ in found]
    return [
        layer.problem(path, wrong, instead)
        for (path, wrong, instead), kind in found
        if kind != "too_short" or not any(_is_inside(other, path) for other in paths)
    ]


def _is_inside(inner: Path, outer: Path) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def explain(details: Any, layer: Layer, root: type[BaseModel]) -> tuple[Path, str, str]:
    """Path, what is wrong and what to write instead, for one of pydantic's error details."""
    path = tuple(step for step in details["loc"] if not _is_inner(step))
    kind, context = details["type"], details.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "missing":
        return path, f'"{name}" is missing.', f"Add `{name}:`."
    if kind == "extra_forbidden":
        return path, f'"{name}" is not a key that belongs here.', _other_key(name, path, root)
    if kind == "value_error":
        wrong, _, instead = str(context["error"]).partition("; ")
        return path, f"{wrong}.", f"{instead[:1].upper()}{instead[1:]}." if instead else ""
    if details["input"] is None:
        return path, "nothing is written here.", f"Write it, or take `{name}:` out."
    if kind in {"too_short", "string_too_short"}:
        least = context["min_length"]
        wrong = "the list is empty" if least == 1 else f"there are fewer than {least} here"
        return path, f"{wrong}.", f"Write at least {least}."
    return path, *_wrong_value(kind, details["input"], context, layer.written(path), path, root)


def _wrong_value(
    kind: str, value: Any, context: Mapping[str, Any], written: str, path: Path, root: type[BaseModel]
) -> tuple[str, str]:
    shown = _quote(value, written)
    if kind == "string_type" or (kind in {"mapping_type", "dict_type"} and part_at(root, path) is Text):
        return _not_text(value, shown, written)
    if kind in {"enum", "literal_error"}:
        words = ", ".join(part.strip("'") for part in context["expected"].replace(" or ", ", ").split(", "))
        return f"{shown} is not one of the possible words.", f"Write one of: {words}."
    if kind == "string_pattern_mismatch":
        forms = [form for start, form in FORMS.items() if context["pattern"].startswith(start)]
        return f"{shown} does not have the right form.", (forms or [f"It must match {context['pattern']}."])[
            0
        ]
    if kind in {"less_than_equal", "greater_than_equal"}:
        most = kind == "less_than_equal"
        bound = context["le"] if most else context["ge"]
        if isinstance(bound, date):
            side = "after" if most else "before"
            return f"{shown} is {side} {bound}.", f"Write a day that is not {side} it."
        return f"{shown} is {'more' if most else 'less'} than {bound}.", (
            f"Write a number that is {bound} or {'less' if most else 'more'}."
        )
    wrong, instead = PLAIN_KINDS.get(kind, ("is not right here", "Correct it."))
    return f"{shown} {wrong}.", instead


def _not_text(value: Any, shown: str, written: str) -> tuple[str, str]:
    if isinstance(value, (list, dict)):
        return "a list or keys stand where a text should.", "Write the words on one line, or after `>-`."
    kind = "yes or no" if isinstance(value, bool) else "a date" if isinstance(value, date) else "a number"
    return f"{shown} is read as {kind}, not as text.", f'Put it in quotes: "{written or value}".'


def _quote(value: Any, written: str) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a set of keys"
    return f'"{(written or str(value))[:60]}"'


def _other_key(name: str, path: Path, root: type[BaseModel]) -> str:
    model = part_at(root, path[:-1])
    keys = sorted(keys_of(model)) if isinstance(model, type) and issubclass(model, BaseModel) else []
    near = get_close_matches(name, keys, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Take it out. What belongs here: {', '.join(keys)}." if keys else "Take it out."


def _is_inner(step: Any) -> bool:
    """Steps that pydantic adds for its own branches and that are not in the file."""
    return isinstance(step, str) and ("[" in step or step in {"function-before", "dict"})
