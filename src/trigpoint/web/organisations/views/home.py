"""The start page: everybody lands where their work is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from trigpoint.web.organisations.queries.places import place_address
from trigpoint.web.organisations.queries.roles import current_roles
from trigpoint.web.shared.access import public


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is. Signed in: the one place of one's work, or the list of places."""
    if not request.user.is_authenticated:
        return render(request, "organisations/landing.html")
    places = [(role, place_address(role)) for role in current_roles(request.user)]
    addresses = {address for _role, address in places}
    if len(addresses) == 1 and "" not in addresses:
        return redirect(addresses.pop())
    return render(request, "organisations/home.html", {"places": places})
