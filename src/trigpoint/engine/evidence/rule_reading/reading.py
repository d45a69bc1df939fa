"""A file of rules to frozen rules, held against its edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from trigpoint.engine.evidence.rule_model.attributes import BadRule
from trigpoint.engine.evidence.rule_model.measures import windows_of
from trigpoint.engine.evidence.rule_model.rules import (
    DocumentRule,
    PupilRule,
    Rule,
    StaffRule,
    SubjectRule,
)
from trigpoint.engine.evidence.rule_model.windows import YearGroups
from trigpoint.engine.evidence.rule_reading.building import Builder, Misplaced, at
from trigpoint.engine.evidence.rule_reading.texts import (
    Answers,
    DocumentRuleText,
    RuleFile,
    RuleText,
    StaffRuleText,
    SubjectRuleText,
)
from trigpoint.engine.frameworks.edition import Criterion, Edition, Evidence, QuestionKind
from trigpoint.engine.frameworks.layers import Layer, Path, read_layer
from trigpoint.engine.frameworks.overlays import lay_over
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import FIRST_LANGUAGE
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all

type Finding = tuple[Path, str, str]
KEYS = ("pupil_rules", "staff_rules", "document_rules", "subject_rules")


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
    findings = list(_findings(found, edition))
    rules: list[Rule] = []
    builder = Builder(found.sets)
    for path, text, build in _builders(found, builder):
        try:
            rule = build(text, path)
            findings += _unknown_years(path, rule, edition)
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


def _findings(found: RuleFile, edition: Edition) -> Iterator[Finding]:
    """What does not fit the edition."""
    if found.edition != edition.id:
        yield ("edition",), f"these are rules of {found.edition}.", f"They are held against {edition.id}."
    criteria = {each.id: each for benchmark in edition.benchmarks for each in benchmark.criteria}
    covered: set[str] = set()
    ids: set[str] = set()
    for key in KEYS:
        for n, text in enumerate(getattr(found, key)):
            yield from _rule_findings((key, n), text, criteria, ids, edition)
            covered.add(text.criterion)
    for n, left_out in enumerate(found.without_rule):
        if left_out.criterion not in criteria:
            yield ("without_rule", n, "criterion"), *_no_criterion(left_out.criterion, edition)
        covered.add(left_out.criterion)
    for criterion in criteria.values():
        if criterion.evidence is not Evidence.ATTESTED and criterion.id not in covered:
            instead = "Add a rule, or a line under without_rule that says why not."
            yield (), f"criterion {criterion.id} is {criterion.evidence} and has no rule.", instead
    yield from _unknown_documents(found)


def _rule_findings(
    path: Path, text: RuleText, criteria: Mapping[str, Criterion], ids: set[str], edition: Edition
) -> Iterator[Finding]:
    if text.id in ids:
        yield (*path, "id"), f"the rule {text.id} is there twice.", "Give each rule an id of its own."
    ids.add(text.id)
    criterion = criteria.get(text.criterion)
    if criterion is None:
        yield (*path, "criterion"), *_no_criterion(text.criterion, edition)
    elif criterion.evidence is Evidence.ATTESTED:
        instead = "Take the rule out, or change the criterion's kind of evidence."
        yield (*path, "criterion"), f"criterion {criterion.id} is attested: records cannot show it.", instead
    if text.answers:
        yield from _wrong_answer((*path, "answers"), text.answers, edition)


def _wrong_answer(path: Path, answers: Answers, edition: Edition) -> Iterator[Finding]:
    """The question must be there and be answered by a share, in one piece or line by line."""
    try:
        question = edition.question(answers.question)
    except KeyError:
        wrong = f"the edition has no question {answers.question}."
        yield (*path, "question"), wrong, "Write the number of one of its questions."
        return
    lines = [line.id for line in question.lines]
    if answers.line is not None and answers.line not in lines:
        choice = f"It has: {', '.join(lines)}." if lines else "It is answered in one piece: take `line:` out."
        yield (*path, "line"), f"question {question.id} has no line {answers.line}.", choice
    if answers.line is None and question.kind is not QuestionKind.SHARE:
        instead = "Name a question whose kind is share, or a line of one that is answered line by line."
        yield (*path, "question"), f"question {question.id} is not answered with a share.", instead


def _unknown_years(path: Path, rule: Rule, edition: Edition) -> Iterator[Finding]:
    """A mistyped year group would be a rule about nobody."""
    if isinstance(rule, PupilRule):
        windows = [window for window in windows_of(rule.measure) if isinstance(window, YearGroups)]
        named = [*rule.population.groups, *(group for window in windows for group in window.groups)]
    else:
        named = list(rule.groups) if isinstance(rule, SubjectRule) else []
    known = [year.id for year in edition.years]
    for group in dict.fromkeys(named):
        if group not in known:
            yield path, f"{edition.id} has no year group {group}.", f"It has: {', '.join(known) or 'none'}."


def _unknown_documents(found: RuleFile) -> Iterator[Finding]:
    known = {kind.id for kind in found.document_kinds}
    for n, rule in enumerate(found.document_rules):
        for kind in rule.documents:
            if kind not in known:
                wrong = f"there is no kind of document '{kind}'."
                yield ("document_rules", n, "documents"), wrong, "Add it under document_kinds, or correct it."


def _no_criterion(name: str, edition: Edition) -> tuple[str, str]:
    return f"{edition.id} has no criterion {name}.", "Write the id of one of its criteria."


def _split(reason: BadRule) -> tuple[str, str]:
    """A reason as what is wrong and what to write instead."""
    for mark in ("; ", ": "):
        wrong, found, instead = str(reason).partition(mark)
        if found:
            return f"{wrong}.", f"{instead[:1].upper()}{instead[1:]}."
    return f"{reason}.", ""
