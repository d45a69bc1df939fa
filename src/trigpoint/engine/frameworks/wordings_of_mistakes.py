"""pydantic's findings in words that a subject expert can act on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from trigpoint.engine.frameworks.edition import (
    Benchmark,
    Condition,
    Criterion,
    Edition,
    Line,
    Question,
    Threshold,
)
from trigpoint.engine.frameworks.layers import Path
from trigpoint.engine.frameworks.scales import Scale, ScaleValue

_KNOWN_KEYS = sorted(
    {
        key
        for model in (Edition, Benchmark, Criterion, Question, Line, Condition, Threshold, Scale, ScaleValue)
        for key in model.model_fields
    }
)


def explain(details: Any, data: Any) -> tuple[Path, str, str]:
    """Path, what is wrong and what to write instead, for one of pydantic's error details."""
    path = tuple(step for step in details["loc"] if not _is_inner(step))
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    name = path[-1] if path else ""
    if kind == "missing":
        return path, f'"{name}" is missing.', f"Add `{name}:`."
    if kind == "extra_forbidden":
        near = get_close_matches(str(name), _KNOWN_KEYS, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else "Take it out."
        return path, f'"{name}" is not a key that belongs here.', hint
    if kind == "enum":
        return path, f'"{value}" is not one of the possible words.', f"Write one of: {context['expected']}."
    if kind == "string_type":
        return path, f"{value!r} is not text.", f'Put it in quotes: "{value}".'
    if kind == "string_pattern_mismatch":
        return path, f'"{value}" does not have the right form.', f"It must match {context['pattern']}."
    if kind == "value_error":
        return path, f"{context['error']}.", ""
    if kind in {"too_short", "too_long"}:
        return path, f"{details['msg']}.", "Add what is missing, or take the key out."
    return path, f"{details['msg']} (it says {value!r}).", "Correct the value."


def _is_inner(step: Any) -> bool:
    """Steps that pydantic adds for its own branches and that are not in the file."""
    return isinstance(step, str) and ("[" in step or step in {"function-before", "dict"})
