"""Template words for the look: icons, states, texts of content files with their language."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.web.shared.wording import content_language, wording

register = template.Library()

STATES = {
    Status.ACHIEVED: ("ok", "ok", _("Achieved")),
    Status.IN_PROGRESS: ("mid", "mid", _("In progress")),
    Status.NOT_ACHIEVED: ("no", "bad", _("Not achieved")),
    Status.NOT_KNOWN: ("unk", "none", _("Not known")),
    Status.NOT_APPLICABLE: ("na", "none", _("Not applicable")),
    Status.UNSCORED: ("na", "none", _("Unscored")),
}
READINGS = {
    Reading.CLAIMED: ("claim", pgettext_lazy("reading", "Claimed")),
    Reading.RECORDED: ("rec", pgettext_lazy("reading", "Recorded")),
    Reading.REVIEWED: ("rev", pgettext_lazy("reading", "Reviewed")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the signs defined in shared/icons.html."""
    return format_html(
        '<svg class="i" width="16" height="16" aria-hidden="true"><use href="#{}"/></svg>', name
    )


@register.simple_tag
def state(status: str) -> SafeString:
    """A status as a shape and a word."""
    sign, tone, word = STATES[Status(status)]
    return format_html('<span class="state state--{}">{}{}</span>', tone, icon(sign), word)


@register.simple_tag
def glyph(status: str) -> SafeString:
    """A status as a shape, with its word for those who do not see it."""
    sign, tone, word = STATES[Status(status)]
    return format_html('<span class="c g-{}">{}<span class="vh">{}</span></span>', tone, icon(sign), word)


@register.simple_tag
def reading(name: str) -> SafeString:
    """A reading as its mark and its word."""
    sign, word = READINGS[Reading(name)]
    return format_html("{}{}", icon(sign), word)


@register.filter
@register.simple_tag
def say(text: Text | None) -> SafeString | str:
    """A text of a content file in the page's language, marked where it falls back to another one."""
    if text is None:
        return ""
    found = wording(text)
    if found.language == content_language():
        return format_html("{}", found.words)
    return format_html('<span lang="{}">{}</span>', found.language, found.words)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or None: templates cannot look a variable key up."""
    return mapping.get(key) if mapping else None
