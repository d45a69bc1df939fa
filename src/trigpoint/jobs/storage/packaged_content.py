"""Opens the content that comes with the package: editions, crosswalks, comparators, worked cases.

`content/register.yaml` lists what exists; a test holds it against the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from trigpoint.engine.crosswalk.links import Crosswalk
from trigpoint.engine.crosswalk.reading import read_crosswalk
from trigpoint.engine.disclosure.policies import Policy, read_policies
from trigpoint.engine.evidence.explaining.words import Words, read_words
from trigpoint.engine.evidence.rule_reading.reading import RuleSet, extended_by, read_rules
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.frameworks.comparators import Comparator, read_comparator
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EditionEntry(_Entry):
    id: str
    file: str
    translations: tuple[str, ...] = ()
    extends: str | None = None  # id of another edition


class FileEntry(_Entry):
    id: str
    file: str


class Register(_Entry):
    """What `content/register.yaml` says exists. Paths are relative to the content folder."""

    editions: tuple[EditionEntry, ...] = ()
    crosswalks: tuple[FileEntry, ...] = ()
    comparators: tuple[FileEntry, ...] = ()
    worked_cases: tuple[FileEntry, ...] = ()
    rules: tuple[FileEntry, ...] = ()  # each under the id of its edition
    rule_cases: tuple[FileEntry, ...] = ()
    other: tuple[FileEntry, ...] = ()  # glossaries and lists that are neither of these


def content_text(path: str) -> FileText:
    """The text of a content file; the path is relative to the content folder and names it in messages."""
    return FileText(path, files("trigpoint.content").joinpath(path).read_text(encoding="utf-8"))


@cache
def register() -> Register:
    """The register of packaged content."""
    return Register.model_validate(read_layer(content_text("register.yaml").text, "register.yaml").data)


@cache
def packaged_edition(edition_id: str) -> Edition:
    """A packaged edition as frozen values. KeyError when the register does not list it."""
    return read_edition(_files(edition_id))


@cache
def edition_hash(edition_id: str) -> str:
    """SHA-256 over the texts an edition is read from, so that a result can say what it was made with."""
    digest = hashlib.sha256()
    for file in _texts(_files(edition_id)):
        digest.update(file.text.encode())
    return digest.hexdigest()


def packaged_editions() -> tuple[Edition, ...]:
    """Every packaged edition, in the order of the register."""
    return tuple(packaged_edition(entry.id) for entry in register().editions)


@cache
def packaged_crosswalk(crosswalk_id: str) -> Crosswalk:
    """A packaged crosswalk, held against both of its editions. KeyError when the register does not list it."""
    entry = next((entry for entry in register().crosswalks if entry.id == crosswalk_id), None)
    if entry is None:
        raise KeyError(crosswalk_id)
    file = content_text(entry.file)
    ends = read_layer(file.text, file.name).data
    return read_crosswalk(file, packaged_edition(ends["from"]), packaged_edition(ends["to"]))


@cache
def packaged_rules(edition_id: str) -> RuleSet:
    """The rules of a packaged edition, held against it. KeyError when the register lists none."""
    entry = next((entry for entry in register().rules if entry.id == edition_id), None)
    if entry is None:
        raise KeyError(edition_id)
    file = content_text(entry.file)
    return read_rules(file, packaged_edition(edition_id), rules_below(file))


def rules_below(file: FileText) -> FileText | None:
    """The packaged file of the rules that a file of rules builds on; None where it builds on none, or none is there."""
    named = extended_by(file)
    entry = next((entry for entry in register().rules if entry.id == named), None)
    return content_text(entry.file) if entry else None


@cache
def packaged_calendar(jurisdiction: str) -> Calendar:
    """When the school year of a jurisdiction begins and its roll is taken. KeyError when none is known."""
    calendars = read_layer(content_text("calendars.yaml").text, "calendars.yaml").data["calendars"]
    found = next((each for each in calendars if each["id"] == jurisdiction), None)
    if found is None:
        raise KeyError(jurisdiction)
    begins, roll = found["school_year_begins"], found["roll_taken_on"]
    return Calendar(begins=(begins["month"], begins["day"]), roll_day=(roll["month"], roll["day"]))


@cache
def packaged_policy(jurisdiction: str) -> Policy:
    """What may leave the institutions of a jurisdiction, and how. KeyError when it has no policy: nothing may."""
    return read_policies(content_text("disclosure.yaml"))[jurisdiction]


@cache
def packaged_words() -> dict[str, Words]:
    """The words in which results are explained, by language."""
    texts, rules = (read_words(content_text(f"explaining/{name}.yaml")) for name in ("texts", "rules"))
    return {language: words.and_(rules[language]) for language, words in texts.items()}


def crosswalk_between(origin: str, target: str) -> Crosswalk | None:
    """The packaged crosswalk from one edition to another, or None."""
    crosswalks = (packaged_crosswalk(entry.id) for entry in register().crosswalks)
    return next((found for found in crosswalks if (found.origin, found.target) == (origin, target)), None)


@cache
def packaged_comparator(comparator_id: str) -> Comparator:
    """Published figures that come with the package. KeyError when the register does not list them."""
    entry = next((entry for entry in register().comparators if entry.id == comparator_id), None)
    if entry is None:
        raise KeyError(comparator_id)
    return read_comparator(content_text(entry.file))


def comparators_for(edition_id: str) -> list[Comparator]:
    """Published figures about an edition; none is an answer too: there is no figure for it yet."""
    found = (packaged_comparator(entry.id) for entry in register().comparators)
    return [comparator for comparator in found if edition_id in comparator.editions]


def _files(edition_id: str) -> EditionFiles:
    entry = next((entry for entry in register().editions if entry.id == edition_id), None)
    if entry is None:
        raise KeyError(edition_id)
    extends = _files(entry.extends) if entry.extends else None
    return EditionFiles(
        content_text(entry.file), [content_text(path) for path in entry.translations], extends
    )


def _texts(files: EditionFiles) -> Iterator[FileText]:
    if files.extends:
        yield from _texts(files.extends)
    yield files.file
    yield from files.translations
