"""A network's picture for the lead hub and the national viewer: hubs beside each other, and how each has spread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trigpoint.web.insights.downloads import download
from trigpoint.web.insights.pictures.growth import draw_growth
from trigpoint.web.insights.queries.networks import compare_hubs, hubs_in
from trigpoint.web.insights.tables.network import comparison_table, reach_table
from trigpoint.web.organisations.models import Network
from trigpoint.web.organisations.queries.names import name_of
from trigpoint.web.shared.access import needs


def network_of(pk: int) -> Network:
    return get_object_or_404(Network, pk=pk)


@needs("insights.view_network", of=network_of)
@require_safe
def network(request: HttpRequest, network: Network) -> HttpResponse:
    """Hubs by name; results only of editions that may be compared."""
    hubs = hubs_in(network, today=timezone.localdate())
    compared = compare_hubs(hubs)
    named = {"name": name_of(network)}
    tables = {
        "reach": lambda: reach_table(_("%(name)s: reach") % named, hubs),
        "hubs": lambda: comparison_table(_("%(name)s: hubs beside each other") % named, compared),
    }
    if file := download(request, tables):
        return file
    context = {
        "network": network,
        "place": network,
        "hubs": hubs,
        "pictures": [(each, draw_growth(each.growth)) for each in hubs],
        "compared": compared,
        "members": sum(each.today.members for each in hubs),
        "eligible": sum(each.today.eligible for each in hubs),
        "editions": list({edition.id: edition for each in hubs for edition in each.editions}.values()),
    }
    return render(request, "insights/network.html", context)
