"""Gatsby 2024 for schools is there in Welsh, every word, and says that nobody has reviewed it."""

from collections.abc import Iterator
from typing import Any

from trigpoint.engine.frameworks.texts import Text
from trigpoint.jobs.storage.packaged_content import packaged_edition


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")


def test_every_text_is_there_in_welsh():
    edition = packaged_edition("gatsby-2024-schools")
    assert [path for path, text in texts(edition) if "cy" not in text.root] == []


def test_translation_says_that_nobody_has_reviewed_it():
    (translation,) = packaged_edition("gatsby-2024-schools").translations
    assert (translation.language, translation.made_by, translation.reviewed) == ("cy", "trigpoint", False)
