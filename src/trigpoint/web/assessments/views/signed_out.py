"""An answer that arrives after the session has ended: kept, so that it comes back after signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _

KEPT = (
    "answers_kept"  # in the session of a visitor: the address of the page, and the form that was sent to it
)
LARGEST = 100_000  # characters; a page of questions with long notes is a tenth of it

View = Callable[..., HttpResponse]


def keeps_what_was_sent(view: View) -> View:
    """For a page of answers: who is no longer signed in is told, and what they sent waits for them.

    Stands above `needs`, which would send them to sign in and let the form go. Nothing is stored as an answer.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.POST.get("do") == "autosave":
            text = _(
                "Not saved: you are signed out. Leave this page open and press “Save and go on”: you sign in, "
                "and what you wrote is still here."
            )
            return JsonResponse({"problem": text}, status=401)
        sent = request.POST.copy()
        sent.pop("csrfmiddlewaretoken", None)
        if len(text := sent.urlencode()) <= LARGEST:
            # Django keeps a visitor's session through signing in, so this needs no script and no second page.
            request.session[KEPT] = {"at": request.path, "sent": text, "file": bool(request.FILES)}
            messages.warning(request, _("You were signed out. Sign in: what you wrote is kept until then."))
        return redirect_to_login(request.get_full_path())

    return kept


def take_back_kept(request: HttpRequest) -> QueryDict | None:
    """What was sent to this page while signed out, once; None where there is nothing."""
    kept = request.session.get(KEPT)
    if not kept or kept["at"] != request.path:
        return None
    del request.session[KEPT]
    text = _("You had been signed out. What you wrote is back, and is not saved yet: press “Save and go on”.")
    if kept["file"]:
        text = " ".join([text, _("Choose the file again.")])
    messages.warning(request, text)
    return QueryDict(kept["sent"])
