"""Refuses any view that has no access decision."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

# Views of libraries, which decide for themselves who may open them.
TRUSTED_PACKAGES = ("allauth.", "django.contrib.staticfiles.", "django.views.static")


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if getattr(view, "access", None) is None and not view.__module__.startswith(TRUSTED_PACKAGES):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may open it")
