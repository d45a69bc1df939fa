"""One-click sign-in, on a demonstration only and only as invented people."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from trigpoint.web.accounts.models import User
from trigpoint.web.demo.queries import people_to_be
from trigpoint.web.shared.access import public


def _only_on_a_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


@public
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    _only_on_a_demonstration()
    return render(request, "demo/roles.html", {"roles": people_to_be()})


@public
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs in as an invented person. Nobody real can be entered this way, whatever the settings say."""
    _only_on_a_demonstration()
    user = get_object_or_404(User, pk=pk, is_demo=True, is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    response = redirect("home")
    if user.language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language)
    return response
