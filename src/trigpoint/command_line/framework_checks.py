"""What `trigpoint frameworks check` does with files of editions, of rules and of worked cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trigpoint.command_line.framework_views import overview
from trigpoint.engine.evidence.rule_reading.findings import KEYS
from trigpoint.engine.evidence.rule_reading.reading import RuleSet, extended_by, read_rules
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.worked_cases.running import check_cases
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import Layer, read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition
from trigpoint.jobs.storage.packaged_content import (
    packaged_calendar,
    packaged_edition,
    packaged_rules,
    register,
    rules_below,
)

EDITION, RULES, CASES = ORDER = ("edition", "rules", "cases")


def check_all(
    files: Sequence[Path], translations: Sequence[Path], extended: Sequence[Path]
) -> list[dict[str, Any]]:
    """A row for every file, in the order given. BadContent with every mistake of all of them.

    Editions are read first, then rules, then cases: each is held against the files given before it counts what comes
    with the package.
    """
    desk = _Desk(translations, extended)
    problems: list[Problem] = []
    rows: dict[int, dict[str, Any]] = {}
    texts = [_opened(file, problems) for file in files]
    kinds = [_kind_of(text, problems) if text else "" for text in texts]
    for kind in ORDER:
        for n, text in enumerate(texts):
            if text is None or kinds[n] != kind:
                continue
            try:
                rows[n] = {"file": text.name, **desk.check(text, kind)}
            except BadContent as error:
                problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise BadContent(problems)
    return [rows[n] for n in sorted(rows)]


def _opened(path: Path, problems: list[Problem]) -> FileText | None:
    try:
        return text_of(path)
    except BadContent as error:
        problems += error.problems
        return None


def _kind_of(text: FileText, problems: list[Problem]) -> str:
    """What a file is, by the keys that only files of its kind have; nothing where it is no YAML."""
    try:
        data = read_layer(text.text, text.name).data
    except BadContent as error:
        problems += error.problems
        return ""
    if "cases" in data or "institution_cases" in data:
        return CASES
    return RULES if "edition" in data or any(key in data for key in KEYS) else EDITION


class _Desk:
    """The editions and rules that were read so far; what is not among them comes with the package."""

    def __init__(self, translations: Sequence[Path], extended: Sequence[Path]) -> None:
        self.translations, self.extended = translations, extended
        self.editions: dict[str, Edition] = {}
        self.rules: dict[str, RuleSet] = {}
        self.rule_files: dict[str, FileText] = {}

    def check(self, text: FileText, kind: str) -> dict[str, Any]:
        return {EDITION: self._edition, RULES: self._rules, CASES: self._cases}[kind](text)

    def _edition(self, text: FileText) -> dict[str, Any]:
        below: EditionFiles | None = None
        for original in self.extended:
            below = EditionFiles(text_of(original), (), below)
        edition = read_edition(EditionFiles(text, [text_of(path) for path in self.translations], below))
        self.editions[edition.id] = edition
        return overview(edition)

    def _rules(self, text: FileText) -> dict[str, Any]:
        edition = self._edition_of(read_layer(text.text, text.name))
        self.rule_files[edition.id] = text
        below = self.rule_files.get(extended_by(text) or "") or rules_below(text)
        rules = self.rules[edition.id] = read_rules(text, edition, below)
        return {"id": edition.id, "rules": len(rules.rules), "without_rule": len(rules.file.without_rule)}

    def _cases(self, text: FileText) -> dict[str, Any]:
        layer = read_layer(text.text, text.name)
        edition = self._edition_of(layer)
        rules = self._rules_of(edition, layer)
        found = check_cases(text, {rule.id: rule for rule in rules.rules}, _calendar_of(edition, layer))
        return {"id": edition.id, "cases": len(found.cases) + len(found.institution_cases)}

    def _edition_of(self, layer: Layer) -> Edition:
        named = layer.data.get("edition")
        known = [entry.id for entry in register().editions]
        if isinstance(named, str) and named in self.editions:
            return self.editions[named]
        if isinstance(named, str) and named in known:
            return packaged_edition(named)
        choice = f"Write one of: {', '.join(known)}; or give its file too."
        if named is None:
            wrong = '"edition" is missing: whose criteria are meant is not said.'
            raise BadContent([layer.problem((), wrong, f"Add `edition:`. {choice}")])
        raise BadContent([layer.problem(("edition",), f'there is no edition "{named}".', choice)])

    def _rules_of(self, edition: Edition, layer: Layer) -> RuleSet:
        if edition.id in self.rules:
            return self.rules[edition.id]
        try:
            if edition.id not in self.rule_files:
                return packaged_rules(edition.id)
        except KeyError:
            pass
        wrong = f"there are no rules of {edition.id} to hold the cases against."
        raise BadContent(
            [layer.problem(("edition",), wrong, "Give the file of its rules too, and mend that first.")]
        )


def _calendar_of(edition: Edition, layer: Layer) -> Calendar:
    try:
        return packaged_calendar(edition.jurisdiction)
    except KeyError:
        wrong = f"when a school year begins in {edition.jurisdiction} is not known."
        raise BadContent([layer.problem(("edition",), wrong, "Add it to calendars.yaml.")]) from None


def line_of(row: dict[str, Any]) -> str:
    """A good file in one line."""
    if "cases" in row:
        return f"{row['file']}: {row['cases']} cases of {row['id']}, all as expected."
    if "rules" in row:
        return f"{row['file']}: no problems ({row['rules']} rules of {row['id']})."
    return f"{row['file']}: no problems ({row['id']})."


def text_of(path: Path) -> FileText:
    """The text of a file. BadContent if it is not in UTF-8."""
    try:
        return FileText(str(path), path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        wrong = "the file is not text in UTF-8."
        instead = "Save it again with the encoding UTF-8."
        raise BadContent([Problem(str(path), line, "", wrong, instead, column)]) from None
