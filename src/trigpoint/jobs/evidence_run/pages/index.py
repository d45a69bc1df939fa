"""The first page: every institution with what its records show, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from trigpoint.engine.evidence.explaining.sentences import tell_status
from trigpoint.engine.evidence.explaining.words import BLANK, Words
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.evidence_run.evaluation import Evaluation
from trigpoint.jobs.evidence_run.pages.frame import Html, page, said, state, table
from trigpoint.jobs.evidence_run.pages.institution import institution_page

FOLDER = "institutions"


def evaluation_pages(found: Evaluation, edition: Edition, words: Words) -> Iterator[tuple[str, Html]]:
    """Every page with its file: `index.html`, and one for each institution where there are several."""
    if len(found.institutions) == 1:
        [only] = found.institutions
        yield "index.html", institution_page(found, only, edition, words)
        return
    yield "index.html", _index(found, edition, words)
    for institution, file in _files(found).items():
        yield file, institution_page(found, institution, edition, words)


def _files(found: Evaluation) -> dict[str, str]:
    # A number of an institution may hold anything, so that its place in the list names the file.
    return {
        institution: f"{FOLDER}/{number:05}.html"
        for number, institution in enumerate(found.institutions, start=1)
    }


def _index(found: Evaluation, edition: Edition, words: Words) -> Html:
    files = _files(found)
    rows = [
        (
            f'<a href="{files[institution]}">{escape(name)}</a>',
            *(
                state(each.status.value, tell_status(each.status, words))
                for each in found.standings[institution].benchmarks
            ),
        )
        for institution, name in found.institutions.items()
    ]
    headings = [
        (words.say("institution"), ""),
        *((each.id, "") for each in edition.benchmarks),
    ]
    lead = (words.say("what_records_show", day=words.day(found.as_of)), words.say("as_they_are"))
    caption = f"{words.say('benchmarks')} {BLANK} {words.say('last_full').lower()}"
    body = [table(caption, headings, rows), *(_titles(edition, words))]
    return page(words.in_edition(edition.short_title), words, body, lead=lead)


def _titles(edition: Edition, words: Words) -> Iterator[Html]:
    """What the numbers over the columns stand for."""
    yield "<dl>"
    for each in edition.benchmarks:
        yield f"<dt>{escape(each.id)}</dt><dd>{said(each.title, words)}</dd>"
    yield "</dl>"
