"""A file of rules to frozen rules, held against its edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from trigpoint.engine.evidence.rule_model.attributes import BadRule
from trigpoint.engine.evidence.rule_model.rules import (
    DocumentRule,
    PupilRule,
    Rule,
    StaffRule,
    SubjectRule,
)
from trigpoint.engine.evidence.rule_reading.building import Builder, Misplaced, at
from trigpoint.engine.evidence.rule_reading.findings import KEYS, misfits, unknown_years
from trigpoint.engine.evidence.rule_reading.texts import (
    Answers,
    DocumentRuleText,
    RuleFile,
    RuleText,
    StaffRuleText,
    SubjectRuleText,
)
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import Layer, Path, read_layer
from trigpoint.engine.frameworks.overlays import lay_over
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import FIRST_LANGUAGE
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all


@dataclass(frozen=True)
class RuleSet:
    """The rules of an edition, and what each says of itself by id of the rule."""

    edition_id: str
    rules: tuple[Rule, ...]
    texts: Mapping[str, RuleText]
    file: RuleFile

    @property
    def pupil_rules(self) -> tuple[PupilRule, ...]:
        return tuple(rule for rule in self.rules if isinstance(rule, PupilRule))

    def settling(self, criterion_id: str) -> tuple[Rule, ...]:
        """The rules that say whether a criterion is met, without those that only answer a question beside it."""
        return tuple(
            rule
            for rule in self.rules
            if rule.criterion == criterion_id and not self.texts[rule.id].beside_criterion
        )

    def answers(self, rule_id: str) -> Answers | None:
        """The question that the rule's share answers, if any."""
        return self.texts[rule_id].answers


def read_rules(file: FileText, edition: Edition, extended: FileText | None = None) -> RuleSet:
    """The rules a file describes for an edition. BadContent, with every mistake, if they do not fit it.

    `extended` is the file of the rules that it builds on, where it says `extends:`. Lists are matched by id.
    """
    layer = _assemble(file, extended)
    try:
        found = RuleFile.model_validate(
            layer.data, context={FIRST_LANGUAGE: layer.data.get("language", "en")}
        )
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, RuleFile)) from None
    findings = list(misfits(found, edition))
    rules: list[Rule] = []
    builder = Builder(found.sets)
    for path, text, build in _builders(found, builder):
        try:
            rule = build(text, path)
            findings += unknown_years(path, rule, edition)
            rules.append(rule)
        except Misplaced as error:
            findings.append((error.path, *_split(error.reason)))
    if findings:
        raise BadContent([layer.problem(*finding) for finding in findings])
    return RuleSet(
        edition.id, tuple(rules), {text.id: text for _, text, _ in _builders(found, builder)}, found
    )


def extended_by(file: FileText) -> str | None:
    """The edition whose rules the file builds on, if any. BadContent for text that is not YAML."""
    named = read_layer(file.text, file.name).data.get("extends")
    return None if named is None else str(named)


def _assemble(file: FileText, extended: FileText | None) -> Layer:
    layer = read_layer(file.text, file.name)
    if "extends" not in layer.data:
        return layer
    named = layer.data["extends"]
    base = read_layer(extended.text, extended.name) if extended else None
    if base is None or base.data.get("edition") != named:
        wrong = f'the rules of "{named}" that it builds on are not there.'
        raise BadContent(
            [layer.problem(("extends",), wrong, "Correct the id of the edition, or give its file too.")]
        )
    del layer.data["extends"]
    return lay_over(base, layer)


def _builders(
    found: RuleFile, builder: Builder
) -> Iterator[tuple[Path, RuleText, Callable[[Any, Path], Rule]]]:
    """Every rule's place, text and the function that builds it."""
    functions: dict[str, Callable[[Any, Path], Rule]] = {
        "pupil_rules": builder.pupil_rule,
        "staff_rules": _staff_rule,
        "document_rules": _document_rule,
        "subject_rules": lambda text, path: _subject_rule(text, path, builder),
    }
    for key in KEYS:
        for n, text in enumerate(getattr(found, key)):
            yield (key, n), text, functions[key]


def _staff_rule(text: StaffRuleText, path: Path) -> StaffRule:
    with at(path):
        return StaffRule(
            text.id,
            text.criterion,
            text.roles,
            text.took_part_in,
            text.times,
            text.months,
            text.share,
            text.at_least,
        )


def _document_rule(text: DocumentRuleText, path: Path) -> DocumentRule:
    with at(path):
        return DocumentRule(text.id, text.criterion, text.documents, text.months)


def _subject_rule(text: SubjectRuleText, path: Path, builder: Builder) -> SubjectRule:
    with at(path):
        return SubjectRule(
            text.id, text.criterion, builder.members(text.years), text.subjects, text.share, text.at_least
        )


def _split(reason: BadRule) -> tuple[str, str]:
    """A reason as what is wrong and what to write instead."""
    for mark in ("; ", ": "):
        wrong, found, instead = str(reason).partition(mark)
        if found:
            return f"{wrong}.", f"{instead[:1].upper()}{instead[1:]}."
    return f"{reason}.", ""
