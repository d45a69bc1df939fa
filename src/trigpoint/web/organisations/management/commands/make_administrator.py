"""The documented way in, and the way back in, for whoever runs the service."""

import getpass
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trigpoint.web.accounts.actions import find_or_create_account
from trigpoint.web.accounts.models import User
from trigpoint.web.audit.recording import Service
from trigpoint.web.organisations.actions.roles import give_role
from trigpoint.web.organisations.models import RoleKind


class Command(BaseCommand):
    help = "Makes somebody administrator of the service: the first one, or a new one after the last was lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="needed for a new account")
        parser.add_argument("--password-from-prompt", action="store_true", help="asks for a password")

    def handle(self, *, email: str, name: str, password_from_prompt: bool, **options: Any) -> None:
        known = User.objects.filter(email=email.lower()).first()
        if known is None and not name:
            raise CommandError(f"{email} has no account yet. Say the name too: --name 'Full Name'.")
        password = getpass.getpass("Password (at least 12 characters): ") if password_from_prompt else None
        if password:
            try:
                password_validation.validate_password(password)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        user = find_or_create_account(email=email, name=name or known.name, password=password)
        give_role(by=Service(), user=user, kind=RoleKind.ADMINISTRATOR, why="make_administrator")
        self.stdout.write(f"{user.email} is administrator of this service.")
        if not user.has_usable_password():
            self.stdout.write(
                "No password is set: use 'Forgot your password?' on the sign-in page, or say --password-from-prompt."
            )
