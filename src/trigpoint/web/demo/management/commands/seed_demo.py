"""Fills an empty database with the demonstration region."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from trigpoint.web.demo.actions.seeding import seed
from trigpoint.web.organisations.models import Hub


class Command(BaseCommand):
    help = "Fills the demonstration region. Does nothing when it is there; refuses where other hubs are."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError(
                "Set TRIGPOINT_DEMO=yes: demonstration data belong in a database of their own."
            )
        if Hub.objects.filter(is_demo=False).exists():
            raise CommandError(
                "This database holds real hubs. Give the demonstration one of its own (TRIGPOINT_VAR)."
            )
        if Hub.objects.exists():
            self.stdout.write("The region is already there.")
            return
        seed(say=self.stdout.write)
