"""Rules as a tree and as plain data for `trigpoint frameworks show --rules`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from trigpoint.command_line.framework_views import COLOURS
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.evidence.rule_reading.wording import tell_rule
from trigpoint.engine.frameworks.edition import Criterion, Edition, Evidence
from trigpoint.jobs.interchange.remarks import STATUS_WORDS


def rule_tree(edition: Edition, rules: RuleSet, language: str) -> Tree:
    """Every criterion with its rules in words, or with why it has none."""
    root = Tree(f"[bold]{escape(edition.title.in_language(language).words)}[/]  {edition.id}, rules")
    for benchmark in edition.benchmarks:
        branch = root.add(f"[bold]{benchmark.id} {escape(benchmark.title.in_language(language).words)}[/]")
        if benchmark.awaiting:
            branch.add(f"awaiting: {escape(benchmark.awaiting.in_language(language).words)}")
        for left in (each for each in rules.file.not_read if each.benchmark == benchmark.id):
            branch.add(f"not read: {escape(str(left.why))}")
        for criterion in benchmark.criteria:
            words = escape(criterion.text.in_language(language).words)
            leaf = branch.add(f"{criterion.id} {words}  {criterion.evidence}")
            for line in _lines(edition, rules, criterion):
                leaf.add(line)
    return root


def spell_rules(edition: Edition, rules: RuleSet) -> dict[str, Any]:
    """The rules as plain data, each told in words."""
    return {
        "id": edition.id,
        "rules": [_plain(edition, rules, rule.id) for rule in rules.rules],
        "without_rule": [
            {"criterion": each.criterion, "why": str(each.why)} for each in rules.file.without_rule
        ],
        "not_read": [{"benchmark": each.benchmark, "why": str(each.why)} for each in rules.file.not_read],
    }


def _plain(edition: Edition, rules: RuleSet, rule_id: str) -> dict[str, Any]:
    text, answers = rules.texts[rule_id], rules.answers(rule_id)
    [rule] = [rule for rule in rules.rules if rule.id == rule_id]
    titles = {kind.id: str(kind.title) for kind in rules.file.document_kinds}
    return {
        "id": rule_id,
        "criterion": rule.criterion,
        "asks": tell_rule(rule, str(edition.person), titles),
        "status": text.status.value,
        "note": str(text.note) if text.note else None,
        "beside_criterion": text.beside_criterion,
        "answers": {"question": answers.question, "line": answers.line} if answers else None,
    }


def _lines(edition: Edition, rules: RuleSet, criterion: Criterion) -> Iterator[str]:
    for rule in rules.rules:
        if rule.criterion == criterion.id:
            yield _line(edition, rules, rule.id)
    for left_out in rules.file.without_rule:
        if left_out.criterion == criterion.id:
            yield f"no rule: {escape(str(left_out.why))}"
    if criterion.evidence is Evidence.ATTESTED:
        yield "no rule: attested, records cannot show it"


def _line(edition: Edition, rules: RuleSet, rule_id: str) -> str:
    said = _plain(edition, rules, rule_id)
    status = rules.texts[rule_id].status
    answers = said["answers"] or {}
    line = f" {answers['line']}" if answers.get("line") else ""
    question = f" Answers question {answers['question']}{line}." if answers else ""
    note = f" {said['note']}" if said["note"] else ""
    beside = " Says nothing about the criterion." if said["beside_criterion"] else ""
    words = escape(f"{rule_id}: {said['asks']}{question}{beside}{note}")
    return f"{words}  [{COLOURS[status]}]{STATUS_WORDS[status]}[/]"
