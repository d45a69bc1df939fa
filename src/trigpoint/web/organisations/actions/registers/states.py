"""How an import of a register gets from one state to the next, and when it counts as broken off."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from trigpoint.web.organisations.models import RegisterImport

State = RegisterImport.State


class NotNow(ValueError):
    """The import is not in a state in which this can be done."""


def move(register_import: RegisterImport, allowed: Q, new: str) -> None:
    """From one state to the next, once: of two who press at the same time one is told so, by NotNow."""
    imports = RegisterImport.objects.filter(allowed, pk=register_import.pk)
    if not imports.update(state=new, last_sign_at=timezone.now()):
        raise NotNow(f"import {register_import.pk} cannot become {new} now")
    register_import.state = new


def broken_off() -> Q:
    """As `RegisterImport.is_broken_off`, for the database."""
    silent = Q(state__in=RegisterImport.RUNNING, last_sign_at__lt=timezone.now() - RegisterImport.SILENCE)
    return Q(state=State.BROKEN) | silent


def note_sign(register_import: RegisterImport, **fields: int) -> None:
    """Whoever works on an import is still there."""
    RegisterImport.objects.filter(pk=register_import.pk).update(last_sign_at=timezone.now(), **fields)


def hold(register_import: RegisterImport, state: str) -> None:
    """Locks an import for the rest of the transaction. NotNow when it has left `state`: it was dropped, or taken up
    again by another worker, who believed this one gone."""
    if RegisterImport.objects.select_for_update().get(pk=register_import.pk).state != state:
        raise NotNow(f"import {register_import.pk} is no longer {state}")
