"""Changes to accounts. Each is one transaction with one event."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from trigpoint.web.accounts.models import User
from trigpoint.web.audit.recording import Actor, Service, record


@transaction.atomic
def create_account(*, by: Actor | None = None, email: str, name: str, password: str | None) -> User:
    """Makes an account whose address has been proved. Without `by` the person does it, from an invitation.

    `password` None: the person signs in in another way. No undo: an account stays; its roles can end.
    """
    user = User.objects.create_user(email, name, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(by=by or user, action="accounts.create", subject=user)
    return user


@transaction.atomic
def update_profile(*, by: User, name: str, language: str) -> User:
    """Changes one's own name and language (empty: whatever the browser asks for). Undo: change them back."""
    before = {"name": by.name, "language": by.language}
    by.name, by.language = name, language
    by.save(update_fields=["name", "language"])
    record(by=by, action="accounts.update_profile", subject=by, details={"before": before})
    return by


@transaction.atomic
def find_or_create_account(*, email: str, name: str, password: str | None) -> User:
    """Finds or makes an account, at the console of the service; a password is set only when given. No undo."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        return create_account(by=Service(), email=email, name=name, password=password)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
        record(by=Service(), action="accounts.set_password", subject=user)
    return user


@transaction.atomic
def remove_factors(*, by: Actor, user: User, why: str) -> int:
    """Removes every key, app and recovery code of an account. Returns how many. No undo: they are set up anew."""
    removed: int
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    record(by=by, action="accounts.remove_factors", subject=user, why=why, details={"removed": removed})
    return removed
