"""Which language of a content file a page shows, and whether translations that nobody has reviewed are shown to its
reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.utils.translation import get_language

from trigpoint.engine.frameworks.texts import Text, Wording
from trigpoint.jobs.storage.packaged_content import packaged_editions

_shows_unreviewed: ContextVar[Callable[[], bool]] = ContextVar("shows_unreviewed", default=lambda: True)


@contextmanager
def unreviewed_shown_if(decide: Callable[[], bool]) -> Iterator[None]:
    """For one request: `decide` says whether its reader sees translations that nobody has reviewed. It is asked only
    where a page has such words to show."""
    token = _shows_unreviewed.set(decide)
    try:
        yield
    finally:
        _shows_unreviewed.reset(token)


def content_language() -> str:
    """The page's language as content files name it."""
    return {"en-gb": "en", "zh-hant": "zh-Hant"}.get(get_language() or "", get_language() or "en")


def wording(text: Text) -> Wording:
    """The text in the page's language, or in the language it was written in."""
    return text.in_language(shown_language())


def shown_language() -> str:
    """The page's language as content files name it; empty where its reader does not see translations into it."""
    language = content_language()
    hidden = language in unreviewed_languages() and not _shows_unreviewed.get()()
    return "" if hidden else language


@cache
def unreviewed_languages() -> frozenset[str]:
    """Languages of content in which at least one edition's translation has not been reviewed."""
    return frozenset(
        translation.language
        for edition in packaged_editions()
        for translation in edition.translations
        if not translation.reviewed
    )
