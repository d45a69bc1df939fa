"""Who has which role at an institution, in a hub and in the service; inviting and ending."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.web.organisations.actions.handover import send_claim_link
from trigpoint.web.organisations.actions.invitations import invite, revoke_invitation
from trigpoint.web.organisations.actions.roles import end_role
from trigpoint.web.organisations.forms.people import (
    HUB_KINDS,
    INSTITUTION_KINDS,
    InviteForm,
    ServiceInviteForm,
)
from trigpoint.web.organisations.models import Hub, Institution, Invitation, Role, RoleKind
from trigpoint.web.organisations.queries.names import name_of
from trigpoint.web.organisations.queries.people import (
    KINDS_OF_SERVICE,
    claim_recipients,
    has_careers_leader,
    hub_staff_emails,
    is_last,
    pending_invitations,
    people_of_hub,
    people_of_institution,
    people_of_service,
)
from trigpoint.web.organisations.queries.places import find_hub, find_institution, find_invitation, find_role
from trigpoint.web.shared.access import needs

ON_A_PAGE = 50


def _lists(request: HttpRequest, roles: Any, invitations: Any) -> dict[str, Any]:
    return {
        "page": Paginator(roles, ON_A_PAGE).get_page(request.GET.get("page")),
        "invitations": Paginator(invitations.select_related("group", "area", "network"), ON_A_PAGE).get_page(
            request.GET.get("open")
        ),
    }


def _send(request: HttpRequest, form: InviteForm, **place: Any) -> bool:
    """Sends the invitation of a filled-in form. False: the form says why not."""
    data = form.cleaned_data
    try:
        invite(by=request.user, kind=data["kind"], name=data["name"], email=data["email"], **place)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Invitation sent to %(email)s.") % {"email": data["email"]})
    return True


def _kinds_offered(request: HttpRequest, institution: Institution) -> list[str]:
    """Which roles this person may offer here. The hub may start an account, with its first careers leader."""
    if request.user.has_perm("organisations.invite_people", institution):
        return list(INSTITUTION_KINDS)
    if request.user.has_perm("organisations.start_account", institution):
        return [RoleKind.CAREERS_LEADER]
    return []


@needs("organisations.view_people", of=find_institution)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_people(request: HttpRequest, institution: Institution) -> HttpResponse:
    kinds = _kinds_offered(request, institution)
    if request.method == "POST" and not kinds:
        raise PermissionDenied
    form = InviteForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        starts = not request.user.has_perm("organisations.invite_people", institution)
        if starts and form.cleaned_data["email"] in hub_staff_emails(institution):
            form.add_error("email", _("Staff of a hub cannot hold the account of an institution."))
        elif _send(request, form, institution=institution):
            return redirect("institution-people", pk=institution.pk)
    asks = request.user.has_perm("organisations.ask_for_handover", institution)
    context = {
        **_lists(
            request, people_of_institution(institution), pending_invitations().filter(institution=institution)
        ),
        "institution": institution,
        "form": form if kinds else None,
        "can_manage": request.user.has_perm("organisations.manage_institution", institution),
        "can_see_events": request.user.has_perm("organisations.view_institution_events", institution),
        "orphaned": not has_careers_leader(institution),
        "can_ask": asks and not kinds,
        "here": "people",
    }
    return render(request, "organisations/institution_people.html", context)


@needs("organisations.ask_for_handover", of=find_institution)
@require_POST
def ask_for_handover(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Staff of a hub ask that the link be sent; it goes to the institution, never to them."""
    if has_careers_leader(institution):
        messages.error(
            request, _("%(name)s has a careers leader. Ask that person.") % {"name": name_of(institution)}
        )
    elif not claim_recipients(institution):
        messages.error(
            request,
            _(
                "No letter was sent: neither a registered contact nor a head is known for %(name)s. "
                "An administrator of the service can record the registered contact."
            )
            % {"name": name_of(institution)},
        )
    else:
        send_claim_link(by=request.user, institution=institution, why=_("Asked for by the hub"))
        messages.success(
            request, _("The link was sent to the institution's registered contact and its heads.")
        )
    return redirect("institution-people", pk=institution.pk)


