"""Editions as rows, trees and plain data for `trigpoint frameworks`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from trigpoint.engine.frameworks.edition import Benchmark, Edition
from trigpoint.engine.frameworks.texts import Clause, Text
from trigpoint.engine.vocabulary.standings import Provenance
from trigpoint.jobs.interchange.remarks import STATUS_WORDS, spell_source, spell_threshold

COUNTS = ("benchmarks", "criteria", "questions")
COLOURS = {Provenance.SOURCED: "green", Provenance.INFERRED: "yellow", Provenance.FROM_MEMORY: "magenta"}


def overview(edition: Edition) -> dict[str, Any]:
    """What `frameworks list` says of an edition. Statuses are counted over all its clauses."""
    statuses = Counter(clause.status.value for clause in _clauses(edition))
    return {
        "id": edition.id,
        "title": str(edition.title),
        "version": edition.version,
        "languages": [edition.language, *(translation.language for translation in edition.translations)],
        "benchmarks": len(edition.benchmarks),
        "criteria": sum(len(benchmark.criteria) for benchmark in edition.benchmarks),
        "questions": sum(1 for _ in edition.questions()),
        "statuses": {status.value: statuses[status.value] for status in Provenance},
    }


def overview_table(rows: list[dict[str, Any]]) -> Table:
    """The overviews side by side."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Edition", "Title", "Languages"):
        table.add_column(heading, overflow="fold")
    for heading in (*COUNTS, *STATUS_WORDS.values()):
        table.add_column(heading.capitalize(), justify="right")
    for row in rows:
        words = (row["id"], escape(row["title"]), ", ".join(row["languages"]))
        figures = [row[count] for count in COUNTS] + [row["statuses"][status] for status in STATUS_WORDS]
        table.add_row(*words, *(str(figure) for figure in figures))
    return table


def tree(edition: Edition, language: str) -> Tree:
    """The edition as a tree of benchmarks, criteria and questions, each with its status."""
    root = Tree(
        f"[bold]{_words(edition.title, language)}[/]  {edition.id}, version {escape(edition.version)}"
    )
    root.add(_words(edition.policies.statement, language))
    for benchmark in edition.benchmarks:
        branch = root.add(
            f"[bold]{benchmark.id} {_words(benchmark.title, language)}[/]  {_status(benchmark)}",
            guide_style="dim",
        )
        if benchmark.awaiting:
            branch.add(f"awaiting: {_words(benchmark.awaiting, language)}")
        _add_criteria(branch, edition, benchmark, language)
    sources = root.add("[bold]Sources[/]")
    for key, source in edition.sources.items():
        sources.add(f"{key} {escape(spell_source(source))}")
    return root


def spell_edition(edition: Edition, language: str) -> dict[str, Any]:
    """The whole edition as plain data, every text in one language."""
    plain: dict[str, Any] = _plain(edition, language)
    return plain


def _add_criteria(branch: Tree, edition: Edition, benchmark: Benchmark, language: str) -> None:
    for criterion in benchmark.criteria:
        words = (
            f"{criterion.id} {_words(criterion.text, language)}  {criterion.evidence}, {_status(criterion)}"
        )
        leaf = branch.add(words)
        if criterion.threshold:
            asks = escape(spell_threshold(edition, criterion.threshold, language))
            leaf.add(f"asks for: {asks}  {_status(criterion.threshold)}")
        for question in benchmark.questions:
            if criterion.id not in question.criteria:
                continue
            if question.criteria[0] != criterion.id:
                leaf.add(f"question {question.id}: see {question.criteria[0]}")
                continue
            asked = leaf.add(
                f"question {question.id}: {_words(question.text, language)}  {question.kind}, {_status(question)}"
            )
            for line in (*question.lines, *question.columns):
                asked.add(f"{line.id}: {_words(line.text, language)}  {_status(line)}")


def _words(text: Text, language: str) -> str:
    wording = text.in_language(language)
    return escape(wording.words) + ("" if wording.language == language else f" ({wording.language})")


def _status(clause: Clause) -> str:
    sources = f" {escape(', '.join(clause.sources))}" if clause.sources else ""
    return f"[{COLOURS[clause.status]}]{STATUS_WORDS[clause.status]}{sources}[/]"


def _clauses(value: Any) -> Iterator[Clause]:
    if isinstance(value, Clause):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _clauses(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _clauses(item)


def _plain(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return value.in_language(language).words
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name), language) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {key: _plain(item, language) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item, language) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value)  # dates, fractions and words of a vocabulary
