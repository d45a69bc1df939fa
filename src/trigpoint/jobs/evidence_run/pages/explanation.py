"""The page that says why: the sum in sentences, and the pupils behind it."""

from __future__ import annotations

from html import escape

from trigpoint.engine.evidence.explaining.sentences import tell_why
from trigpoint.engine.evidence.explaining.words import BLANK, Words
from trigpoint.jobs.evidence_run.explanation import Explanation, tell_explanation
from trigpoint.jobs.evidence_run.pages.frame import Html, bar, page, state, table


def explanation_page(found: Explanation, criterion: str, words: Words) -> Html:
    """`criterion`: its words in the language of the page."""
    rows = [
        (
            escape(line.pupil),
            escape(line.year_group or words.say("not_known")),
            state(line.verdict.value, words.say(line.verdict.value).lower()),
            escape(tell_why(line.why, words)),
        )
        for line in found.pupils
    ]
    headings = [(words.say(key), "") for key in ("pupil", "year_group", "answer", "reason")]
    title = f"{words.say('criterion')} {found.rule.criterion}: {criterion}"
    body = [
        f"<p>{''.join(f'{escape(sentence)} ' for sentence in tell_explanation(found, words)).strip()}</p>",
        bar(found.counts) if found.counts.of else "",
        table(f"{found.rule.id} {BLANK} {words.school_year(found.view.year)}", headings, rows),
    ]
    return page(title, words, body, lead=(words.say("as_they_are"),))
