"""Links and files that show a criterion. Changed in a draft only."""

from __future__ import annotations

import hashlib
from typing import IO, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from trigpoint.jobs.storage.uploads import BadUpload, Refusal, check_upload
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.drafts import record_on, refuse_unless_draft
from trigpoint.web.assessments.models import Assessment, Evidence
from trigpoint.web.audit.recording import Actor

REFUSALS = {
    Refusal.EMPTY: gettext_lazy("The file “%(name)s” is empty. Choose another one."),
    Refusal.TOO_LARGE: gettext_lazy(
        "The file “%(name)s” is larger than %(limit)s MB. Choose a smaller one, or add a link to it."
    ),
    Refusal.UNKNOWN_TYPE: gettext_lazy(
        "“%(name)s” is none of the types we keep: PDF, PNG, JPG, CSV, XLSX, DOCX. Save it as one of these."
    ),
    Refusal.NAME_DISAGREES: gettext_lazy(
        "“%(name)s” holds something else than its name says. Open it, save it as PDF, and choose that."
    ),
    Refusal.BROKEN: gettext_lazy("“%(name)s” is damaged. Open it, save it again, and choose that."),
    Refusal.TOO_DENSE: gettext_lazy(
        "“%(name)s” would unpack to far more than its size, so it is not kept. Save it as PDF instead."
    ),
    Refusal.MACROS: gettext_lazy("“%(name)s” holds macros. Save it without them, or as PDF."),
}


@transaction.atomic
def add_link(*, assessment: Assessment, criterion_id: str, title: str, address: str, by: Actor) -> Evidence:
    """Adds a link as evidence of a criterion; the same one twice is once. Undo: `remove_evidence`."""
    refuse_unless_draft(assessment)
    if same := _shown(assessment, criterion_id).filter(address=address).first():
        return same
    return _add(assessment, by, criterion_id=criterion_id, title=title.strip() or address, address=address)


@transaction.atomic
def add_file(
    *, assessment: Assessment, criterion_id: str, title: str, file: BinaryIO, name: str, size: int, by: Actor
) -> Evidence:
    """Keeps a file as evidence of a criterion, under a name nobody can guess; the same one twice is once. `size` in
    bytes.

    ValidationError, in words for the person who chose it, for a file that is too large or not what its name says.
    Undo: `remove_evidence`.
    """
    refuse_unless_draft(assessment)
    limit = settings.UPLOAD_LIMIT_MB
    try:
        kind = check_upload(file, name=name, size=size, limit=limit * 1024 * 1024)
    except BadUpload as error:
        text = REFUSALS[error.refusal] % {"name": name, "limit": limit}
        raise ValidationError(text, code=error.refusal.value) from None
    for each in _shown(assessment, criterion_id).filter(file_name=name[-200:], size=size):
        with each.file.open("rb") as kept:
            if _digest(kept) == _digest(file):
                return each
    return _add(
        assessment,
        by,
        criterion_id=criterion_id,
        title=title.strip() or name,
        file=File(file, name=name),
        file_name=name[-200:],
        content_type=kind.content_type,
        size=size,
    )


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Actor) -> None:
    """Hides a piece of evidence; nothing is deleted. Undo: `put_back_evidence`."""
    refuse_unless_draft(evidence.assessment)
    if evidence.removed_at is None:
        evidence.removed_at = timezone.now()
        evidence.save(update_fields=["removed_at"])
        record_on(evidence.assessment, "remove_evidence", by=by, details={"evidence": evidence.pk})


@transaction.atomic
def put_back_evidence(*, evidence: Evidence, by: Actor) -> None:
    """Shows a piece of evidence again that was removed. Undo: `remove_evidence`."""
    refuse_unless_draft(evidence.assessment)
    if evidence.removed_at is not None:
        evidence.removed_at = None
        evidence.save(update_fields=["removed_at"])
        record_on(evidence.assessment, "put_back_evidence", by=by, details={"evidence": evidence.pk})


def _shown(assessment: Assessment, criterion_id: str) -> QuerySet[Evidence]:
    return assessment.evidence.filter(criterion_id=criterion_id, removed_at=None)


def _digest(file: IO[bytes]) -> bytes:
    """Leaves the file at its beginning."""
    file.seek(0)
    found = hashlib.sha256(file.read()).digest()
    file.seek(0)
    return found


def _add(assessment: Assessment, by: Actor, **values: object) -> Evidence:
    title = str(values.pop("title"))[:200]
    evidence = Evidence.objects.create(
        assessment=assessment,
        title=title,
        added_by=by if isinstance(by, User) else None,
        added_by_name=by.name,
        **values,
    )
    details = {"evidence": evidence.pk, "criterion": evidence.criterion_id}
    record_on(assessment, "add_evidence", by=by, details=details)
    return evidence
