"""What an edition says about a clause beside its words, in English: status, sources, what would show it."""

from __future__ import annotations

from collections.abc import Iterator

from trigpoint.engine.frameworks.edition import Benchmark, Criterion, Edition, Source, Threshold
from trigpoint.engine.frameworks.texts import Clause

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
    """The numbers of a threshold in words, such as "at least 1, for 75% of people, by the end of Year 7"."""
    return ", ".join(_parts(edition, threshold, language))


def _parts(edition: Edition, threshold: Threshold, language: str) -> Iterator[str]:
    titles = {year.id: year.title.in_language(language).words for year in edition.years}
    titles |= {stage.id: stage.title.in_language(language).words for stage in edition.stages}
    if threshold.at_least is not None:
        yield f"at least {threshold.at_least}"
    if threshold.share is not None:
        percent = threshold.share * 100
        shown = f"{percent}%" if percent.denominator == 1 else str(threshold.share)
        yield f"for {shown} of people" if threshold.share != 1 else "for everyone"
    if threshold.each is not None:
        yield f"in each {titles.get(threshold.each, threshold.each)}"
    if threshold.by is not None:
        yield f"by the end of {titles.get(threshold.by, threshold.by)}"
    if threshold.months is not None:
        yield f"within {threshold.months} months"
    if threshold.kinds:
        yield f"of the kinds {', '.join(threshold.kinds)}"
