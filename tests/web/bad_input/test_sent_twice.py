"""A button pressed twice does once what it says, and sends nobody two letters."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.web.assessments.conftest import FULL, answer, draft, small_editions  # noqa: F401  (fixtures)
from trigpoint.web.assessments.actions.campaigns import close_campaign, open_campaign
from trigpoint.web.assessments.actions.submissions import submit_assessment
from trigpoint.web.assessments.models import Assessment, Campaign, Evidence
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.forms.hubs import HubForm
from trigpoint.web.organisations.models import Invitation, Membership, RoleKind, Site

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def twice(client, address, sent):
    """Both requests, as a double click sends them: the second knows nothing of the first."""
    return [client.post(address, dict(sent)) for _ in range(2)]


@pytest.fixture
def submitted(world, draft):  # noqa: F811
    answer(draft, FULL, by=world.alice)
    return submit_assessment(assessment=draft, by=world.alice)


@pytest.fixture
def campaign(world):
    today = timezone.localdate()
    return open_campaign(
        hub=world.hub,
        title="Autumn",
        opens_on=today,
        due_on=today + timedelta(days=9),
        as_of=date(2025, 12, 31),
        editions=["small-2024"],
        by=world.hana,
    )


def test_answer(client, world, draft):  # noqa: F811
    client.force_login(world.alice)
    first, second = twice(
        client, f"/assessments/{draft.pk}/questions/2.1/", {"answer:2.1": "few", "seen:2.1": ""}
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.filter(action="assessments.answer").count() == 1


def test_file_of_evidence(client, world, draft):  # noqa: F811
    client.force_login(world.alice)
    for _ in range(2):
        file = SimpleUploadedFile("plan.pdf", PDF)
        client.post(f"/assessments/{draft.pk}/questions/2.1/", {"do": "evidence", "evidence-file": file})
    assert Evidence.objects.count() == 1


def test_two_files_of_one_name_are_two(client, world, draft):  # noqa: F811
    client.force_login(world.alice)
    for end in (b"1", b"2"):
        file = SimpleUploadedFile("plan.pdf", PDF + end)
        client.post(f"/assessments/{draft.pk}/questions/2.1/", {"do": "evidence", "evidence-file": file})
    assert Evidence.objects.count() == 2


def test_link_of_evidence(client, world, draft):  # noqa: F811
    client.force_login(world.alice)
    sent = {"do": "evidence", "evidence-address": "https://example.org/plan"}
    twice(client, f"/assessments/{draft.pk}/questions/2.1/", sent)
    assert Evidence.objects.count() == 1


def test_removed_link_can_be_given_again(client, world, draft):  # noqa: F811
    client.force_login(world.alice)
    address = f"/assessments/{draft.pk}/questions/2.1/"
    sent = {"do": "evidence", "evidence-address": "https://example.org/plan"}
    client.post(address, sent)
    client.post(address, {"remove": Evidence.objects.get().pk})
    client.post(address, sent)
    assert Evidence.objects.filter(removed_at=None).count() == 1


def test_past_results(client, world, small_editions):  # noqa: F811
    client.force_login(world.alice)
    sent = {"as_of": "2024-07-31", "title": "Summer", "source_name": "Compass", "pasted": "100 ?"}
    twice(client, f"/institutions/{world.ash.pk}/assessments/past/?edition=small-2024", sent)
    assert Assessment.objects.get().version == 1
    assert Event.objects.filter(action="assessments.enter_past_results").count() == 1


def test_past_results_that_were_withdrawn_can_be_entered_again(client, world, small_editions):  # noqa: F811
    client.force_login(world.alice)
    sent = {"as_of": "2024-07-31", "title": "Summer", "source_name": "Compass", "pasted": "100 ?"}
    address = f"/institutions/{world.ash.pk}/assessments/past/?edition=small-2024"
    client.post(address, sent)
    client.post(f"/assessments/{Assessment.objects.get().pk}/withdraw/")
    client.post(address, sent)
    assert [each.state for each in Assessment.objects.order_by("version")] == ["superseded", "submitted"]


def test_submission(client, world, draft, django_capture_on_commit_callbacks):  # noqa: F811
    coordinator = world.person(RoleKind.COORDINATOR, hub=world.hub)
    Membership.objects.filter(institution=world.ash).update(coordinator=coordinator.roles.get())
    client.force_login(world.alice)
    with django_capture_on_commit_callbacks(execute=True):
        twice(client, f"/assessments/{draft.pk}/step/", {"do": "submit"})
    assert Event.objects.filter(action="assessments.submit").count() == 1
    assert len(mail.outbox) == 1


def test_query(client, world, submitted, django_capture_on_commit_callbacks):
    client.force_login(world.person(RoleKind.COORDINATOR, hub=world.hub))
    with django_capture_on_commit_callbacks(execute=True):
        twice(client, f"/assessments/{submitted.pk}/step/", {"do": "query", "words": "How many governors?"})
    assert submitted.remarks.count() == 1
    assert len(mail.outbox) == 1


def test_another_query_is_another(client, world, submitted):
    client.force_login(world.person(RoleKind.COORDINATOR, hub=world.hub))
    for words in ("How many governors?", "And parents?"):
        client.post(f"/assessments/{submitted.pk}/step/", {"do": "query", "words": words})
    assert submitted.remarks.count() == 2


def test_campaign(client, world):
    client.force_login(world.hana)
    sent = {
        "title": "Autumn",
        "as_of": "2026-12-31",
        "opens_on": "2026-11-01",
        "due_on": "2026-12-31",
        "editions": ["small-2024"],
    }
    twice(client, "/hubs/north/campaigns/new/", sent)
    assert Campaign.objects.count() == 1
    close_campaign(campaign=Campaign.objects.get(), by=world.hana)
    client.post("/hubs/north/campaigns/new/", sent)
    assert Campaign.objects.count() == 2


def test_reminder(client, world, campaign, small_editions, django_capture_on_commit_callbacks):  # noqa: F811
    world.alice  # noqa: B018  (made on first use: the careers leader)
    client.force_login(world.hana)
    with django_capture_on_commit_callbacks(execute=True):
        twice(client, f"/campaigns/{campaign.pk}/remind/", {"institution": world.ash.pk})
    assert [letter.to for letter in mail.outbox] == [[world.alice.email]]
    assert "went out minutes ago already" in client.get(f"/campaigns/{campaign.pk}/").text
    with (
        time_machine.travel(timezone.now() + timedelta(hours=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        client.post(f"/campaigns/{campaign.pk}/remind/", {"institution": world.ash.pk})
    assert len(mail.outbox) == 2


def test_site(client, world):
    client.force_login(world.alice)
    address = f"/institutions/{world.ash.pk}/settings/"
    _, second = twice(
        client, address, {"part": "site", "site-name": "North site", "site-kind": Site.Kind.values[0]}
    )
    assert Site.objects.count() == 1
    assert "of this name already" in second.text


def test_hub(client, world):
    client.force_login(world.person(RoleKind.ADMINISTRATOR))
    sent = {
        "name": "East Hub",
        "slug": "east",
        "jurisdiction": "england",
        "kind": "careers",
        "languages": ["en-gb"],
    }
    first, second = twice(client, "/hubs/new/", sent)
    assert first.status_code == 302
    assert "Another hub has this short name." in second.text
    assert 'value="East Hub"' in second.text


def test_invitation(client, world, django_capture_on_commit_callbacks):
    client.force_login(world.alice)
    sent = {"kind": "head", "name": "Helen Head", "email": "helen@ash.example"}
    with django_capture_on_commit_callbacks(execute=True):
        twice(client, f"/institutions/{world.ash.pk}/people/", sent)
    assert [letter.to for letter in mail.outbox] == [["helen@ash.example"]]
    assert Invitation.objects.filter(revoked_at=None).count() == 1
    later = timezone.now() + timedelta(minutes=5)
    with time_machine.travel(later), django_capture_on_commit_callbacks(execute=True):
        client.post(f"/institutions/{world.ash.pk}/people/", sent)
    assert len(mail.outbox) == 2
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_hand_over(client, world, draft, django_capture_on_commit_callbacks):  # noqa: F811
    client.force_login(world.alice)
    sent = {"benchmark": ["2"], "hand-name": "Cara", "hand-email": "cara@ash.example"}
    with django_capture_on_commit_callbacks(execute=True):
        twice(client, f"/assessments/{draft.pk}/hand-over/", sent)
    assert [letter.to for letter in mail.outbox] == [["cara@ash.example"]]
    assert draft.handovers.count() == 1


def test_hubs_formed_with_one_short_name_in_the_same_instant(client, world, monkeypatch):
    client.force_login(world.person(RoleKind.ADMINISTRATOR))
    monkeypatch.setattr(HubForm, "clean_slug", lambda form: form.cleaned_data["slug"])  # checked a moment ago
    sent = {
        "name": "North",
        "slug": "north",
        "jurisdiction": "england",
        "kind": "careers",
        "languages": ["en-gb"],
    }
    answered = client.post("/hubs/new/", sent)
    assert answered.status_code == 200
    assert "Another hub has this short name." in answered.text