@needs("organisations.view_hub_people", of=find_hub)
@require_http_methods(["GET", "HEAD", "POST"])
def hub_people(request: HttpRequest, hub: Hub) -> HttpResponse:
    manages = request.user.has_perm("organisations.manage_hub", hub)
    if request.method == "POST" and not manages:
        raise PermissionDenied
    form = InviteForm(request.POST or None, kinds=HUB_KINDS)
    if request.method == "POST" and form.is_valid() and _send(request, form, hub=hub):
        return redirect("hub-people", slug=hub.slug)
    context = {
        **_lists(request, people_of_hub(hub), pending_invitations().filter(hub=hub)),
        "hub": hub,
        "form": form if manages else None,
        "can_manage": manages,
        "here": "people",
    }
    return render(request, "organisations/hub_people.html", context)


@needs("organisations.manage_service")
@require_http_methods(["GET", "HEAD", "POST"])
def service_people(request: HttpRequest) -> HttpResponse:
    form = ServiceInviteForm(request.POST or None, kinds=KINDS_OF_SERVICE)
    if request.method == "POST" and form.is_valid() and _send(request, form, **form.place_found):
        return redirect("service-people")
    context = {
        **_lists(request, people_of_service(), pending_invitations().filter(kind__in=KINDS_OF_SERVICE)),
        "form": form,
        "can_manage": True,
        "service": True,
        "here": "people",
    }
    return render(request, "organisations/service_people.html", context)


def _people_page(request: HttpRequest, placed: Role | Invitation) -> str:
    """Where one comes back to: the list the role was on, or one's own page if that list is closed to one."""
    if placed.institution and request.user.has_perm("organisations.view_people", placed.institution):
        return reverse("institution-people", args=[placed.institution_id])
    if placed.hub and request.user.has_perm("organisations.view_hub_people", placed.hub):
        return reverse("hub-people", args=[placed.hub.slug])
    if not placed.institution and not placed.hub and request.user.has_perm("organisations.manage_service"):
        return reverse("service-people")
    return reverse("account")


@needs("organisations.end_role", of=find_role)
@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, role: Role) -> HttpResponse:
    """Says what ending the role means before it does it."""
    own = role.user_id == request.user.pk
    if request.method == "POST":
        try:
            end_role(by=request.user, role=role, why=request.POST.get("why", "").strip()[:500])
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("role-end", pk=role.pk)
        said = (
            _("Your role has ended.")
            if own
            else _("The role of %(name)s has ended.") % {"name": role.user.name}
        )
        messages.success(request, said)
        # Read again: one who ended an own role may see less now.
        request.user.__dict__.pop("_current_roles", None)
        return redirect("account" if own else _people_page(request, role))
    last = is_last(role)
    context = {
        "role": role,
        "own": own,
        "back": _people_page(request, role),
        "blocked": last and role.kind == RoleKind.ADMINISTRATOR,
        "orphans": last and role.kind == RoleKind.CAREERS_LEADER,
        "recipients": len(claim_recipients(role.institution)) if role.institution else 0,
    }
    return render(request, "organisations/role_end.html", context)


@needs("organisations.revoke_invitation", of=find_invitation)
@require_POST
def invitation_revoke(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    try:
        revoke_invitation(by=request.user, invitation=invitation)
        messages.success(
            request, _("The invitation to %(email)s was taken back.") % {"email": invitation.email}
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_people_page(request, invitation))


@needs("organisations.revoke_invitation", of=find_invitation)
@require_POST
def invitation_send_again(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A new letter with a new link; the old link stops working."""
    scope = {
        name: getattr(invitation, name)
        for name in ("institution", "hub", "group", "area", "network")
        if getattr(invitation, f"{name}_id")
    }
    if invitation.accepted_at or invitation.revoked_at:
        messages.error(request, _("This invitation has been accepted or taken back."))
        return redirect(_people_page(request, invitation))
    try:
        invite(by=request.user, kind=invitation.kind, name=invitation.name, email=invitation.email, **scope)
        messages.success(request, _("Invitation sent to %(email)s.") % {"email": invitation.email})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_people_page(request, invitation))
