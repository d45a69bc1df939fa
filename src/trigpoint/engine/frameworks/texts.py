"""Words in several languages, and how sure we are of the facts they state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel, ValidationInfo, model_validator

from trigpoint.engine.vocabulary.standings import Provenance

FIRST_LANGUAGE = "first_language"
"""Key of the validation context that says which language a plain string is written in."""


class Frozen(BaseModel):
    """Base of every value read from content: immutable, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Wording:
    """A text as it can be shown: the words and the language they are in (for the `lang` attribute)."""

    words: str
    language: str


class Text(RootModel[Mapping[str, str]]):
    """Words by language code. A plain string in a file is in the language the file is written in."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_first_language(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            context = info.context or {}
            return {context.get(FIRST_LANGUAGE, "en"): value}
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Text:
        if not self.root or any(not words.strip() for words in self.root.values()):
            raise ValueError("the text is empty; write the words, or leave the key out")
        return self

    def in_language(self, language: str) -> Wording:
        """The words in `language`, or in the language the file was first written in when they are missing."""
        if language in self.root:
            return Wording(self.root[language], language)
        first = next(iter(self.root))
        return Wording(self.root[first], first)

    def __str__(self) -> str:
        return next(iter(self.root.values()))


class Clause(Frozen):
    """Anything in an edition that states a fact: where it was read and how sure we are of it."""

    status: Provenance
    sources: tuple[str, ...] = ()  # keys of the edition's `sources`
    note: Text | None = None  # what a reader should know about this fact
