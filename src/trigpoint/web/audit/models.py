"""The one append-only table of events: who did what, on what, when and why."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class Event(models.Model):
    """Written in the transaction of the action it records, and never changed or deleted afterwards."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(
        max_length=200
    )  # kept when the account goes; also for holders of a signed link
    action = models.CharField(max_length=60, db_index=True)  # "assessments.submit"
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=300)
    # Plain numbers: this table sits below the one they point into, and outlives what it records.
    institution_id = models.BigIntegerField(null=True, db_index=True)
    hub_id = models.BigIntegerField(null=True, db_index=True)
    why = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action} {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("An event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An event is never deleted.")
