"""Figures as a reader expects them: fractions with quarters, ranges where something is not known."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from trigpoint.engine.frameworks.edition import Edition, Evidence
from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.scoring.averages import Bounds
from trigpoint.engine.scoring.moves import Change
from trigpoint.engine.scoring.standing import Sum
from trigpoint.engine.vocabulary.standings import Provenance
from trigpoint.web.assessments.queries.campaigns import Return
from trigpoint.web.insights.queries.claims import Claim
from trigpoint.web.insights.queries.matrix import Cell
from trigpoint.web.shared.templatetags.look import STATES, icon
from trigpoint.web.shared.wording import content_language, wording

register = template.Library()

KINDS_OF_EVIDENCE = {
    Evidence.COUNTED: _lazy("Counted from records"),
    Evidence.DOCUMENTED: _lazy("A dated document"),
    Evidence.ATTESTED: _lazy("Only attested"),
}
PROVENANCES = {
    Provenance.SOURCED: _lazy("Sourced"),
    Provenance.INFERRED: _lazy("Inferred"),
    Provenance.FROM_MEMORY: _lazy("From memory"),
}
SIGNS = {
    Fraction(1, 4): "¼",
    Fraction(1, 2): "½",
    Fraction(3, 4): "¾",
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
}


@register.filter
def credit(value: Fraction) -> str:
    """Exact credit, as 6¾ where it has such a part, else with two decimals cut off."""
    whole, part = divmod(value, 1)
    if part == 0:
        return str(whole)
    if part in SIGNS:
        return f"{whole or ''}{SIGNS[part]}"
    return f"{int(value * 100) / 100:.2f}"


@register.filter
def earned(total: Sum) -> str:
    """Credit earned, a range where it is not known."""
    low, high = credit(total.low), credit(total.high)
    return low if total.low == total.high else _("%(low)s to %(high)s") % {"low": low, "high": high}


@register.simple_tag
def span(low: int | None, high: int | None) -> str:
    """A figure, or the range it lies in."""
    if low is None or high is None:
        return "–"
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


@register.filter
def bounds(mean: Bounds | None) -> str:
    """A mean to a whole number, or the range it lies in."""
    if mean is None:
        return "–"
    return span(int(mean.low), int(mean.high))


@register.filter
def one_decimal(value: Fraction) -> str:
    """A mean with one decimal, rounded half up as printed figures are."""
    return f"{int(value * 10 + Fraction(1, 2)) / 10:.1f}"


@register.filter
def decimals(mean: Bounds | None) -> str:
    """A mean with one decimal, or the range it lies in."""
    if mean is None:
        return "–"
    low, high = one_decimal(mean.low), one_decimal(mean.high)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


@register.filter
def percent(value: Fraction | int, of: int) -> str:
    """A position or share in percent of `of`, for a picture; 0 where there is nothing to divide by."""
    return f"{float(100 * value / of):.2f}%" if of else "0%"


@register.filter
def exact(value: Fraction) -> str:
    """A percentage before it is cut off: whole, with the decimals it has, or with two and an ellipsis."""
    cut = int(value * 100)
    words = f"{cut // 100}.{cut % 100:02d}"
    return words.rstrip("0").rstrip(".") if value * 100 == cut else f"{words}…"


@register.filter
def is_cut(value: Fraction) -> bool:
    """Does cutting off to a whole number take something away?"""
    return value.denominator != 1


@register.filter
def plain(value: Fraction) -> str:
    """A published figure as it was published: no more decimals than it has, two at most."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


@register.filter
def width(mean: Bounds) -> Fraction:
    """How far the two ends of a range lie apart."""
    return mean.high - mean.low


@register.simple_tag
def width_of(low: int, high: int) -> int:
    """Width of a range on the scale; a narrow one is still seen."""
    return max(high - low, 1)


@register.simple_tag
def evidence(kind: str) -> str:
    """What can show a criterion, in a word."""
    return str(KINDS_OF_EVIDENCE[Evidence(kind)])


@register.simple_tag
def provenance(status: str) -> str:
    """How sure we are of a clause, in words."""
    return str(PROVENANCES[Provenance(status)])


RETURNS = {
    Return.NOT_STARTED: _lazy("not started"),
    Return.IN_PROGRESS: _lazy("in progress"),
    Return.TO_SIGN: _lazy("waiting for a signature"),
    Return.SUBMITTED: _lazy("submitted"),
    Return.QUERIED: _lazy("query raised"),
    Return.NOTED: _lazy("noted"),
    Return.NOT_ASKED: _lazy("not asked"),
}


@register.simple_tag
def returned(states: dict[int, Return], institution_id: int) -> str:
    """How far an institution is with a campaign, in words; "not asked" for one the campaign is not for."""
    return str(RETURNS[states.get(institution_id, Return.NOT_ASKED)])


@register.simple_tag
def translated(edition: Edition) -> str:
    """A sentence for the foot of a page that shows a translation of an edition which nobody has reviewed."""
    language = content_language()
    unread = any(each.language == language and not each.reviewed for each in edition.translations)
    return _("Our translation, not yet reviewed.") if unread else ""


@register.filter
def words(text: Text) -> str:
    """A text of a content file without a mark of its language, for titles."""
    return wording(text).words


@register.filter
def share(count: int, of: int) -> str:
    """A share in per cent, cut off so that 100% means all; a dash where there is nobody."""
    if not of:
        return "–"
    return "<1%" if 0 < 100 * count < of else f"{100 * count // of}%"


@register.simple_tag
def mark(cell: Cell, before: Claim | None) -> SafeString:
    """A cell of the matrix: the state as a shape with its word and score, and the change as an arrow."""
    sign, tone, word = STATES[cell.mark.status]
    words = [str(word)]
    if cell.mark.scores is not None:
        words.append(span(*cell.mark.scores))
    arrow: SafeString | str = ""
    if cell.has_changed and before is not None:
        up = cell.change is Change.UP
        said = _("up since %(title)s") if up else _("down since %(title)s")
        words.append(said % {"title": before.title})
        arrow = format_html(
            '<svg class="arr {0}" width="12" height="12" aria-hidden="true"><use href="#{0}"/></svg>',
            "up" if up else "down",
        )
    return format_html(
        '<span class="c g-{}">{}{}<span class="vh">{}</span></span>',
        tone,
        icon(sign),
        arrow,
        ", ".join(words),
    )
