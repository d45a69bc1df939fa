"""Imports of registers, what each of them changed, and who followed whom."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models.institutions import Institution


class RegisterImport(models.Model):
    """A register file: received, checked without writing (the dry run), and perhaps written."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Waiting to be checked")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, nothing written yet")
        REFUSED = "refused", _("Refused")
        WAITING = "waiting", _("Waiting to be written")
        WRITING = "writing", _("Being written")
        WRITTEN = "written", _("Written")
        DROPPED = "dropped", _("Dropped, nothing written")
        BROKEN = "broken", _("Broken off, nothing written")

    RUNNING = (State.RECEIVED, State.CHECKING, State.WAITING, State.WRITING)
    SILENCE = timedelta(minutes=15)  # no register takes so long to write: whoever is silent longer is gone

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stored = models.FileField(blank=True)  # kept until the import is written, refused or dropped
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    layout = models.CharField(max_length=30, blank=True)
    layout_title = models.CharField(max_length=100, blank=True)
    as_of = models.DateField(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    passed_over = models.JSONField(default=dict)  # reason -> rows that say nothing we keep
    problems = models.JSONField(default=list)  # the first thousand
    problems_total = models.PositiveIntegerField(default=0)
    # {"counts": {kind: number}, "samples": {kind: [[number, name, before, after], ...]}}
    changes = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    last_sign_at = models.DateTimeField(default=timezone.now)  # when its work was last heard of
    written_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING and not self.is_broken_off

    @property
    def is_broken_off(self) -> bool:
        """Its work failed, or gives no sign any more: a worker that is killed cannot say so. Nothing is written."""
        silent = timezone.now() - self.last_sign_at > self.SILENCE
        return self.state == self.State.BROKEN or (self.state in self.RUNNING and silent)

    @property
    def shown_state(self) -> str:
        """The state in words."""
        return str((self.State.BROKEN if self.is_broken_off else self.State(self.state)).label)


class RegisterChange(models.Model):
    """What one import changed about one institution."""

    class Kind(models.TextChoices):
        ADDED = "added", _("New on the register here")
        OPENED = "opened", _("Opened")
        CLOSED = "closed", _("Closed")
        MERGED = "merged", _("Succeeded or merged")
        RENAMED = "renamed", _("Renamed")
        CHANGED = "changed", _("Changed otherwise")

    register_import = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="change_rows")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="register_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["register_import", "kind"])]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_kind_display()}"


class Succession(models.Model):
    """One number of a register was followed by another. Either may be a number that no import has brought yet."""

    scheme = models.CharField(max_length=20)
    predecessor = models.CharField(max_length=30)
    successor = models.CharField(max_length=30, db_index=True)
    kind = models.CharField(max_length=20)  # succeeded, merged, amalgamated, split
    since = models.DateField(null=True)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "predecessor", "successor", "kind"], name="succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
