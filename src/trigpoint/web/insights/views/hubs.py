"""A hub's picture: institutions by benchmarks, how many are achieved, where everybody is stuck, and the map."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trigpoint.web.insights.downloads import download
from trigpoint.web.insights.queries.many import edition_in_view, look_at, newest_returns, stuck_in
from trigpoint.web.insights.queries.members import eligible_of
from trigpoint.web.insights.tables.many import stuck_table
from trigpoint.web.insights.views.many import context_of, tables_of
from trigpoint.web.organisations.models import Hub
from trigpoint.web.organisations.queries.names import name_of
from trigpoint.web.shared.access import needs


def hub_of(slug: str, **_others: Any) -> Hub:
    return get_object_or_404(Hub.objects.select_related("network"), slug=slug)


@needs("organisations.view_hub", of=hub_of)
@require_safe
def hub(request: HttpRequest, hub: Hub) -> HttpResponse:
    """The hub as its institutions have submitted it."""
    today = timezone.localdate()
    many = look_at(eligible_of(hub, today=today), request.GET, today=today)
    if file := download(request, tables_of(request, name_of(hub), many)):
        return file
    returns = newest_returns(hub, today=today)
    context = {"hub": hub, "here": "hub", "today": today, "returns": returns, "place": hub}
    return render(request, "insights/hub.html", context | context_of(request, many))


@needs("organisations.view_hub", of=hub_of)
@require_safe
def stuck(request: HttpRequest, hub: Hub) -> HttpResponse:
    """Every criterion of an edition with how many members stand where."""
    today = timezone.localdate()
    many = look_at(eligible_of(hub, today=today), {}, today=today)
    edition = edition_in_view(many, request.GET.get("edition", ""))
    found = stuck_in(many, edition)
    members = [each for each in many.members if each.edition == edition]
    title = _("%(name)s: where institutions are stuck") % {"name": name_of(hub)}
    if file := download(request, {"stuck": lambda: stuck_table(title, members, found)}):
        return file
    context = {
        "hub": hub,
        "here": "hub",
        "stuck": found,
        "stuck_edition": edition,
        "editions": many.editions,
        "members": len(members),
    }
    return render(request, "insights/stuck.html", context)
