"""Who did what: the table of events, for the institution or hub that it is about."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Hub, Institution
from trigpoint.web.organisations.queries.events import in_words, kinds_of_event
from trigpoint.web.organisations.queries.people import events_of_hub, events_of_institution
from trigpoint.web.organisations.queries.places import find_hub, find_institution
from trigpoint.web.shared.access import needs

ON_A_PAGE = 50


def _list(request: HttpRequest, events: QuerySet[Event], **context: object) -> HttpResponse:
    action, who = request.GET.get("action", ""), request.GET.get("who", "").strip()
    found = events
    if action:
        found = found.filter(action=action)
    if who:
        found = found.filter(actor_name__icontains=who)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in (("action", action), ("who", who)) if value}
    context |= {
        "page": page,
        "rows": [(event, in_words(event.action)) for event in page],
        "actions": kinds_of_event(events),
        "action": action,
        "who": who,
        "query": f"{urlencode(kept)}&" if kept else "",
    }
    return render(request, "organisations/events.html", context)


@needs("organisations.view_institution_events", of=find_institution)
@require_safe
def institution_events(request: HttpRequest, institution: Institution) -> HttpResponse:
    return _list(request, events_of_institution(institution), institution=institution, subject=institution)


@needs("organisations.view_hub_events", of=find_hub)
@require_safe
def hub_events(request: HttpRequest, hub: Hub) -> HttpResponse:
    return _list(request, events_of_hub(hub), hub=hub, subject=hub)
