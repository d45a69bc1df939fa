"""Submitting, signing, querying, and correcting by a new version."""

import pytest
from django.core.exceptions import ValidationError

from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import discard_draft, start_assessment
from trigpoint.web.assessments.actions.reviews import note_submission, raise_query
from trigpoint.web.assessments.actions.submissions import revise_assessment, submit_assessment
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Membership, RoleKind

from .conftest import AUTUMN, answer, answered


def press(client, user, assessment, do, **more):
    client.force_login(user)
    sent = client.post(f"/assessments/{assessment.pk}/step/", {"do": do, **more})
    assessment.refresh_from_db()
    return sent


def events(assessment):
    found = Event.objects.filter(subject_type="assessments.assessment", subject_id=str(assessment.pk))
    return list(found.order_by("pk").values_list("action", flat=True))


def stored(assessment):
    return {row.question_id: row.value for row in assessment.answers.all()}


def test_full_answers_achieve_every_benchmark_that_can_be_assessed(claim):
    assert (claim.state, claim.achieved_low, claim.achieved_high, claim.assessable) == ("submitted", 2, 2, 2)
    assert len(claim.edition_hash) == 64
    assert {r.criterion_id: r.status for r in claim.criterion_results.all()} == {
        "1.a": "achieved",
        "1.b": "achieved",
        "2.a": "achieved",
    }


def test_unanswered_is_not_known_and_never_no(world, draft):
    submit_assessment(assessment=draft, by=world.alice)
    draft.refresh_from_db()
    assert (draft.achieved_low, draft.achieved_high) == (0, 2)
    assert [r.status for r in draft.benchmark_results.order_by("pk")] == [
        "not_known",
        "not_known",
        "unscored",
    ]


def test_submitting_twice_is_once(client, world, draft):
    for _ in range(2):
        press(client, world.alice, draft, "submit")
    assert events(draft) == ["assessments.start", "assessments.submit"]


def test_head_signs_where_the_institution_wants_it(
    client, world, draft, mailoutbox, django_capture_on_commit_callbacks
):
    world.ash.signature_required = True
    world.ash.save()
    head = world.person(RoleKind.HEAD, institution=world.ash)
    with django_capture_on_commit_callbacks(execute=True):
        press(client, world.alice, draft, "submit")
    assert draft.state == "to_sign"
    assert [mail.to for mail in mailoutbox] == [[head.email]]
    assert press(client, world.bob, draft, "sign").status_code == 403
    press(client, head, draft, "sign")
    assert (draft.state, draft.signed_by, draft.submitted_by) == ("submitted", head, world.alice)


def test_hub_does_not_see_what_waits_for_a_signature(client, world, draft, coordinator):
    world.ash.signature_required = True
    world.ash.save()
    submit_assessment(assessment=draft, by=world.alice)
    client.force_login(coordinator)
    assert client.get(f"/assessments/{draft.pk}/").status_code == 403


def test_head_sends_back_and_the_reason_is_shown(client, world, draft):
    world.ash.signature_required = True
    world.ash.save()
    head = world.person(RoleKind.HEAD, institution=world.ash)
    submit_assessment(assessment=draft, by=world.alice)
    press(client, head, draft, "send_back", words="Look at 2.1 again")
    assert draft.state == "draft"
    client.force_login(world.alice)
    assert "Look at 2.1 again" in client.get(f"/assessments/{draft.pk}/").text


