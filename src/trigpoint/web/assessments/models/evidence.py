"""What stands beside the answers: evidence, questions handed to colleagues, and what the hub remarked."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trigpoint.web.assessments.models.assessments import Assessment


def stored_name(evidence: "Evidence", name: str) -> str:
    """Where a file is kept: a name nobody can guess, with nothing of the name it was sent with."""
    return f"evidence/{secrets.token_urlsafe(24)}"


class Evidence(models.Model):
    """A link or a file that shows a criterion. Removing it hides it; it can be put back."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    criterion_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to=stored_name, blank=True)
    file_name = models.CharField(max_length=200, blank=True)  # as it was sent, for who downloads it
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True)  # bytes
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["criterion_id", "added_at"]

    def __str__(self) -> str:
        return self.title


def make_nonce() -> str:
    return secrets.token_urlsafe(16)


class Handover(models.Model):
    """Questions handed to a colleague, with an account or through a signed link that expires."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="handovers")
    question_ids = models.JSONField(default=list)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="handovers"
    )
    to_name = models.CharField(max_length=200)
    to_email = models.EmailField()
    due_on = models.DateField(null=True)
    message = models.TextField(blank=True)
    nonce = models.CharField(max_length=40, default=make_nonce)  # renewed to make older links useless
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.assessment} to {self.to_name}"


class Remark(models.Model):
    """What a coordinator or signatory says of an assessment, and what the careers leader says back."""

    class Kind(models.TextChoices):
        NOTED = "noted", _("Noted")
        QUERY = "query", _("Query")
        REPLY = "reply", _("Reply")
        SENT_BACK = "sent_back", _("Sent back unsigned")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words[:60]}"
