"""Every address: the owner, a colleague with less, an outsider, a hub lead, the administrator and nobody each get what
they should. A new address without a line here fails.

Letters: o opens, f is refused (403), l is sent to sign in, n is not there (404). Order: Alice (owner), Bob (colleague
with less), Olga (outsider), Hana (hub lead), the administrator, nobody. Addresses that only take a POST get a GET here,
which gets as far as the permission and then 405, counted as opening.
"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from trigpoint.web.assessments.models import Assessment, Campaign, Evidence, Handover
from trigpoint.web.organisations.models import Invitation, Membership, RegisterImport, Role, RoleKind, Site

EDITION = "gatsby-2024-schools"

# name: who gets what, the same for every address of that name
EXPECTED = {
    "account": "oooool",
    "answer": "oooooo",  # whoever holds the link
    "answer-question": "oooooo",
    "area": "ffffol",
    "assessment": "oofffl",
    "assessment-carry": "offffl",
    "assessment-check": "offffl",
    "assessment-hand-over": "offffl",
    "assessment-print": "oofffl",
    "assessment-sites": "oofool",
    "assessment-start": "offffl",
    "assessment-step": "oofffl",
    "assessment-withdraw": "offffl",
    "assessments": "oofool",
    "benchmark": "nnfnnl",  # nothing has been claimed yet
    "campaign": "fffool",
    "campaign-change": "fffofl",
    "campaign-new": "fffool",
    "campaign-remind": "fffofl",
    "campaigns": "fffool",
    "claim": "oooooo",  # a link that nobody signed: a page that says so (410)
    "components": "oooooo",
    "demo-enter": "oooooo",
    "demo-roles": "nnnnnn",  # not a demonstration
    "edition": "oooooo",
    "editions": "oooooo",
    "evidence-file": "nnfffl",  # a link has no file
    "group": "ffffol",
    "handover-change": "offffl",
    "health": "oooooo",
    "home": "oooooo",
    "hub": "fffool",
    "hub-events": "fffool",
    "hub-member": "fffool",
    "hub-members": "fffool",
    "hub-members-add": "fffool",
    "hub-members-eligible": "fffool",
    "hub-new": "ffffol",
    "hub-people": "fffool",
    "hub-settings": "fffool",
    "hub-stuck": "fffool",
    "institution": "oofool",
    "institution-events": "offffl",
    "institution-handover": "fffool",  # whoever looks after it may ask, never receive
    "institution-people": "oofool",
    "institution-settings": "offfol",
    "institutions": "fffool",
    "invitation": "oooooo",  # likewise
    "invitation-revoke": "offffl",
    "invitation-send": "offffl",
    "language": "oooooo",
    "network": "ffffol",
    "one-page": "oofool",
    "past-results": "offffl",
    "question": "oofffl",
    "register": "ffffol",
    "register-again": "ffffol",
    "register-changes": "ffffol",
    "register-drop": "ffffol",
    "register-import": "ffffol",
    "register-problems": "ffffol",
    "register-write": "ffffol",
    "role-end": "oofffl",  # Bob's own
    "service-people": "ffffol",
    "site-close": "offfol",
    "text-page": "oooooo",
}


def patterns(resolver=None):
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from patterns(found)
        elif isinstance(found, URLPattern):
            yield found


def is_ours(found):
    """Not a view of the sign-in library, which decides for itself; its generic views are named by their class."""
    view = getattr(found.callback, "view_class", found.callback)
    return not view.__module__.startswith(("allauth.", "django.views.generic"))


def own_names():
    return {found.name for found in patterns() if is_ours(found) and found.name}


def test_every_address_says_who_may_open_it():
    undecided = [
        found.callback.__qualname__
        for found in patterns()
        if is_ours(found) and not hasattr(found.callback, "access")
    ]
    assert undecided == []


def test_every_address_has_a_line_in_the_table_and_no_line_is_left_over():
    assert own_names() == set(EXPECTED)


@pytest.fixture
def places(world):
    """Arguments for every address, all about Ash School and its hub."""
    soon = timezone.now() + timedelta(days=7)
    campaign = Campaign.objects.create(
        hub=world.hub,
        title="Autumn",
        opens_on=date(2026, 9, 1),
        due_on=date(2026, 12, 1),
        as_of=date(2026, 12, 31),
        editions=[EDITION],
    )
    assessment = Assessment.objects.create(
        institution=world.ash, edition_id=EDITION, title="Autumn", as_of=date(2026, 12, 31), campaign=campaign
    )
    evidence = Evidence.objects.create(
        assessment=assessment,
        criterion_id="1.1",
        title="The plan",
        address="https://example.org/",
        added_by_name="A",
    )
    handover = Handover.objects.create(
        assessment=assessment,
        question_ids=["1.1"],
        to_name="Bob",
        to_email="bob@example.org",
        expires_at=soon,
    )
    invitation = Invitation.objects.create(
        kind=RoleKind.COLLEAGUE, institution=world.ash, email="new@example.org", name="New", expires_at=soon
    )
    site = Site.objects.create(institution=world.ash, name="Hill")
    imported = RegisterImport.objects.create(as_of=date(2026, 1, 1))
    alices = Role.objects.get(user=world.alice)
    bobs = Role.objects.get(user=world.bob)
    assert alices != bobs
    about_assessment = {"pk": assessment.pk}
    ash, hub = {"pk": world.ash.pk}, {"slug": world.hub.slug}
    known = {name: about_assessment for name in EXPECTED if name.startswith("assessment")}
    known |= {name: {"pk": imported.pk} for name in EXPECTED if name.startswith("register-")}
    known |= {name: hub for name in EXPECTED if name.startswith(("hub-", "campaigns", "campaign-new"))}
    known |= {name: ash for name in EXPECTED if name.startswith("institution-")}
    known |= {name: ash for name in ("assessments", "assessment-start", "assessment-sites", "past-results")}
    known |= {
        "institution": ash,
        "one-page": ash,
        "hub": hub,
        "hub-new": {},
        "benchmark": ash | {"benchmark_id": "1"},
    }
    known |= {name: {"pk": campaign.pk} for name in ("campaign", "campaign-change", "campaign-remind")}
    known |= {
        "answer": {"token": "nobody-signed-this"},
        "answer-question": {"token": "nobody-signed-this", "question_id": "1.1"},
        "area": {"pk": world.ash.area_id},
        "claim": {"token": "nobody-signed-this"},
        "demo-enter": {"pk": world.alice.pk},
        "edition": {"edition_id": EDITION},
        "evidence-file": {"pk": evidence.pk},
        "group": {"pk": world.ash.group_id},
        "handover-change": {"pk": handover.pk},
        "hub-member": hub | {"pk": Membership.objects.get(hub=world.hub, institution=world.ash).pk},
        "invitation": {"token": "nobody-signed-this"},
        "invitation-revoke": {"pk": invitation.pk},
        "invitation-send": {"pk": invitation.pk},
        "network": {"pk": world.hub.network_id},
        "question": about_assessment | {"question_id": "1.1"},
        "role-end": {"pk": bobs.pk},
        "site-close": ash | {"site": site.pk},
        "text-page": {"name": "privacy"},
    }
    return known


def answer_to(client, address):
    """One letter for what a client gets."""
    response = client.get(address)
    if response.status_code == 302 and "/login/" in response.url:
        return "l"
    return {200: "o", 302: "o", 405: "o", 410: "o", 403: "f", 404: "n"}[response.status_code]


def test_everybody_gets_what_they_should_at_every_address(world, places):
    people = [world.alice, world.bob, world.olga, world.hana, world.person(RoleKind.ADMINISTRATOR), None]
    clients = []
    for person in people:
        client = Client()
        if person:
            client.force_login(person)
        clients.append(client)
    seen = {}
    for name in sorted(EXPECTED):
        address = reverse(name, kwargs=places.get(name, {}))
        seen[name] = "".join(answer_to(client, address) for client in clients)
    different = {name: (EXPECTED[name], seen[name]) for name in EXPECTED if EXPECTED[name] != seen[name]}
    assert different == {}
