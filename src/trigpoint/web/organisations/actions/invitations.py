"""Offering roles by email. The link is signed, expires, can be taken back, and works once."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.web.accounts.actions import create_account
from trigpoint.web.accounts.models import User
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.actions.mail import send_later
from trigpoint.web.organisations.models import Invitation, Role
from trigpoint.web.organisations.models.people import PLACES
from trigpoint.web.organisations.queries.people import open_invitations, pending_invitations, roles_today

SALT = "organisations.invitation"
INVITATION_DAYS = 14
PRESSED_TWICE = timedelta(seconds=30)


def _places(invitation: Invitation) -> dict[str, Any]:
    return {name: getattr(invitation, name) for name in PLACES if getattr(invitation, f"{name}_id")}


def _record(action: str, *, by: Actor, invitation: Invitation, why: str = "") -> None:
    record(
        by=by,
        action=f"organisations.{action}",
        subject=invitation,
        institution_id=invitation.institution_id,
        hub_id=invitation.hub_id,
        why=why,
        details={"kind": invitation.kind},
    )


def invitation_token(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


@transaction.atomic
def invite(*, by: Actor, kind: str, name: str, email: str, why: str = "", **place: Any) -> Invitation:
    """Offers a role: `invite(by=…, kind=RoleKind.HEAD, name=…, email=…, institution=…)`, by a letter with a link.

    Who holds the role already is not invited: ValidationError. An open invitation for the same role is replaced,
    so only the newest letter works; one that went out a moment ago stays as it is. Undo:
    `revoke_invitation`; the letter cannot be unsent.
    """
    email = email.strip().lower()
    if roles_today().filter(user__email=email, kind=kind, **place).exists():
        raise ValidationError(
            {"email": _("%(email)s has this role already.") % {"email": email}}, code="held"
        )
    same = pending_invitations().filter(email=email, kind=kind, **place)
    now = timezone.now()
    sent = same.filter(name=name.strip(), invited_at__gt=now - PRESSED_TWICE, expires_at__gt=now).first()
    if sent:
        return sent
    for old in same:
        revoke_invitation(by=by, invitation=old, why=_("Sent again"))
    invitation = Invitation.objects.create(
        kind=kind,
        name=name.strip(),
        email=email,
        invited_by=by if isinstance(by, User) else None,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        **place,
    )
    _record("invite", by=by, invitation=invitation, why=why)
    user = User.objects.filter(email=email).first()
    send_later(
        "invitation",
        to=email,
        language=user.language if user else "",
        invitation=invitation,
        inviter=by.name,
        token=invitation_token(invitation),
        days=INVITATION_DAYS,
    )
    return invitation


@transaction.atomic
def revoke_invitation(*, by: Actor, invitation: Invitation, why: str = "") -> Invitation:
    """Takes an invitation back: its link stops working. Undo: `invite` again."""
    if invitation.accepted_at:
        raise ValidationError(_("This invitation has been accepted. End the role instead."), code="accepted")
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    _record("revoke_invitation", by=by, invitation=invitation, why=why)
    return invitation


def read_invitation(token: str) -> Invitation:
    """The invitation that a link stands for. ValidationError says why the link does not work (any more)."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise ValidationError(
            _("This link is not complete. Open it again from the email, or copy all of it."), code="invalid"
        ) from error
    invitation = (
        Invitation.objects.filter(pk=pk)
        .select_related("institution", "hub", "group", "area", "network", "invited_by")
        .first()
    )
    if invitation is None or invitation.revoked_at:
        raise ValidationError(
            _(
                "This invitation was taken back, or a newer one was sent. "
                "Look for a newer email, or ask who invited you."
            ),
            code="revoked",
        )
    if invitation.accepted_at:
        raise ValidationError(_("This invitation has been accepted. Sign in to go on."), code="accepted")
    if invitation.expires_at <= timezone.now():
        raise ValidationError(
            _("This invitation has expired. Ask who invited you to send it again."), code="expired"
        )
    return invitation


@transaction.atomic
def accept_invitation(*, by: User, invitation: Invitation) -> Role:
    """Gives the offered role to the invited person. Only the invited address may accept: ValidationError otherwise.

    Undo: `end_role`.
    """
    # Imported here because ending the last role sends a claim link, and a claim ends in an invitation.
    from trigpoint.web.organisations.actions.roles import give_role  # noqa: PLC0415

    if by.email != invitation.email:
        raise ValidationError(
            _(
                "This invitation is for %(email)s. Sign in with that account, or ask for an invitation of your own."
            )
            % {"email": invitation.email},
            code="wrong-person",
        )
    # Two clicks at once: the second finds it accepted.
    claimed = open_invitations().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not claimed:
        raise ValidationError(_("This invitation has been used or has ended."), code="accepted")
    role = give_role(
        by=by, user=by, kind=invitation.kind, why=_("Accepted an invitation"), **_places(invitation)
    )
    _record("accept_invitation", by=by, invitation=invitation)
    return role


@transaction.atomic
def join_by_invitation(*, invitation: Invitation, name: str, password: str | None) -> User:
    """Makes the account of an invited person, whose address the link has proved, and gives the role.

    An invitation that is no longer open makes no account: ValidationError. Undo: `end_role`.
    """
    # A double click: the second waits here for the first, and then finds the invitation accepted.
    if not open_invitations().select_for_update().filter(pk=invitation.pk).exists():
        raise ValidationError(_("This invitation has been accepted. Sign in to go on."), code="accepted")
    user = create_account(email=invitation.email, name=name, password=password)
    accept_invitation(by=user, invitation=invitation)
    return user


@transaction.atomic
def join_by_email(*, email: str) -> User | None:
    """For somebody whose address another service has verified: accepts what is open for it, or returns None.

    Never touches an account that exists: those accept their invitations themselves. Undo: `end_role`.
    """
    found = list(open_invitations().filter(email=email.lower()).order_by("invited_at"))
    if not found or User.objects.filter(email=email.lower()).exists():
        return None
    user = join_by_invitation(invitation=found[0], name=found[0].name, password=None)
    for invitation in found[1:]:
        accept_invitation(by=user, invitation=invitation)
    return user
