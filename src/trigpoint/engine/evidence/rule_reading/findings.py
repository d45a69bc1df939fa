"""What in a file of rules does not fit its edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from trigpoint.engine.evidence.rule_model.measures import windows_of
from trigpoint.engine.evidence.rule_model.rules import PupilRule, Rule, SubjectRule
from trigpoint.engine.evidence.rule_model.windows import YearGroups
from trigpoint.engine.evidence.rule_reading.texts import Answers, RuleFile, RuleText
from trigpoint.engine.frameworks.edition import Criterion, Edition, Evidence, Question, QuestionKind
from trigpoint.engine.frameworks.layers import Path
from trigpoint.engine.frameworks.scales import ScaleKind

type Finding = tuple[Path, str, str]
KEYS = ("pupil_rules", "staff_rules", "document_rules", "subject_rules")
ANSWERED = (QuestionKind.SHARE, QuestionKind.FIGURE)
"""Questions that a count answers in one piece: with a band of shares, or with how many of how many."""


def misfits(found: RuleFile, edition: Edition) -> Iterator[Finding]:
    """What of the file does not fit the edition, each with its path, what is wrong and what to write instead."""
    if found.edition != edition.id:
        yield ("edition",), f"these are rules of {found.edition}.", f"They are held against {edition.id}."
    criteria = {each.id: each for benchmark in edition.benchmarks for each in benchmark.criteria}
    texts = [((key, n), text) for key in KEYS for n, text in enumerate(getattr(found, key))]
    for path, text in texts:
        yield from _wrong_criterion((*path, "criterion"), text, criteria, edition)
        if text.answers:
            yield from _wrong_answer((*path, "answers"), text, text.answers, edition)
        elif text.beside_criterion:
            wrong = "a rule beside its criterion answers no question, and so is about nothing."
            yield (*path, "beside_criterion"), wrong, "Add `answers:`, or take `beside_criterion:` out."
    yield from _said_twice(texts)
    yield from _uncovered(
        found, {text.criterion for _, text in texts if not text.beside_criterion}, criteria, edition
    )
    yield from _unknown_documents(found)
    benchmarks = [benchmark.id for benchmark in edition.benchmarks]
    for n, each in enumerate(found.not_read):
        if each.benchmark not in benchmarks:
            wrong = f"{edition.id} has no benchmark {each.benchmark}."
            yield ("not_read", n, "benchmark"), wrong, f"It has: {', '.join(benchmarks)}."


def _wrong_criterion(
    path: Path, text: RuleText, criteria: Mapping[str, Criterion], edition: Edition
) -> Iterator[Finding]:
    criterion = criteria.get(text.criterion)
    if criterion is None:
        yield path, *_no_criterion(text.criterion, edition)
    elif criterion.evidence is Evidence.ATTESTED:
        instead = "Take the rule out, or change the criterion's kind of evidence."
        yield path, f"criterion {criterion.id} is attested: records cannot show it.", instead


def _wrong_answer(path: Path, text: RuleText, answers: Answers, edition: Edition) -> Iterator[Finding]:
    """The question must be there, ask for the rule's criterion, and be answered by a count."""
    try:
        question = edition.question(answers.question)
    except KeyError:
        wrong = f"the edition has no question {answers.question}."
        yield (*path, "question"), wrong, "Write the number of one of its questions."
        return
    if text.criterion not in question.criteria:
        wrong = f"question {question.id} does not ask about criterion {text.criterion}."
        yield (*path, "question"), wrong, f"It asks about {', '.join(question.criteria)}."
    lines = [line.id for line in question.lines]
    if answers.line is not None and answers.line not in lines:
        choice = f"It has: {', '.join(lines)}." if lines else "It is answered in one piece: take `line:` out."
        yield (*path, "line"), f"question {question.id} has no line {answers.line}.", choice
    elif not _is_answered_by_a_count(question, answers, edition):
        instead = (
            "Name a question whose kind is share or figure, or a line of one that is answered with shares."
        )
        yield (*path, "question"), f"question {question.id} is not answered with a share.", instead


def _is_answered_by_a_count(question: Question, answers: Answers, edition: Edition) -> bool:
    if answers.line is None:
        return question.kind in ANSWERED
    return question.scale is not None and edition.scale(question.scale).kind is ScaleKind.SHARE


def _said_twice(texts: Sequence[tuple[Path, RuleText]]) -> Iterator[Finding]:
    """Two rules of one id, or for one answer, of which the later would win unseen."""
    ids: set[str] = set()
    answered: dict[tuple[str, str | None], str] = {}
    for path, text in texts:
        if text.id in ids:
            yield (*path, "id"), f"the rule {text.id} is there twice.", "Give each rule an id of its own."
        ids.add(text.id)
        if text.answers is None:
            continue
        other = answered.setdefault((text.answers.question, text.answers.line), text.id)
        if other != text.id:
            wrong = f"the rule {other} answers the same."
            yield (*path, "answers"), wrong, "Let one of the two answer it."


def _uncovered(
    found: RuleFile, with_rule: Set[str], criteria: Mapping[str, Criterion], edition: Edition
) -> Iterator[Finding]:
    """Every criterion that records can show has a rule, or a reason why not, and not both."""
    for n, left_out in enumerate(found.without_rule):
        path = ("without_rule", n, "criterion")
        if left_out.criterion not in criteria:
            yield path, *_no_criterion(left_out.criterion, edition)
        if left_out.criterion in with_rule:
            wrong = f"criterion {left_out.criterion} has a rule, and a reason for having none."
            yield path, wrong, "Take one of the two out."
    explained = with_rule | {left_out.criterion for left_out in found.without_rule}
    for criterion in criteria.values():
        if criterion.evidence is not Evidence.ATTESTED and criterion.id not in explained:
            instead = "Add a rule, or a line under without_rule that says why not."
            wrong = f"criterion {criterion.id} is {criterion.evidence} and has no rule."
            yield ("without_rule",), wrong, instead


def unknown_years(path: Path, rule: Rule, edition: Edition) -> Iterator[Finding]:
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
