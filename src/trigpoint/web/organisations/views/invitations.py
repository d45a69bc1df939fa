"""What the links in letters open: accepting an invitation, and naming a careers leader for an institution."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from trigpoint.web.accounts.forms import NewAccountForm
from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.actions.handover import name_careers_leader, read_claim
from trigpoint.web.organisations.actions.invitations import (
    accept_invitation,
    join_by_invitation,
    read_invitation,
)
from trigpoint.web.organisations.forms.people import PersonForm
from trigpoint.web.organisations.models import Invitation
from trigpoint.web.organisations.queries.people import hub_staff_emails
from trigpoint.web.shared.access import signed_link


def _dead_link(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return render(request, "organisations/dead_link.html", {"reason": error.messages[0]}, status=410)


@signed_link
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The holder of the link accepts: signed in as the invited person, or by choosing a password."""
    try:
        offer = read_invitation(token)
        if request.user.is_authenticated:
            return _accept_signed_in(request, offer)
        if User.objects.filter(email=offer.email).exists():
            return render(request, "organisations/invitation.html", {"offer": offer, "has_account": True})
        return _accept_as_newcomer(request, offer)
    except ValidationError as error:
        return _dead_link(request, error)


def _accept_signed_in(request: HttpRequest, offer: Invitation) -> HttpResponse:
    is_right = request.user.email == offer.email
    if request.method == "POST":
        accept_invitation(by=request.user, invitation=offer)
        messages.success(request, _("You have the role now."))
        return redirect("home")
    context = {"offer": offer, "is_right": is_right}
    return render(request, "organisations/invitation.html", context, status=200 if is_right else 403)


def _accept_as_newcomer(request: HttpRequest, offer: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST or None, email=offer.email, initial={"name": offer.name})
    if request.method == "POST" and form.is_valid():
        user = join_by_invitation(
            invitation=offer, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
        return perform_login(request, user, redirect_url="/")
    return render(request, "organisations/invitation.html", {"offer": offer, "form": form})


@signed_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """The registered contact or a head says who leads careers from now on. Staff of a hub are refused."""
    try:
        found = read_claim(token)
    except ValidationError as error:
        return _dead_link(request, error)
    by = request.user if request.user.is_authenticated else None
    if by and by.email in hub_staff_emails(found.institution):
        return render(request, "shared/refused.html", status=403)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name_careers_leader(claim=found, by=by, **form.cleaned_data)
            return render(request, "organisations/claim.html", {"claim": found, "done": form.cleaned_data})
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "organisations/claim.html", {"claim": found, "form": form})
