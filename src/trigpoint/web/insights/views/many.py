"""What the pages of a hub, a trust and an area have in common: one picture of many institutions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from trigpoint.web.insights.downloads import Tables
from trigpoint.web.insights.pictures.map import draw_map
from trigpoint.web.insights.queries.many import STUCK_SHOWN, Many, edition_in_view, stuck_in, with_marks
from trigpoint.web.insights.tables.many import (
    area_table,
    distribution_table,
    matrix_table,
    places_table,
    stuck_table,
)


def tables_of(request: HttpRequest, name: str, many: Many) -> Tables:
    """The tables behind the pictures, by the name they are asked for."""
    named = {"name": name}
    edition = edition_in_view(many, request.GET.get("edition", ""))
    return {
        "matrix": lambda: matrix_table(_("%(name)s: every institution") % named, with_marks(many)),
        "achieved": lambda: distribution_table(
            _("%(name)s: benchmarks achieved") % named, many.distributions
        ),
        "stuck": lambda: stuck_table(
            _("%(name)s: where institutions are stuck") % named,
            [each for each in many.members if each.edition == edition],
            stuck_in(many, edition),
        ),
        "areas": lambda: area_table(_("%(name)s: by area") % named, many.members, many.areas),
        "map": lambda: places_table(_("%(name)s: map") % named, many.members),
    }


def context_of(request: HttpRequest, many: Many) -> dict[str, Any]:
    """What the shared parts of the templates show."""
    edition = edition_in_view(many, request.GET.get("edition", ""))
    stuck = stuck_in(many, edition)
    return {
        "many": many,
        "page": many.page,
        "query": many.choice.query + ("sort=achieved&" if many.ranked else ""),
        "distributions": many.distributions,
        "areas": many.areas,
        "map": draw_map(many.everybody),
        "stuck_edition": edition,
        "stuck": stuck[:STUCK_SHOWN],
        "stuck_in_all": len(stuck),
    }
