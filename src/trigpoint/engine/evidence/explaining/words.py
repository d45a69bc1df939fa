"""The words of explanations in one language: texts with places to put values into, read from content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pydantic import ValidationError

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import Frozen, Text
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all

BLANK = "–"


class _TextsFile(Frozen):
    texts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Words:
    """`texts` by key; KeyError for a key that the content lacks."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """A text with the values put in."""
        return self.texts[key].format(**values)

    def and_(self, other: Words) -> Words:
        """These words and others of the same language. ValueError where a text is in both."""
        twice = self.texts.keys() & other.texts.keys()
        if twice:
            raise ValueError(f"said twice: {', '.join(sorted(twice))}")
        return Words(self.language, {**self.texts, **other.texts})

    def in_edition(self, text: Text) -> str:
        """A text of an edition in this language, or in its own where it has no other."""
        return text.in_language(self.language).words

    def day(self, day: date) -> str:
        month = self.texts["months"].split()[day.month - 1]
        return self.say("day", day=day.day, month=month, number=day.month, year=day.year)

    def school_year(self, year: int) -> str:
        return self.say("school_year", year=f"{year}/{(year + 1) % 100:02}")


def percent(share: Fraction) -> str:
    """A share as a percentage, cut off: what is not everybody never shows as 100%."""
    return f"{int(share * 100)}%"


def read_words(file: FileText) -> dict[str, Words]:
    """The words by language. BadContent for a text that some language lacks, or that is none."""
    layer = read_layer(file.text, file.name)
    try:
        found = _TextsFile.model_validate(layer.data)
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, _TextsFile)) from None
    languages = list(dict.fromkeys(language for text in found.texts.values() for language in text))
    missing = [
        layer.problem(("texts", key), f"has no words in {language}", "write them, or an empty text in quotes")
        for key, text in found.texts.items()
        for language in languages
        if language not in text
    ]
    if missing:
        raise BadContent(missing)
    return {
        language: Words(language, {key: text[language] for key, text in found.texts.items()})
        for language in languages
    }
