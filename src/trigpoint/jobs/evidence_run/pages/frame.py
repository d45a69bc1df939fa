"""What every page has: head, tables that scroll by themselves, bars and marks of states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from trigpoint.engine.evidence.explaining.words import Words
from trigpoint.engine.evidence.outcomes import Counts
from trigpoint.engine.frameworks.texts import Text
from trigpoint.jobs.storage.packaged_content import content_text

type Html = str
"""Text in which everything that came from outside is escaped."""

_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
_RING = '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"{}/>'
_DASHED = _RING.format(' stroke-dasharray="2.6 2.2"')
_MARKS = {
    "achieved": _DISC + '<path d="M4.5 8.2l2.4 2.4 4.6-5" fill="none" stroke="Canvas" stroke-width="1.8"/>',
    "in_progress": _RING.format("") + '<path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor"/>',
    "not_achieved": _RING.format(""),
    "not_known": _DASHED
    + '<path d="M8 9.2V8c2-.6 2-3 0-3-1 0-1.7.5-1.9 1.3M8 11v1" fill="none" stroke="currentColor"/>',
    "not_applicable": '<path d="M3 8h10" stroke="currentColor" stroke-width="1.8"/>',
}
_MARKS |= {
    "met": _MARKS["achieved"],
    "not_met": _MARKS["not_achieved"],
    "unscored": _MARKS["not_applicable"],
}


def page(title: str, words: Words, body: Iterable[Html], *, lead: Sequence[str] = ()) -> Html:
    """A whole page. `lead` are the sentences under its title."""
    notes = [*lead, *filter(None, [words.say("unreviewed")])]
    return "".join(
        [
            f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{content_text('pages/evidence.css').text}</style></head>",
            f"<body><main><header><h1>{escape(title)}</h1>",
            *(f"<p>{escape(note)}</p>" for note in notes),
            "</header>",
            *body,
            "</main></body></html>",
        ]
    )


def table(caption: str, headings: Sequence[tuple[str, str]], rows: Iterable[Sequence[Html]]) -> Html:
    """`headings`: the words and the class of each column; `rows`: cells that are Html already."""
    classes = [f' class="{name}"' if name else "" for _, name in headings]
    head = "".join(
        f'<th scope="col"{name}>{escape(text)}</th>'
        for (text, _), name in zip(headings, classes, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row"{classes[0]}>{first}</th>'
        + "".join(f"<td{name}>{cell}</td>" for cell, name in zip(rest, classes[1:], strict=True))
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def said(text: Text, words: Words) -> Html:
    """A text of an edition, with its language where that is not the page's."""
    wording = text.in_language(words.language)
    if wording.language == words.language:
        return escape(wording.words)
    return f'<span lang="{wording.language}">{escape(wording.words)}</span>'


def bar(counts: Counts) -> Html:
    """Who met it, solid; of whom it is not known, hatched. The figures stand beside it."""
    parts = (("met", counts.met), ("not_known", counts.not_known))
    drawn = "".join(
        f'<i class="{name}" style="width:{100 * number / counts.of:.2f}%"></i>'
        for name, number in parts
        if number
    )
    return f'<div class="bar" aria-hidden="true">{drawn}</div>'


def state(name: str, text: str) -> Html:
    """A state as a mark and a word."""
    mark = f'<svg viewBox="0 0 16 16" aria-hidden="true">{_MARKS[name]}</svg>'
    return f'<span class="state {name}">{mark}{escape(text)}</span>'
