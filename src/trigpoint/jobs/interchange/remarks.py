"""What an edition says about a clause beside its words, in English: status, sources, what would show it."""

from __future__ import annotations

from trigpoint.engine.frameworks.edition import Benchmark, Criterion, Edition, Source, Threshold
from trigpoint.engine.frameworks.texts import Clause, Text
from trigpoint.engine.frameworks.thresholds import Ask, parts_of

ASKS = {
    Ask.AT_LEAST: "at least %(value)s",
    Ask.EVERYONE: "for everyone",
    Ask.SHARE: "for %(value)s of people",
    Ask.EACH: "in each %(value)s",
    Ask.BY: "by the end of %(value)s",
    Ask.MONTHS: "within %(value)s months",
    Ask.KINDS: "of the kinds %(value)s",
}
STATUS_WORDS = {"sourced": "sourced", "inferred": "inferred", "from_memory": "from memory"}


def remarks_on(edition: Edition, clause: Clause, language: str) -> str:
    """Status, sources and note of a clause as sentences."""
    sentences = [f"Status: {STATUS_WORDS[clause.status]}."]
    sentences += [f"Source: {spell_source(edition.sources[key])}." for key in clause.sources]
    if isinstance(clause, Criterion):
        sentences.append(f"Evidence: {clause.evidence}.")
        if clause.threshold:
            sentences.append(f"Asks for: {spell_threshold(edition, clause.threshold, language)}.")
    if isinstance(clause, Benchmark) and clause.awaiting:
        sentences.append(f"Awaiting: {clause.awaiting.in_language(language).words}")
    if clause.note:
        sentences.append(clause.note.in_language(language).words)
    return " ".join(sentences)


def spell_source(source: Source) -> str:
    """Title, address and date of reading of a source, as far as they are known."""
    read = f"read on {source.read_on.isoformat()}" if source.read_on else None
    return ", ".join(part for part in (source.title, source.address, read) if part)


def spell_threshold(edition: Edition, threshold: Threshold, language: str) -> str:
    """The numbers of a threshold in English, such as "at least 1, for 75% of people, by the end of Year 7"; titles of
    years and stages in `language`."""
    return ", ".join(
        ASKS[part.ask] % {"value": _in_language(part.value, language)}
        for part in parts_of(edition, threshold)
    )


def _in_language(value: Text | str | int, language: str) -> str:
    return value.in_language(language).words if isinstance(value, Text) else str(value)
