"""Mistakes that engine and jobs find, in the language of the page. Their texts are collected in locale_floors.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from trigpoint.engine.vocabulary.mistakes import Mistake, Value


def say(wordings: Mapping[str, str], mistake: Mistake) -> str:
    """A mistake in the page's language. `wordings` has the English text of every code."""
    return fill(wordings[mistake.code], mistake.values)


def fill(text: str, values: Mapping[str, Value | Sequence[str]]) -> str:
    """An English text in the page's language, with its values put in; several texts of ours are translated, too."""
    said = {
        name: value if isinstance(value, str | int) else "; ".join(_(one) for one in value)
        for name, value in values.items()
    }
    return _(text) % said
