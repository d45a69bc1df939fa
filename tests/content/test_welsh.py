"""The editions that are there in Welsh are there in every word, and say that nobody has reviewed it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from trigpoint.engine.frameworks.texts import Text
from trigpoint.jobs.storage.packaged_content import packaged_edition

IN_WELSH = (
    "gatsby-2024-schools",
    "gatsby-2024-special",
    "gatsby-2024-colleges",
    "gatsby-2014-schools",
    "gatsby-2014-colleges",
    "provider-access-2023",
)


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")


@pytest.mark.parametrize("edition_id", IN_WELSH)
def test_every_text_is_there_in_welsh(edition_id: str):
    edition = packaged_edition(edition_id)
    assert [path for path, text in texts(edition) if "cy" not in text.root] == []


@pytest.mark.parametrize("edition_id", IN_WELSH)
def test_translation_says_that_nobody_has_reviewed_it(edition_id: str):
    (translation,) = packaged_edition(edition_id).translations
    assert (translation.language, translation.made_by, translation.reviewed) == ("cy", "trigpoint", False)


@pytest.mark.parametrize("edition_id", IN_WELSH)
def test_figures_of_a_text_are_the_same_in_welsh(edition_id: str):
    edition = packaged_edition(edition_id)
    different = [
        (path, text.root["en"], text.root["cy"])
        for path, text in texts(edition)
        if sorted(re.findall(r"\d+", text.root["en"])) != sorted(re.findall(r"\d+", text.root["cy"]))
    ]
    assert different == []
