"""Giving and ending roles. A sole administrator who leaves locks nobody out."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.web.accounts.models import User
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.actions.handover import send_claim_link
from trigpoint.web.organisations.models import Role, RoleKind
from trigpoint.web.organisations.queries.people import is_last


@transaction.atomic
def give_role(*, by: Actor, user: User, kind: str, why: str = "", **place: Any) -> Role:
    """Gives a role from today: `give_role(by=…, user=…, kind=RoleKind.HEAD, institution=…)`.

    A role the person already holds at that place is returned as it is. Undo: `end_role`.
    """
    held = Role.objects.filter(user=user, kind=kind, until=None, **place).first()
    if held:
        return held
    role = Role.objects.create(user=user, kind=kind, since=timezone.localdate(), **place)
    record(
        by=by,
        action="organisations.give_role",
        subject=role,
        institution_id=role.institution_id,
        hub_id=role.hub_id,
        why=why,
        details={"kind": kind, "user": user.pk},
    )
    return role


@transaction.atomic
def end_role(*, by: Actor, role: Role, why: str = "") -> Role:
    """Ends a role at once. Undo: `give_role` gives it again, from today.

    The last administrator of the service stays until there is another: ValidationError. When the last careers
    leader of an institution ends, the link for a new one goes to the institution's own contact and its heads.
    """
    # Locked, so that two administrators cannot end each other's role at the same moment.
    others = list(
        Role.objects.select_for_update().filter(kind=role.kind, until=None).values_list("pk", flat=True)
    )
    last = is_last(role)
    if role.pk not in others:
        return role
    if last and role.kind == RoleKind.ADMINISTRATOR:
        raise ValidationError(
            _("You are the only administrator of this service. Make somebody else administrator first."),
            code="last-administrator",
        )
    role.until = timezone.localdate() - timedelta(days=1)  # `until` is the last day, and access ends now
    role.save(update_fields=["until"])
    record(
        by=by,
        action="organisations.end_role",
        subject=role,
        institution_id=role.institution_id,
        hub_id=role.hub_id,
        why=why,
        details={"kind": role.kind, "user": role.user_id, "last": last},
    )
    if last and role.kind == RoleKind.CAREERS_LEADER and role.institution:
        send_claim_link(by=by, institution=role.institution, why=_("The last careers leader has left."))
    return role
