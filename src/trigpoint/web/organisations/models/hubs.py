"""Hubs, networks of hubs, who belongs to them and their calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models.institutions import Area, Institution


class Network(models.Model):
    """Hubs under a lead hub, or a national body."""

    name = models.CharField(max_length=200, unique=True)
    jurisdiction = models.CharField(max_length=30)

    def __str__(self) -> str:
        return self.name


class Hub(models.Model):
    """A regional partnership. Its targets and spread are over all eligible institutions, not only members."""

    name = models.CharField(max_length=200)
    name_local = models.CharField(max_length=200, blank=True)
    slug = models.SlugField(unique=True)
    jurisdiction = models.CharField(max_length=30)
    network = models.ForeignKey(Network, null=True, on_delete=models.SET_NULL, related_name="hubs")
    lead_body = models.CharField(max_length=200, blank=True)
    areas = models.ManyToManyField(Area, related_name="hubs")
    languages = models.JSONField(default=list)  # codes of settings.LANGUAGES; the first is the hub's own
    shows_unreviewed = models.BooleanField(default=True)  # translations that nobody has reviewed yet
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Designation(models.Model):
    """What kind of hub it is, and from when to when."""

    class Kind(models.TextChoices):
        CAREERS = "careers", _("Careers hub")
        COLLEGE = "college", _("College hub")
        SEND = "send", _("SEND hub")
        PRIMARY = "primary", _("Primary hub")
        LEAD = "lead", _("Lead hub")
        CORNERSTONE = "cornerstone", _("Cornerstone hub")

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="designations")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.hub}: {self.get_kind_display()}"


class Cohort(models.Model):
    """Institutions that joined a hub together."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An institution that a hub is for. Eligible from a date; a member once `joined_on` is set, until `left_on`."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="memberships")
    eligible_since = models.DateField()
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="memberships")
    coordinator = models.ForeignKey(
        "organisations.Role", null=True, on_delete=models.SET_NULL, related_name="caseload"
    )

    class Meta:
        ordering = ["institution__name"]
        constraints = [models.UniqueConstraint(fields=["hub", "institution"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.institution} in {self.hub}"


class SnapshotDate(models.Model):
    """A day of the year on which the hub reads where everybody stands."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="snapshot_dates")
    name = models.CharField(max_length=60)  # "Autumn term"
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["month", "day"]

    def __str__(self) -> str:
        return f"{self.name}: {self.day}.{self.month}."
