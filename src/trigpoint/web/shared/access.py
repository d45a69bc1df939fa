"""Who may open a view, said at the view and enforced in one place.

    @public                                  anybody
    @signed_in                               anybody with an account
    @needs("assessments.answer", of=find)    who has the permission on what `find(**url_arguments)` returns;
                                             the view is then called with that object
    @signed_link                             whoever holds the link; the view checks the signature itself

A view without one of these is refused by AccessMiddleware, so forgetting it cannot open a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class AccessDecision:
    """Kept on the view as `access`, for the middleware and for the tests that walk every address."""

    kind: str  # public, signed_in, permission or signed_link
    permission: str = ""
    of: Callable[..., Any] | None = None


def public(view: View) -> View:
    view.access = AccessDecision("public")  # type: ignore[attr-defined]
    return view


def signed_link(view: View) -> View:
    view.access = AccessDecision("signed_link")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = AccessDecision("signed_in")  # type: ignore[attr-defined]
    return guarded


def needs(
    permission: str, *, of: Callable[..., Any] | None = None, keep: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Only who has `permission` on the object that `of(**url_arguments)` finds (or in general, without `of`).

    The view gets what was found, and the URL arguments named in `keep`.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            subject = of(**kwargs) if of else None
            if not request.user.has_perm(permission, subject):
                raise PermissionDenied
            return (
                view(request, subject, **{name: kwargs[name] for name in keep})
                if of
                else view(request, **kwargs)
            )

        guarded.access = AccessDecision("permission", permission, of)  # type: ignore[attr-defined]
        return guarded

    return guard
