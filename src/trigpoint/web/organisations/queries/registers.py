"""Imports of registers, and looking institutions up on what they brought."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from trigpoint.web.organisations.models import (
    Identifier,
    Institution,
    RegisterChange,
    RegisterImport,
    RoleKind,
)
from trigpoint.web.organisations.queries.roles import holds, visible_institutions

SEE_ALL = {RoleKind.ADMINISTRATOR, RoleKind.HUB_LEAD}  # who says whom a hub is for must be able to find them


def past_imports() -> QuerySet[RegisterImport]:
    """Imports, newest first, without what makes their rows heavy."""
    return RegisterImport.objects.defer("problems", "changes")


def changes_of(register_import: RegisterImport, kind: str = "") -> QuerySet[RegisterChange]:
    """What an import changed, with the institutions and their register numbers; of one kind, or all."""
    found = register_import.change_rows.select_related("institution").prefetch_related(
        Prefetch("institution__identifiers", Identifier.objects.order_by("scheme"))
    )
    return found.filter(kind=kind) if kind else found


def on_register(user: Any, words: str, *, with_closed: bool) -> QuerySet[Institution]:
    """Institutions that a person may see, by part of the name, start of the postcode, or register number."""
    found = Institution.objects.all() if holds(user, SEE_ALL) else visible_institutions(user)
    if not with_closed:
        found = found.exclude(state=Institution.State.CLOSED)
    words = words.strip()
    if words:
        numbered = Identifier.objects.filter(value=words).values("institution_id")
        by_words = Q(name__icontains=words) | Q(name_local__icontains=words) | Q(pk__in=numbered)
        found = found.filter(by_words | Q(postcode__istartswith=words))
    return found.select_related("area", "group").prefetch_related("identifiers").defer("facts")
