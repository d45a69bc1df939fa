"""Campaigns, assessments and their answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models import Cohort, Hub, Institution, Site


class Campaign(models.Model):
    """A hub asks its members for an assessment by a date. Each kind of institution gets the edition made for it."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="campaigns")
    title = models.CharField(max_length=120)  # "Autumn term 2026"
    opens_on = models.DateField()
    due_on = models.DateField()
    as_of = models.DateField()  # the snapshot date the answers are for
    editions = models.JSONField(default=list)  # ids, in order of preference where several fit a kind
    cohort = models.ForeignKey(
        Cohort, null=True, blank=True, on_delete=models.SET_NULL, related_name="campaigns"
    )
    message = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=models.F("opens_on")), name="campaign_due_after")
        ]

    def __str__(self) -> str:
        return self.title


class Assessment(models.Model):
    """Never edited once submitted: a later version supersedes it and both stay."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        TO_SIGN = "to_sign", _("Waiting for a signature")
        SUBMITTED = "submitted", _("Submitted")
        QUERIED = "queried", _("Query raised")
        NOTED = "noted", _("Noted")
        SUPERSEDED = "superseded", _("Superseded")

    class Origin(models.TextChoices):
        ANSWERED = "answered", _("Answered here")
        ELSEWHERE = "elsewhere", _("Entered from another system")  # results per benchmark only, no answers
        ROLLED_UP = "rolled_up", _("Rolled up from sites")  # results only; the answers are the sites'

    LOCKED = (State.SUBMITTED, State.QUERIED, State.NOTED)
    """States in which the answers count as the institution's claim."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="assessments")
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="assessments"
    )
    edition_id = models.CharField(max_length=80)
    edition_hash = models.CharField(max_length=64)  # of the edition's text when it was last worked out
    title = models.CharField(max_length=120)  # "Autumn term 2026"
    as_of = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.ANSWERED)
    source_name = models.CharField(max_length=120, blank=True)  # "Compass", for results from elsewhere
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_cohort = models.CharField(
        max_length=200, blank=True
    )  # where the institution chooses whom it reports on
    cohort_reason = models.TextField(blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    # Worked out on submission. Bounds, because an answer may be not known; None while a draft.
    achieved_low = models.PositiveSmallIntegerField(null=True)
    achieved_high = models.PositiveSmallIntegerField(null=True)
    assessable = models.PositiveSmallIntegerField(null=True)  # benchmarks that can be assessed at all

    class Meta:
        ordering = ["-as_of", "-version", "-pk"]
        indexes = [models.Index(fields=["institution", "as_of"]), models.Index(fields=["state", "as_of"])]
        constraints = [
            # Two constraints, because SQLite takes two empty sites for different ones.
            models.UniqueConstraint(
                fields=["institution", "edition_id", "as_of", "origin", "version"],
                condition=Q(site=None),
                name="assessment_version_once",
            ),
            models.UniqueConstraint(
                fields=["institution", "site", "edition_id", "as_of", "origin", "version"],
                condition=Q(site__isnull=False),
                name="assessment_site_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.title}"

    @property
    def is_locked(self) -> bool:
        """Has it been submitted? Then the hub sees it and nobody changes it."""
        return self.state in (*self.LOCKED, self.State.SUPERSEDED)


class Answer(models.Model):
    """One answer as it stands. No row is unanswered, which is neither "not known" nor "no"."""

    class State(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        NOT_KNOWN = "not_known", _("Not known")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question_id = models.CharField(max_length=40)
    state = models.CharField(max_length=15, choices=State)
    value = models.JSONField(null=True)  # in the plain form of engine.scoring.answers
    reason = models.TextField(blank=True)  # why it is not applicable
    note = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_by_name = models.CharField(max_length=200)
    answered_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(
        default=1
    )  # two people at once: the second is told, nothing is lost
    unchanged_since = models.DateField(
        null=True
    )  # carried forward from an assessment of that date, not touched since
    carried_from_edition = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question_id"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.assessment} {self.question_id}"
