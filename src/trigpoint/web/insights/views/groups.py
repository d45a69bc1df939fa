"""A trust's institutions and an area's, across hubs: the picture of a hub, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trigpoint.web.insights.downloads import download
from trigpoint.web.insights.queries.many import look_at
from trigpoint.web.insights.queries.members import Member, members_of_area, members_of_group
from trigpoint.web.insights.views.many import context_of, tables_of
from trigpoint.web.organisations.models import Area, Group
from trigpoint.web.organisations.queries.names import name_of
from trigpoint.web.shared.access import needs


def group_of(pk: int) -> Group:
    return get_object_or_404(Group, pk=pk)


def area_of(pk: int) -> Area:
    return get_object_or_404(Area, pk=pk)


@needs("organisations.view_group", of=group_of)
@require_safe
def group(request: HttpRequest, group: Group) -> HttpResponse:
    """For a trust lead: own institutions, in whatever hub they are."""
    return _show(request, group, members_of_group(group), _("Trust"))


@needs("insights.view_area", of=area_of)
@require_safe
def area(request: HttpRequest, area: Area) -> HttpResponse:
    """For an officer of the local authority: the institutions of the area."""
    return _show(request, area, members_of_area(area), _("Area"))


def _show(request: HttpRequest, place: Group | Area, members: list[Member], kicker: str) -> HttpResponse:
    today = timezone.localdate()
    many = look_at(members, request.GET, today=today)
    if file := download(request, tables_of(request, name_of(place), many)):
        return file
    context = {"place": place, "kicker": kicker, "today": today}
    return render(request, "insights/many.html", context | context_of(request, many))