def test_query_reply_and_note(
    client, world, claim, coordinator, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        press(client, coordinator, claim, "query", words="How did you count 2.1?")
    assert claim.state == "queried"
    assert (mailoutbox[0].to, "How did you count 2.1?" in mailoutbox[0].body) == ([world.alice.email], True)
    press(client, world.alice, claim, "reply", words="From the register.")
    assert claim.state == "submitted"
    press(client, coordinator, claim, "note", words="Thank you")
    assert claim.state == "noted"
    assert [(remark.kind, remark.words) for remark in claim.remarks.all()] == [
        ("query", "How did you count 2.1?"),
        ("reply", "From the register."),
        ("noted", "Thank you"),
    ]


def test_query_without_words_is_refused_and_nothing_changes(client, claim, coordinator):
    press(client, coordinator, claim, "query", words="  ")
    assert (claim.state, claim.remarks.count()) == ("submitted", 0)


def test_words_that_came_too_late_are_kept_for_the_next_try(client, world, claim, coordinator):
    raise_query(assessment=claim, words="Why?", by=coordinator)
    note_submission(assessment=claim, by=coordinator)
    press(client, world.alice, claim, "reply", words="A long reply")
    assert claim.state == "noted"
    press(client, coordinator, claim, "query", words="Again?")
    press(client, world.alice, claim, "reply", words="A" * 4001)
    assert "A" * 4001 in client.get(f"/assessments/{claim.pk}/").text


def test_coordinator_of_the_institution_gets_a_letter(
    world, draft, coordinator, mailoutbox, django_capture_on_commit_callbacks
):
    Membership.objects.filter(institution=world.ash).update(coordinator=coordinator.roles.get())
    with django_capture_on_commit_callbacks(execute=True):
        submit_assessment(assessment=draft, by=world.alice)
    assert [mail.to for mail in mailoutbox] == [[coordinator.email]]


def test_new_version_supersedes_and_the_old_one_is_never_changed(client, world, claim):
    before = (stored(claim), list(claim.benchmark_results.values("benchmark_id", "status", "earned_low")))
    press(client, world.alice, claim, "revise")
    new = Assessment.objects.get(supersedes=claim)
    assert (new.version, new.state, claim.state) == (2, "draft", "submitted")
    assert stored(new) == stored(claim)
    save_answers(assessment=new, entries={"2.1": Entry(answered("few"))}, by=world.alice)
    submit_assessment(assessment=new, by=world.alice)
    claim.refresh_from_db()
    new.refresh_from_db()
    assert (claim.state, new.state, new.achieved_low) == ("superseded", "submitted", 1)
    after = (stored(claim), list(claim.benchmark_results.values("benchmark_id", "status", "earned_low")))
    assert after == before


def test_asking_twice_for_a_new_version_gives_the_same_draft(world, claim):
    first = revise_assessment(assessment=claim, by=world.alice)
    assert revise_assessment(assessment=claim, by=world.alice) == first


def test_superseded_version_cannot_be_answered(world, claim):
    new = revise_assessment(assessment=claim, by=world.alice)
    submit_assessment(assessment=new, by=world.alice)
    with pytest.raises(ValidationError, match="superseded and cannot be changed"):
        answer(claim, {"2.1": "none"}, by=world.alice)


def test_colleague_answers_but_does_not_submit(client, world, draft):
    client.force_login(world.bob)
    assert client.get(f"/assessments/{draft.pk}/questions/2.1/").status_code == 200
    assert client.get(f"/assessments/{draft.pk}/check/").status_code == 403
    assert press(client, world.bob, draft, "submit").status_code == 403
    assert draft.state == "draft"


@pytest.mark.parametrize("do", ["note", "query"])
def test_institution_does_not_review_itself(client, world, claim, do):
    assert press(client, world.alice, claim, do, words="Fine").status_code == 403


def test_hub_sees_the_claim_without_notes_and_evidence(client, world, draft, coordinator):
    save_answers(assessment=draft, entries={"2.1": Entry(answered("few"), "Between us")}, by=world.alice)
    client.force_login(coordinator)
    assert client.get(f"/assessments/{draft.pk}/").status_code == 403
    submit_assessment(assessment=draft, by=world.alice)
    shown = client.get(f"/assessments/{draft.pk}/print/").text
    assert "A few, 1 to 99%" in shown
    assert "Between us" not in shown
    client.force_login(world.alice)
    assert "Between us" in client.get(f"/assessments/{draft.pk}/print/").text


@pytest.mark.parametrize("kind", [RoleKind.COLLEAGUE, RoleKind.HEAD, RoleKind.GOVERNOR])
def test_own_people_see_the_draft(client, world, draft, kind):
    client.force_login(world.person(kind, institution=world.ash))
    assert client.get(f"/assessments/{draft.pk}/").status_code == 200


def test_adviser_sees_what_was_submitted_and_no_draft(client, world, draft):
    client.force_login(world.person(RoleKind.ADVISER, institution=world.ash))
    assert client.get(f"/assessments/{draft.pk}/").status_code == 403
    assert "Autumn term 2025" not in client.get(f"/institutions/{world.ash.pk}/assessments/").text
    submit_assessment(assessment=draft, by=world.alice)
    assert client.get(f"/assessments/{draft.pk}/").status_code == 200


@pytest.mark.parametrize("page", ["", "print/"])
def test_outsider_sees_nothing(client, world, claim, page):
    client.force_login(world.olga)
    assert client.get(f"/assessments/{claim.pk}/{page}").status_code == 403


def test_starting_the_same_twice_gives_one(world, draft):
    again = start_assessment(
        institution=world.ash, edition_id="small-2024", as_of=AUTUMN, title="Another", by=world.bob
    )
    assert again == draft


def test_empty_draft_is_discarded_and_one_with_answers_is_not(client, world, draft):
    answer(draft, {"2.1": "few"}, by=world.alice)
    with pytest.raises(ValidationError, match="holds 1 answer"):
        discard_draft(assessment=draft, by=world.alice)
    save_answers(assessment=draft, entries={"2.1": Entry(None)}, by=world.alice)
    assert (
        press_without_refresh(client, world.alice, draft).url == f"/institutions/{world.ash.pk}/assessments/"
    )
    assert not Assessment.objects.exists()


def press_without_refresh(client, user, assessment):
    client.force_login(user)
    return client.post(f"/assessments/{assessment.pk}/step/", {"do": "discard"})


def test_cohort_is_chosen_with_a_reason(client, world):
    special = world.beech
    special.kind = "special"
    special.save()
    client.force_login(world.person(RoleKind.CAREERS_LEADER, institution=special))
    sent = {"title": "Autumn", "as_of": "2025-12-31", "edition_id": "small-2024-chosen"}
    address = f"/institutions/{special.pk}/assessments/start/"
    assert "This edition asks for it." in client.post(address, sent).text
    assert not Assessment.objects.exists()
    client.post(
        address, sent | {"chosen_cohort": "Pathway B", "cohort_reason": "The benchmarks fit them best"}
    )
    assert Assessment.objects.get().chosen_cohort == "Pathway B"
