"""Who does what where. A role ends; it is not deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models.hubs import Hub, Network
from trigpoint.web.organisations.models.institutions import Area, Group, Institution


class RoleKind(models.TextChoices):
    CAREERS_LEADER = "careers_leader", _("Careers leader")
    COLLEAGUE = "colleague", _("Colleague")
    HEAD = "head", _("Head or principal")
    GOVERNOR = "governor", _("Link governor")
    ADVISER = "adviser", _("Enterprise adviser")
    COORDINATOR = "coordinator", _("Enterprise coordinator")
    HUB_LEAD = "hub_lead", _("Hub lead")
    TRUST_LEAD = "trust_lead", _("Trust lead")
    AUTHORITY_OFFICER = "authority_officer", _("Local-authority officer")
    NATIONAL_VIEWER = "national_viewer", _("National viewer")
    ADMINISTRATOR = "administrator", _("Administrator of the service")


SCOPES: dict[str, str | None] = {
    RoleKind.CAREERS_LEADER: "institution",
    RoleKind.COLLEAGUE: "institution",
    RoleKind.HEAD: "institution",
    RoleKind.GOVERNOR: "institution",
    RoleKind.ADVISER: "institution",
    RoleKind.COORDINATOR: "hub",
    RoleKind.HUB_LEAD: "hub",
    RoleKind.TRUST_LEAD: "group",
    RoleKind.AUTHORITY_OFFICER: "area",
    RoleKind.NATIONAL_VIEWER: "network",
    RoleKind.ADMINISTRATOR: None,
}
"""Which of a role's places must be set: exactly that one, or none."""

SEES_SEVERAL = {
    RoleKind.COORDINATOR,
    RoleKind.HUB_LEAD,
    RoleKind.TRUST_LEAD,
    RoleKind.AUTHORITY_OFFICER,
    RoleKind.NATIONAL_VIEWER,
    RoleKind.ADMINISTRATOR,
}
"""Roles that see more than one institution, and so must sign in with a second factor."""

PLACES = ("institution", "hub", "group", "area", "network")


def _place_fits_kind() -> Q:
    fits = Q()
    for kind, place in SCOPES.items():
        fits |= Q(kind=kind, **{f"{name}__isnull": name != place for name in PLACES})
    return fits


class Placed(models.Model):
    """Something that belongs to one place, or to the whole service."""

    kind = models.CharField(max_length=20, choices=RoleKind)
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss")
    network = models.ForeignKey(
        Network, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=_place_fits_kind(), name="%(class)s_place_fits_kind")]

    @property
    def place(self) -> Institution | Hub | Group | Area | Network | None:
        name = SCOPES[self.kind]
        return getattr(self, name) if name else None


class Role(Placed):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    since = models.DateField()
    until = models.DateField(null=True)  # the last day

    class Meta(Placed.Meta):
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Invitation(Placed):
    """A role offered to an email address. The link in the email is signed, expires and can be taken back."""

    email = models.EmailField()
    name = models.CharField(max_length=200)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(Placed.Meta):
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>: {self.get_kind_display()}"
