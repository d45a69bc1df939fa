"""The whole demonstration, in one transaction. The same seed and day always give the same region."""

from __future__ import annotations

import random
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from trigpoint.jobs.storage.demo_region import demo_region
from trigpoint.web.audit.recording import Service
from trigpoint.web.demo.actions.history import live_through
from trigpoint.web.demo.actions.people import give_careers_leaders, move_in
from trigpoint.web.demo.actions.places import settle

SEED = 1724


@transaction.atomic
def seed(*, say: Callable[[str], object]) -> None:
    """Invents places, people and three years of assessments, saying what it does. Undo: throw the database away."""
    dice = random.Random(SEED)
    region = demo_region()
    say("  places: hubs, schools, colleges, a trust, a network in Hong Kong")
    places = settle(region, dice=dice, by=Service("Demonstration"))
    say("  people: one for each role, a careers leader for everybody")
    move_in(region)
    give_careers_leaders()
    for hub in (places.schools, places.colleges, places.neighbours, places.hong_kong):
        say(f"  assessments of {hub}")
        live_through(hub, today=timezone.localdate(), dice=dice)
