"""Letters that follow an action: written now, sent when the change is safe in the database."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.models import Institution, Membership, RoleKind
from trigpoint.web.organisations.queries.people import people_of_institution
from trigpoint.web.organisations.queries.roles import members_today


def send_later(letter: str, *, to: str, language: str = "", **content: Any) -> None:
    """Sends `assessments/mail/<letter>.txt` once the transaction is through; its first line is the subject."""
    with translation.override(language or translation.get_language()):
        text = render_to_string(f"assessments/mail/{letter}.txt", {"base": settings.BASE_URL, **content})
    subject, body = text.strip().split("\n", 1)
    transaction.on_commit(partial(send_mail, subject.strip(), body.strip() + "\n", None, [to]))


def write_to(users: Iterable[User], letter: str, **content: Any) -> None:
    """The same letter to several people, each in their language."""
    for user in {user.pk: user for user in users}.values():
        send_later(letter, to=user.email, language=user.language, name=user.name, **content)


def careers_leaders(institution: Institution) -> list[User]:
    return [role.user for role in people_of_institution(institution).filter(kind=RoleKind.CAREERS_LEADER)]


def signatories(institution: Institution) -> list[User]:
    kinds = [RoleKind.HEAD, RoleKind.GOVERNOR]
    return [role.user for role in people_of_institution(institution).filter(kind__in=kinds)]


def coordinators(institution: Institution) -> list[User]:
    """The coordinators who look after the institution; nobody where a hub has named none."""
    memberships: Iterable[Membership] = members_today().filter(institution=institution)
    named = memberships.select_related("coordinator__user")  # type: ignore[attr-defined]
    return [membership.coordinator.user for membership in named if membership.coordinator]
