"""The page of one institution: its benchmarks, its criteria in both years, and groups of its pupils."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from trigpoint.engine.evidence.explaining.sentences import tell_due, tell_status
from trigpoint.engine.evidence.explaining.words import BLANK, Words, percent
from trigpoint.engine.evidence.outcomes import Cell, Counts
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.evidence_run.evaluation import Evaluation, Line
from trigpoint.jobs.evidence_run.pages.frame import Html, bar, page, said, state, table

NUMBERS = ("met", "not_met", "not_known")


def institution_page(found: Evaluation, institution: str, edition: Edition, words: Words) -> Html:
    """Everything that was worked out of one institution."""
    lead = (
        words.say("what_records_show", day=words.day(found.as_of)),
        speaks_of(found, institution, words),
        words.say("as_they_are"),
    )
    name = f"{found.institutions[institution]}: {words.in_edition(edition.short_title)}"
    return page(name, words, _parts(found, institution, edition, words), lead=lead)


def speaks_of(found: Evaluation, institution: str, words: Words) -> str:
    """How many benchmarks are achieved by records, and how many records speak of at all."""
    standing = found.standings[institution]
    shown = sum(any(area.high < 1 or area.low > 0 for area in each.areas) for each in standing.benchmarks)
    low = sum(each.status is Status.ACHIEVED for each in standing.benchmarks)
    return words.say(
        "speak_of",
        low=low,
        high=standing.achieved_high,
        of=standing.assessable,
        shown=shown,
        all=len(standing.benchmarks),
    )


def _parts(found: Evaluation, institution: str, edition: Edition, words: Words) -> Iterator[Html]:
    yield _benchmarks(found, institution, edition, words)
    own = [line for line in found.lines if line.institution == institution]
    for so_far, key in ((False, "last_full"), (True, "so_far")):
        caption = f"{words.say('criteria')} {BLANK} {words.say(key).lower()}"
        yield _criteria([line for line in own if line.so_far is so_far], caption, edition, words)
    if any(cell.by and cell.institution == institution for cell in found.cells):
        yield _groups(found, institution, words)


def _benchmarks(found: Evaluation, institution: str, edition: Edition, words: Words) -> Html:
    rows = []
    for each in found.standings[institution].benchmarks:
        title = said(edition.benchmark(each.benchmark_id).title, words)
        low, high = each.score_low, each.score_high
        score = BLANK if low is None else str(low) if low == high else f"{low}{BLANK}{high}"
        rows.append(
            (
                f"{escape(each.benchmark_id)} {title}",
                state(each.status.value, tell_status(each.status, words)),
                score,
            )
        )
    headings = [(words.say("benchmark"), "text"), (words.say("standing"), ""), (words.say("score"), "n")]
    return table(f"{words.say('benchmarks')} {BLANK} {words.say('last_full').lower()}", headings, rows)


def _criteria(lines: list[Line], caption: str, edition: Edition, words: Words) -> Html:
    texts = {
        criterion.id: said(criterion.text, words)
        for benchmark in edition.benchmarks
        for criterion in benchmark.criteria
    }
    rows = [
        (
            f'{escape(line.criterion)} <span class="text">{texts[line.criterion]}</span>'
            f'<br><span class="quiet">{escape(line.rule)}</span>',
            *_sum(line.counts),
            percent(line.share_asked) if line.share_asked else BLANK,
            state(line.status.value, tell_status(line.status, words)),
            _due(line, words),
        )
        for line in lines
    ]
    headings = [
        (words.say("criterion"), "text"),
        *((words.say(key), "n") for key in NUMBERS),
        (words.say("share"), ""),
        (words.say("asked"), "n"),
        (words.say("standing"), ""),
        (words.say("due"), "due"),
    ]
    return table(caption, headings, rows)


def _due(line: Line, words: Words) -> Html:
    if line.deadline is None or line.due is None:
        return BLANK
    if not line.counts.of and not line.not_yet_due:
        return BLANK
    told = tell_due(line.due, line.deadline, line.not_yet_due, words)
    return " ".join(escape(sentence) for sentence in told)


def _sum(counts: Counts) -> tuple[Html, ...]:
    """The three numbers, and the share as words over a bar."""
    low, high = counts.low, counts.high
    if low is None or high is None:
        return ("0", "0", "0", BLANK)
    share = percent(low) if low == high else f"{percent(low)}{BLANK}{percent(high)}"
    return (str(counts.met), str(counts.not_met), str(counts.not_known), share + bar(counts))


def _groups(found: Evaluation, institution: str, words: Words) -> Html:
    """The last full year by groups of pupils."""
    rows = [
        (escape(cell.rule), escape(_group(cell, words)), *_sum(counts))
        for cell, counts in found.cells.items()
        if cell.institution == institution and cell.by and not cell.view.so_far
    ]
    headings = [
        (words.say("rule"), ""),
        (words.say("group"), ""),
        *((words.say(key), "n") for key in NUMBERS),
        (words.say("share"), ""),
    ]
    return table(words.say("by_group"), headings, sorted(rows))


def _group(cell: Cell, words: Words) -> str:
    """The attribute and the group; a code that the words do not have stands as it is."""
    attribute = words.texts.get(f"attribute_{cell.by}", cell.by.replace("_", " "))
    if cell.value is None:
        return f"{attribute}: {words.say('not_known').lower()}"
    return f"{attribute}: {words.texts.get(f'group_{cell.value}', cell.value.replace('_', ' '))}"
