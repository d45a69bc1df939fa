"""Names of places, marked with their language where it is not the page's."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trigpoint.engine.frameworks.texts import Wording
from trigpoint.web.organisations.queries.names import Place, name_of, names_of
from trigpoint.web.shared.wording import content_language

register = template.Library()
register.filter("plain_name", name_of)


@register.filter
@register.simple_tag
def named(place: Place | None) -> SafeString | str:
    """The name of a place in the page's language, else in the one it has; empty without a place."""
    return _marked(names_of(place)[0]) if place else ""


@register.simple_tag
def all_names(place: Place) -> SafeString:
    """Every name that a place has, the page's language first."""
    return format_html_join(" ", "{}", ((_marked(name),) for name in names_of(place)))


def _marked(name: Wording) -> SafeString:
    if name.language == content_language():
        return format_html("{}", name.words)
    return format_html('<span lang="{}">{}</span>', name.language, name.words)
