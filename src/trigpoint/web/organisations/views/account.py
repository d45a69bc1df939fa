"""One's own page: name, language, roles, ways to sign in."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from trigpoint.web.accounts.actions import update_profile
from trigpoint.web.accounts.forms import ProfileForm
from trigpoint.web.accounts.languages import remember_language
from trigpoint.web.organisations.queries.places import place_address
from trigpoint.web.organisations.queries.roles import current_roles, sees_several
from trigpoint.web.shared.access import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        update_profile(by=user, **form.cleaned_data)
        with override(user.language or None):
            messages.success(request, _("Saved."))
        response = redirect("account")
        remember_language(response, user.language)
        return response
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "places": [(role, place_address(role)) for role in current_roles(user)],
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_key": Authenticator.Type.WEBAUTHN in kinds,
        "needs_factor": sees_several(user),
        "has_password": user.has_usable_password(),
        "has_providers": bool(get_adapter().list_apps(request)),
    }
    return render(request, "organisations/account.html", context)
