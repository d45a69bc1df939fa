"""The name of an institution, hub, area, trust or network in the language of the page."""

from __future__ import annotations

from typing import Protocol

from trigpoint.engine.frameworks.texts import Wording
from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.shared.wording import content_language

ORIGINAL = "en"
"""The language that registers name places in; `name_local` is in the region's other one."""


class Place(Protocol):
    """What has a name and belongs to a jurisdiction; some have a local name too."""

    @property
    def name(self) -> str: ...
    @property
    def jurisdiction(self) -> str: ...


def other_language(jurisdiction: str) -> str:
    """The language besides the registers' that the editions of a jurisdiction are in; empty where there is none."""
    languages = (
        language
        for edition in packaged_editions()
        if edition.jurisdiction == jurisdiction
        for language in (edition.language, *(each.language for each in edition.translations))
    )
    return next((language for language in languages if language != ORIGINAL), "")


def names_of(place: Place) -> tuple[Wording, ...]:
    """The names a place has, the one to be shown on this page first."""
    local = getattr(place, "name_local", "")
    names = [Wording(place.name, ORIGINAL)]
    if local:
        names.append(Wording(local, other_language(place.jurisdiction)))
    return tuple(sorted(names, key=lambda name: name.language != content_language()))


def name_of(place: Place | None) -> str:
    """The name in plain words, for titles and files; empty without a place."""
    return names_of(place)[0].words if place else ""
