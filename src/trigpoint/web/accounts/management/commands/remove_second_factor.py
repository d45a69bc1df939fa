"""For somebody who has lost telephone, key and recovery codes; run it only after making sure who asks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trigpoint.web.accounts.actions import remove_factors
from trigpoint.web.accounts.models import User
from trigpoint.web.audit.recording import Service


class Command(BaseCommand):
    help = "Removes all keys, apps and recovery codes of an account, so that new ones can be set up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--why", required=True, help="how it was made sure who asks; kept in the list of events"
        )

    def handle(self, *, email: str, why: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"{email} has no account.")
        self.stdout.write(
            f"{remove_factors(by=Service(), user=user, why=why)} factors of {user.email} removed."
        )
