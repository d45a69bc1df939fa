"""A CASE package from elsewhere as the text of a draft edition, with a list of what it could not carry.

Items at the top become benchmarks, all below them criteria. Where the package asks nothing, each
criterion gets one question (no, partly, yes). Nothing is scored, compared or published until somebody
has read the draft and said so in its file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import yaml

from trigpoint.engine.frameworks.edition import Edition, Evidence
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition
from trigpoint.jobs.interchange.case.model import BENCHMARK, CRITERION, EXTENSION, QUESTION
from trigpoint.jobs.interchange.case.package import Item, NotCarried, Package
from trigpoint.jobs.interchange.case.reading import read_package

UNCHECKED_NOTE = "Imported from CASE; not yet checked."
UNCHECKED = {"status": "inferred", "note": {"en": UNCHECKED_NOTE}}
LANGUAGE_NOT_KNOWN = "und"
"""The code that BCP 47 gives to a language nobody has determined."""
LONGEST_TITLE = 120
SCALE = "no_partly_yes"
SOURCE = "CASE"


@dataclass(frozen=True)
class Draft:
    """A draft edition: its text (which our reader accepts), the edition, and what stayed behind."""

    text: str
    edition: Edition
    not_carried: tuple[NotCarried, ...]


def draft_edition(name: str, stream: BinaryIO) -> Draft:
    """Makes a draft of the package in a file opened for bytes. BadContent when there is none to be made."""
    package = read_package(name, stream)
    drafting = _Drafting(package)
    text = yaml.dump(drafting.edition(), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    edition = read_edition(EditionFiles(FileText(name, text)))  # the reader has the last word on every draft
    return Draft(text, edition, (*package.not_carried, *drafting.left_behind()))


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True  # a person edits the draft: every note in its place, no anchors


@dataclass
class _Drafting:
    package: Package
    below: dict[str | None, list[Item]] = field(default_factory=lambda: defaultdict(list))
    # by noun, how often an id was wanted
    ids: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    left: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for item in self.package.items:
            self.below[item.parent].append(item)

    def left_behind(self) -> Iterator[NotCarried]:
        for (what, why), count in self.left.items():
            yield NotCarried(what, count, why)

    def edition(self) -> dict[str, Any]:
        package = self.package
        title = package.text("title") or ""
        publisher = package.text("publisher") or package.text("creator")
        notes = [package.text("description"), package.text("notes")]
        description = "\n\n".join(note for note in notes if note)
        head: dict[str, Any] = {
            "id": f"imported-{_slug(title) or _slug(package.text('identifier') or '') or 'edition'}",
            "framework": _slug(title) or "imported",
            "title": title,
            "short_title": _shorten(title),
            "version": package.text("version") or "not known",
            "language": self.language(),
            "jurisdiction": "not_known",
            "publisher": publisher or "not known",
            "rights": package.licence or "Not known: the package does not say who may use it and how.",
            "in_force_from": package.day("statusStartDate"),
            "in_force_to": package.day("statusEndDate"),
            "kinds_of_institution": [],
            "person": {"en": "learner"},
            "note": description or None,
        }
        return {
            **{key: value for key, value in head.items() if value is not None},
            "sources": {SOURCE: self.source(title)},
            "policies": _policies(),
            "scoring": {"rounding": "floor", "achieved_at": 100, **UNCHECKED},
            "scales": [_scale()],
            "benchmarks": [
                self.benchmark(item, place) for place, item in enumerate(self.below[None], start=1)
            ],
        }

    def language(self) -> str:
        spoken = Counter(item.language for item in self.package.items if item.language)
        found = self.package.text("language") or next((code for code, _ in spoken.most_common(1)), None)
        if found is None:
            self.left["language", f'the package names none; write it in place of "{LANGUAGE_NOT_KNOWN}"'] += 1
        for code, count in spoken.items():
            if code != found:
                self.left[
                    f"language {code} of items", "the draft is in one language; keep others as translations"
                ] += count
        return found or LANGUAGE_NOT_KNOWN

    def source(self, title: str) -> dict[str, str]:
        address = self.package.text("officialSourceURL") or self.package.text("uri")
        given = {
            "title": title,
            "address": address,
            "note": f"CASE package {self.package.text('identifier')}",
        }
        return {key: value for key, value in given.items() if value}

    def benchmark(self, item: Item, place: int) -> dict[str, Any]:
        self.note_kind(item, BENCHMARK, "benchmarks")
        here = self.new_id("benchmark", item, str(place))
        head = {
            "id": here,
            "title": item.short or _shorten(item.statement),
            "summary": item.statement,
            **self.remarks(item),
        }
        awaiting = _ours(item).get("awaiting")
        if isinstance(awaiting, str) and awaiting.strip() and not self.below[item.identifier]:
            return {**head, "awaiting": awaiting}
        return {**head, **self.asked(item, here)}

    def asked(self, top: Item, benchmark: str) -> dict[str, Any]:
        """Criteria and questions of a benchmark; an item with nothing below is its own only criterion."""
        below = list(self.descendants(top))
        asked = [item for item, parent in below if _asks(item, parent, top)]
        kept = [item for item, parent in below if not _asks(item, parent, top)] or [top]
        criteria = {
            item.identifier: self.criterion(item, f"{benchmark}.{number}")
            for number, item in enumerate(kept, start=1)
        }
        ids = {identifier: criterion["id"] for identifier, criterion in criteria.items()}
        questions = [self.question(item, ids) for item in asked]
        answered = {criterion for question in questions for criterion in question["criteria"]}
        plain = [self.plain_question(found) for found in criteria.values() if found["id"] not in answered]
        return {"criteria": list(criteria.values()), "questions": questions + plain}

    def descendants(self, top: Item) -> Iterator[tuple[Item, Item]]:
        """Every item below `top` with its parent, in order; a stack, for packages may be deeper than Python's."""
        stack = [(child, top) for child in reversed(self.below[top.identifier])]
        while stack:
            item, parent = stack.pop()
            if parent is not top and item.kind != QUESTION:
                self.left[
                    "items deeper than two levels", "they stand as criteria of the item at the top"
                ] += 1
            yield item, parent
            stack += [(child, item) for child in reversed(self.below[item.identifier])]

    def criterion(self, item: Item, fallback: str) -> dict[str, Any]:
        if item.parent is not None:
            self.note_kind(item, CRITERION, "criteria")
        evidence = _ours(item).get("evidence")
        known = isinstance(evidence, str) and evidence in {kind.value for kind in Evidence}
        return {
            "id": self.new_id("criterion", item, fallback),
            "text": item.statement,
            "evidence": evidence if known else Evidence.ATTESTED.value,
            **self.remarks(item),
        }

    def question(self, item: Item, criteria: dict[str, str]) -> dict[str, Any]:
        """A question of the package; its scale, lines and conditions stay behind."""
        self.left["scales, lines and conditions of questions", "each is asked with no, partly, yes"] += 1
        about = [criteria[found] for found in (item.parent, *item.also_about) if found in criteria]
        number = self.new_id("question", item, f"q{self.ids['question'].total() + 1}")
        return _question(number, list(dict.fromkeys(about)), item.statement, self.remarks(item))

    def plain_question(self, criterion: dict[str, Any]) -> dict[str, Any]:
        number = self.free_id("question", criterion["id"])
        return _question(number, [criterion["id"]], criterion["text"], UNCHECKED)

    def remarks(self, item: Item) -> dict[str, Any]:
        note = f"{UNCHECKED_NOTE}\n{item.notes}" if item.notes else UNCHECKED_NOTE
        return {"status": "inferred", "sources": [SOURCE], "note": note}

    def note_kind(self, item: Item, kind: str, carried_as: str) -> None:
        if item.kind and item.kind != kind:
            self.left[f'item type "{item.kind}"', f"the items stand as {carried_as}"] += 1

    def new_id(self, noun: str, item: Item, fallback: str) -> str:
        """The item's own code as an id, or `fallback` where it has none that can be used."""
        found = self.free_id(noun, _slug(item.code or "", keep_case=True) or fallback)
        if item.code and found != item.code:
            self.left[
                "codes of items", "they are not ids, or were there twice; the draft writes them differently"
            ] += 1
        return found

    def free_id(self, noun: str, wanted: str) -> str:
        used = self.ids[noun]
        found = wanted
        while used[found]:
            used[wanted] += 1
            found = f"{wanted}-{used[wanted]}"
        used[found] += 1
        return found


