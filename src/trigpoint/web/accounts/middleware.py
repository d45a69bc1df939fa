"""People who see more than one institution must sign in with a second factor; a stored language follows its person."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from trigpoint.web.accounts.languages import remember_language
from trigpoint.web.accounts.models import User

PROVED = "second_factor_proved"  # in the session: a factor was set up in it, which proves that it is held

# What somebody needs on the way to a second factor, or on the way out.
ALWAYS_OPEN = {
    "account_confirm_email",
    "account_email",
    "account_email_verification_sent",
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "components",
    "health",
    "invitation",
    "language",
    "text-page",
}


class SecondFactorMiddleware:
    """Leads to the set-up (or the confirmation) of a second factor, from every page but those above."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_needed_by = import_string(settings.SECOND_FACTOR_NEEDED)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        if not settings.SECOND_FACTOR_REQUIRED or name in ALWAYS_OPEN or name.startswith("mfa_"):
            return None
        user = request.user
        if not user.is_authenticated or is_exempt(user) or has_second_factor(request):
            return None
        if not self.is_needed_by(user):
            return None
        if is_mfa_enabled(user):
            return redirect(
                f"{reverse('mfa_reauthenticate')}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
            )
        messages.info(
            request,
            _(
                "Your role shows you more than one institution, so you need a second way to prove who you are. "
                "Set one up here."
            ),
        )
        return redirect("mfa_index")


def is_exempt(user: User) -> bool:
    """Invented people are entered by one click, without any password, and see invented figures only."""
    return settings.DEMO and user.is_demo


def has_second_factor(request: HttpRequest) -> bool:
    """Did this session prove a passkey, a security key, a code of an app or a recovery code?"""
    if request.session.get(PROVED) == request.user.pk:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


class StoredLanguageMiddleware:
    """Who signs in on a device that has no choice of language yet gets the language stored with the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.LANGUAGE_COOKIE_NAME
        if name not in request.COOKIES and name not in response.cookies and isinstance(request.user, User):
            remember_language(response, request.user.language)
        return response
