"""Sign-ins go into the table of events; a factor that was just set up counts for the session it was set up in."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from trigpoint.web.accounts.middleware import PROVED
from trigpoint.web.accounts.models import User
from trigpoint.web.audit.recording import record


@receiver(user_logged_in)
def record_sign_in(sender: Any, user: User, **more: Any) -> None:
    with transaction.atomic():
        record(by=user, action="accounts.sign_in", subject=user)


@receiver(authenticator_added)
def count_new_factor(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        request.session[PROVED] = user.pk
    with transaction.atomic():
        record(by=user, action="accounts.add_factor", subject=user, details={"type": authenticator.type})


@receiver(authenticator_removed)
def record_lost_factor(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    if request.session.get(PROVED) == user.pk:
        del request.session[PROVED]
    with transaction.atomic():
        record(by=user, action="accounts.remove_factor", subject=user, details={"type": authenticator.type})
