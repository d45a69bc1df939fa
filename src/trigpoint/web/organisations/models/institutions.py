"""Institutions as the registers know them, with sites, groups and areas."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A local authority, or a district abroad."""

    jurisdiction = models.CharField(max_length=30)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    name_local = models.CharField(max_length=200, blank=True)  # in the region's other language
    named_as_of = models.DateField(null=True)  # the date of the register that the names are from

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="area_code_once")]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A trust or another body that runs several institutions, perhaps in several hubs."""

    jurisdiction = models.CharField(max_length=30)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    named_as_of = models.DateField(null=True)  # the date of the register that the name is from

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="group_code_once")]

    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """A school, college or training provider. An empty field is not known; `facts` says where each comes from."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        PROPOSED = "proposed", _("Proposed to open")

    name = models.CharField(max_length=300)
    name_local = models.CharField(max_length=300, blank=True)  # in the region's other language
    jurisdiction = models.CharField(max_length=30)
    kind = models.CharField(
        max_length=40, blank=True, db_index=True
    )  # a word of the editions' kinds_of_institution
    state = models.CharField(max_length=10, choices=State, blank=True, db_index=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="institutions")
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="institutions")
    town = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    longitude = models.FloatField(null=True)  # degrees, WGS 84
    latitude = models.FloatField(null=True)
    low_age = models.PositiveSmallIntegerField(null=True)
    high_age = models.PositiveSmallIntegerField(null=True)
    year_groups = models.JSONField(null=True)  # ids of an edition's year groups, or None while not known
    pupils = models.PositiveIntegerField(null=True)
    # Register field -> {"value": ..., "source": ..., "as_of": "2025-07-11"}; the columns above follow from it.
    facts = models.JSONField(default=dict)
    # Who the institution is to the outside; a lost account goes back through this address, never through the hub.
    registered_contact = models.EmailField(blank=True)
    signature_required = models.BooleanField(default=False)  # a head or governor signs before submission
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name"]), models.Index(fields=["postcode"])]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A number that a register gives: urn, ukprn, laestab, hk_school_no."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Site(models.Model):
    """A site or department that assesses for itself; the institution's result is rolled up from them."""

    class Kind(models.TextChoices):
        SITE = "site", _("Site")
        DEPARTMENT = "department", _("Department")

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SITE)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="site_name_once")]

    def __str__(self) -> str:
        return self.name
