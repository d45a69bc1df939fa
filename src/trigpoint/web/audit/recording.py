"""How an action leaves its row in the table of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from trigpoint.web.audit.models import Event

if TYPE_CHECKING:
    from trigpoint.web.accounts.models import User


@dataclass(frozen=True)
class LinkHolder:
    """Somebody without an account who acts through a signed link."""

    name: str


@dataclass(frozen=True)
class Service:
    """The service itself: a scheduled run, an import on the command line."""

    name: str = "Trigpoint"


type Actor = User | LinkHolder | Service


def record(
    *,
    by: Actor,
    action: str,
    subject: models.Model,
    institution_id: int | None = None,
    hub_id: int | None = None,
    why: str = "",
    details: dict[str, Any] | None = None,
) -> Event:
    """Writes the event of an action. Refused outside a transaction: the event and the change stand or fall together."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} was recorded outside a transaction")
    return Event.objects.create(
        actor=by if isinstance(by, models.Model) else None,
        actor_name=by.name,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:300],
        institution_id=institution_id,
        hub_id=hub_id,
        why=why,
        details=details or {},
    )
