"""The start page: everybody lands where their work is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.web.organisations.queries.roles import current_roles
from trigpoint.web.shared.access import public


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is. Signed in: the places one has a role at."""
    return render(request, "organisations/home.html", {"roles": current_roles(request.user)})
