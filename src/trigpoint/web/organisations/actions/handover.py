"""How an institution whose careers leader has gone gets its account back: through its own contact, never the hub."""

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from trigpoint.web.audit.recording import Actor, LinkHolder, record
from trigpoint.web.organisations.actions.invitations import invite
from trigpoint.web.organisations.actions.mail import send_later
from trigpoint.web.organisations.models import Institution, Invitation, RoleKind
from trigpoint.web.organisations.queries.names import name_of
from trigpoint.web.organisations.queries.people import claim_recipients, has_careers_leader, hub_staff_emails

SALT = "organisations.claim"
CLAIM_DAYS = 14


@dataclass(frozen=True)
class Claim:
    institution: Institution
    email: str  # who was sent the link


@transaction.atomic
def send_claim_link(*, by: Actor, institution: Institution, why: str = "") -> list[str]:
    """Sends the link for naming a new careers leader to the registered contact and the heads.

    Staff of the hub may ask for this; they never receive the link, and the page refuses them. Returns the
    addresses. No undo: an email cannot be unsent, but the link stops working once there is a careers leader.
    """
    recipients = claim_recipients(institution)
    record(
        by=by,
        action="organisations.send_claim_link",
        subject=institution,
        institution_id=institution.pk,
        why=why,
        details={"recipients": len(recipients)},
    )
    for email in recipients:
        token = signing.dumps({"institution": institution.pk, "email": email}, salt=SALT)
        send_later("claim", to=email, institution=institution, token=token, days=CLAIM_DAYS)
    return recipients


def read_claim(token: str) -> Claim:
    """What a link stands for. ValidationError says why a link does not work (any more)."""
    try:
        found = signing.loads(token, salt=SALT, max_age=CLAIM_DAYS * 24 * 3600)
    except signing.SignatureExpired as error:
        raise ValidationError(
            _("This link has expired. Ask your hub to have a new one sent to your institution."),
            code="expired",
        ) from error
    except signing.BadSignature as error:
        raise ValidationError(
            _("This link is not complete. Open it again from the email, or copy all of it."), code="invalid"
        ) from error
    institution = Institution.objects.filter(pk=found["institution"]).first()
    if institution is None or found["email"] not in claim_recipients(institution):
        raise ValidationError(
            _("This link was sent to somebody who no longer answers for the institution."), code="invalid"
        )
    if has_careers_leader(institution):
        raise ValidationError(
            _("%(institution)s has a careers leader again, so this link has done its work.")
            % {"institution": name_of(institution)},
            code="done",
        )
    return Claim(institution, found["email"])


@transaction.atomic
def name_careers_leader(*, claim: Claim, by: Actor | None = None, name: str, email: str) -> Invitation:
    """Invites the careers leader whom the holder of a claim link names.

    Staff of a hub of the institution cannot be named, nor act: ValidationError. Undo: `revoke_invitation`.
    """
    refused = hub_staff_emails(claim.institution)
    if email.lower() in refused or getattr(by, "email", "") in refused:
        raise ValidationError(
            _(
                "Staff of a hub cannot take over the account of an institution. Name somebody who works there."
            ),
            code="hub-staff",
        )
    holder = by or LinkHolder(claim.email)
    return invite(
        by=holder,
        kind=RoleKind.CAREERS_LEADER,
        name=name,
        email=email,
        why=_("Named through the link sent to %(email)s") % {"email": claim.email},
        institution=claim.institution,
    )
