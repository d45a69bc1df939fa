"""Pages that belong to no domain: health, language, text pages, the component gallery and refusals."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.http import require_POST, require_safe

from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.shared.access import public
from trigpoint.web.shared.context import html_language

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TEXT_PAGES = {"accessibility", "privacy", "sources"}


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the service: it answers, so the process runs."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers the language on this device and goes back to the page it was chosen on."""
    code = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@public
@require_safe
def text_page(request: HttpRequest, name: str) -> HttpResponse:
    if name not in TEXT_PAGES:
        raise Http404
    try:
        context = {"editions": packaged_editions()} if name == "sources" else {}
        return render(request, f"shared/pages/{name}.html", context)
    except TemplateDoesNotExist:
        raise Http404 from None


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every part of the look on one page, so that a change to the stylesheet can be seen at once."""
    return render(request, "shared/components.html")


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also for what is too large to be read at all; a file that is too large is refused by its form."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "shared/too_large.html", status=413)
    return render(request, "shared/bad_request.html", status=400)


@public
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark that this browser was given: mostly a page from before signing in again.

    The sentences in it are shown, to be copied; never those that another site made this browser send.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    written = _sentences_in(request) if ours else []
    return render(request, "shared/forged.html", {"written": written}, status=403)


def _sentences_in(request: HttpRequest) -> list[str]:
    """What a person wrote in the fields of a form: texts of several words, and no password."""
    fields = [name for name in request.POST if "password" not in name]
    texts = [text.strip() for name in fields for text in request.POST.getlist(name)]
    return [text for text in texts if len(text.split()) > 1]


@public
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shared/refused.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shared/not_found.html", status=404)


@public
def failed(request: HttpRequest) -> HttpResponse:
    """Without the person and the languages where these cannot be had: what failed may be the database."""
    try:
        return render(request, "shared/failed.html", status=500)
    except Exception:
        bare = {"html_language": html_language(get_language() or settings.LANGUAGE_CODE)}
        return HttpResponse(render_to_string("shared/failed.html", bare), status=500)