def _asks(item: Item, parent: Item, top: Item) -> bool:
    """Whether the item is a question about a criterion; a question below anything else becomes a criterion."""
    return item.kind == QUESTION and parent is not top and parent.kind != QUESTION


def _ours(item: Item) -> dict[str, Any]:
    """What an export of Trigpoint itself has left in the item."""
    found = item.extensions.get(EXTENSION)
    return found if isinstance(found, dict) else {}


def _question(number: str, criteria: list[str], words: str, remarks: dict[str, Any]) -> dict[str, Any]:
    asked = {
        "id": number,
        "criteria": criteria,
        "text": words,
        "kind": "choice",
        "scale": SCALE,
        "areas": "one",
    }
    return asked | remarks


def _policies() -> dict[str, Any]:
    uses = ("scored", "compared", "ranked", "published")
    statement = {"en": "A draft imported from elsewhere; nobody has checked it yet."}
    return {**{use: {"allowed": False, **UNCHECKED} for use in uses}, "statement": statement}


def _scale() -> dict[str, Any]:
    steps = (("no", "No", "0"), ("partly", "Partly", "1/2"), ("yes", "Yes", "1"))
    values = [
        {"id": step, "title": {"en": title}, "credit": credit, **UNCHECKED} for step, title, credit in steps
    ]
    return {"id": SCALE, "title": {"en": "No, partly, yes"}, "kind": "steps", "values": values, **UNCHECKED}


def _slug(words: str, *, keep_case: bool = False) -> str:
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", words if keep_case else words.lower())
    return re.sub(r"^[^A-Za-z0-9]+|-+$", "", slug)[:80]


def _shorten(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
