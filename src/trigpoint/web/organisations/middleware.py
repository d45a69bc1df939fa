"""A hub chooses whether its people read translations that nobody has reviewed."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from trigpoint.web.organisations.queries.roles import shows_unreviewed
from trigpoint.web.shared.wording import unreviewed_shown_if


class UnreviewedTranslationsMiddleware:
    """Follows the choice of the hubs that the signed-in person belongs to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with unreviewed_shown_if(cache(lambda: shows_unreviewed(request.user))):
            return self.get_response(request)
