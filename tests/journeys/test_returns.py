"""A return on its way: handed over, signed, submitted, queried, corrected; and two people at one question."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.models import Assessment, Handover
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = 360


@pytest.fixture
def draft(region):
    """This term's assessment of Harrow Fell Academy, begun by Mair Tarn."""
    return Institution.objects.get(name="Harrow Fell Academy").assessments.get(state=Assessment.State.DRAFT)


def question(assessment, number):
    return f"/assessments/{assessment.pk}/questions/{number}/"


def choose(page, label):
    """Chooses an answer and waits until it is saved."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_label(label, exact=True).check()
    expect(page.locator("#saved")).to_have_text(sent.value.json()["saved"])


def submit(page, assessment, button="Submit to the hub"):
    page.goto(f"/assessments/{assessment.pk}/check/")
    page.get_by_role("button", name=button).click()


def link_in(letter):
    return re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]


def done(*assessments):
    """What the events say was done to these assessments and by whom, oldest first, answers left out."""
    ids = [str(each.pk) for each in assessments]
    events = Event.objects.filter(subject_type="assessments.assessment", subject_id__in=ids).order_by("pk")
    told = [(event.actor_name, event.action.removeprefix("assessments.")) for event in events]
    return [(who, what) for who, what in told if what != "answer"]


def test_query_is_answered_corrected_and_noted(visit, draft, look, mailoutbox):
    mair = visit("Mair Tarn")
    mair.goto(question(draft, "6.1"))
    choose(mair, "Some")
    submit(mair, draft)
    expect(mair.get_by_role("status")).to_contain_text("Submitted.")

    imran = visit("Imran Field")
    imran.goto(link_in(mailoutbox[-1]))
    imran.get_by_label("Your words").fill("Question 6.1: does this count the spring placements?")
    look(imran)
    imran.get_by_role("button", name="Raise a query").click()
    expect(imran.get_by_role("status")).to_contain_text("The careers leader has your query.")
    assert mailoutbox[-1].to == [User.objects.get(name="Mair Tarn").email]

    mair.goto("/")
    expect(mair.locator("main")).to_contain_text("Imran Field asks about")
    expect(mair.locator("main")).to_contain_text("does this count the spring placements?")
    look(mair)
    mair.get_by_role("link", name="Read it and reply").click()
    mair.get_by_label("Your reply").fill("It did not. I correct it now.")
    mair.get_by_role("button", name="Send the reply").click()
    expect(mair.get_by_role("status")).to_contain_text("The hub has your reply.")

    mair.get_by_role("button", name="Correct it by a new version").click()
    expect(mair.get_by_role("status")).to_contain_text("A new version, with the same answers.")
    second = Assessment.objects.get(supersedes=draft)
    mair.goto(question(second, "6.1"))
    expect(mair.locator("main")).to_contain_text("does this count the spring placements?")
    look(mair)
    choose(mair, "Many")
    submit(mair, second)

    imran.goto(link_in(mailoutbox[-1]))
    expect(imran.locator("main")).to_contain_text("does this count the spring placements?")
    imran.get_by_role("button", name="Note it").click()
    expect(imran.get_by_role("status")).to_contain_text("Noted.")
    imran.get_by_role("link", name="Open version 1").click()
    expect(imran.locator(".survey")).to_contain_text("Superseded")
    expect(imran.locator("main")).to_contain_text("A newer version has superseded this one.")
    for version, answer in ((draft, "Some"), (second, "Many")):
        imran.goto(f"/assessments/{version.pk}/print/")
        expect(imran.get_by_role("row", name=re.compile(r"^6\.1 ")).get_by_role("cell")).to_contain_text(
            answer
        )
    states = list(Assessment.objects.filter(pk__in=[draft.pk, second.pk]).order_by("pk").values_list("state"))
    assert states == [("superseded",), ("noted",)]
    assert done(draft, second) == [
        ("Mair Tarn", "submit"),
        ("Imran Field", "query"),
        ("Mair Tarn", "reply"),
        ("Mair Tarn", "revise"),
        ("Mair Tarn", "submit"),
        ("Imran Field", "note"),
    ]


def test_benchmarks_go_to_a_colleague_and_one_question_to_somebody_outside(visit, draft, look, mailoutbox):
    draft.answers.filter(question_id__regex=r"^[678]\.").delete()
    mair = visit("Mair Tarn")
    mair.goto(f"/assessments/{draft.pk}/hand-over/")
    for benchmark in ("6", "7"):
        mair.locator(f"[name=benchmark][value='{benchmark}']").check()
    mair.get_by_label("Who can answer it?").select_option(label="Owen Pell")
    mair.get_by_label("Message").fill("You arranged these.")
    mair.get_by_role("button", name="Hand over").click()
    expect(mair.get_by_role("status")).to_contain_text("Handed to Owen Pell.")
    handed = Handover.objects.get(to_name="Owen Pell")

    owen = visit("Owen Pell", width=PHONE)
    owen.get_by_role("link", name="Answer them").click()
    assert "/answer/" in owen.url
    expect(owen.locator("main")).to_contain_text("You arranged these.")
    shown = owen.locator(".tasks .n").all_inner_texts()
    assert shown == handed.question_ids
    assert {number[0] for number in shown} == {"6", "7"}
    look(owen)
    assert owen.request.get(f"{owen.url}1.1/").status == 404
    start = owen.url
    owen.get_by_role("link").filter(has=owen.locator("xpath=self::a[contains(@href,'/6.1/')]")).click()
    look(owen)
    choose(owen, "Many")
    owen.get_by_role("button", name="Save and go on").click()
    owen.goto(start)
    owen.get_by_role("button", name="I have finished").click()
    expect(owen.locator("main")).to_contain_text("The careers leader knows that you have finished.")
    mair.goto(question(draft, "6.1"))
    expect(mair.locator("main")).to_contain_text("By Owen Pell")

    mair.goto(question(draft, "8.1"))
    mair.get_by_text("Hand this question to a colleague").click()
    mair.get_by_label("Their name").fill("Lena Frost")
    mair.get_by_label("Their email").fill("lena@firm.example")
    look(mair)
    mair.get_by_role("button", name="Hand over").click()
    expect(mair.get_by_role("status").first).to_contain_text("Handed to Lena Frost.")
    assert mailoutbox[-1].to == ["lena@firm.example"]
    address = link_in(mailoutbox[-1])
    lena = visit(width=PHONE)
    lena.goto(address)
    assert lena.locator(".tasks .n").all_inner_texts() == ["8.1"]
    lena.locator(".tasks a").click()
    choose(lena, "A few")
    lena.get_by_role("button", name="Save and go on").click()
    mair.goto(question(draft, "8.1"))
    expect(mair.locator("main")).to_contain_text("By Lena Frost")
    expect(mair.locator("main")).to_contain_text("(by a link)")
    answers = draft.answers.filter(question_id__in=["6.1", "8.1"]).order_by("question_id")
    assert [(row.answered_by_name, row.answered_by and row.answered_by.name) for row in answers] == [
        ("Owen Pell", "Owen Pell"),
        ("Lena Frost", None),
    ]

    assert lena.goto(address[:-2] + ("A" if address[-2] != "A" else "B") + "/").status == 410
    expect(lena.locator("main")).to_contain_text("This link is not complete.")
    Handover.objects.filter(to_name="Lena Frost").update(expires_at=timezone.now() - timedelta(minutes=1))
    assert lena.goto(address).status == 410
    expect(lena.locator("main")).to_contain_text("This link has expired. Ask who sent it for a new one.")
    mair.goto(f"/assessments/{draft.pk}/")
    mair.get_by_role("button", name="Take back Lena Frost").click()
    assert lena.goto(address).status == 410
    expect(lena.locator("main")).to_contain_text("This link was taken back")
    assert draft.answers.get(question_id="8.1").answered_by_name == "Lena Frost"
    assert ("Mair Tarn", "take_back_handover") in done(draft)


def test_head_signs_before_the_hub_sees_it(visit, draft, look, mailoutbox):
    ruth = visit("Ruth Calder")
    ruth.goto(f"/institutions/{draft.institution_id}/settings/")
    ruth.locator("[name='signature-required']").check()
    ruth.get_by_role("button", name="Save").first.click()

    mair = visit("Mair Tarn")
    submit(mair, draft, "Ask for the signature")
    expect(mair.get_by_role("status")).to_contain_text("Waiting for the signature")
    assert sorted(letter.to[0] for letter in mailoutbox) == ["governor@demo.example", "head@demo.example"]
    imran = visit("Imran Field")
    assert imran.goto(f"/assessments/{draft.pk}/").status == 403

    anil = visit("Anil Dass")
    assert anil.goto(f"/assessments/{draft.pk}/print/").status == 200
    anil.goto(f"/assessments/{draft.pk}/")
    expect(anil.get_by_role("button", name="Take it back to change it")).to_have_count(0)
    assert anil.goto(question(draft, "6.1")).status == 403
    assert anil.goto(f"/assessments/{draft.pk}/check/").status == 403

    ruth.goto("/")
    ruth.get_by_role("link", name="Read and sign").click()
    look(ruth)
    ruth.get_by_role("link", name="All answers", exact=True).click()
    expect(ruth.get_by_role("heading", level=1)).to_contain_text("Answers of")
    ruth.go_back()
    ruth.get_by_role("button", name="Sign and submit").click()
    expect(ruth.get_by_role("status")).to_contain_text("Signed and submitted.")
    expect(ruth.locator(".facts")).to_contain_text("Ruth Calder")
    assert imran.goto(f"/assessments/{draft.pk}/").status == 200
    draft.refresh_from_db()
    people = (draft.submitted_by.name, draft.signed_by.name)
    assert (draft.state, people) == ("submitted", ("Mair Tarn", "Ruth Calder"))
    assert done(draft) == [("Mair Tarn", "ask_for_signature"), ("Ruth Calder", "sign")]


def test_two_at_one_question_and_two_windows_of_one_person_are_told(visit, draft, look):
    draft.answers.filter(question_id="6.1").delete()
    mair, owen = visit("Mair Tarn"), visit("Owen Pell", width=PHONE)
    mair.goto(question(draft, "6.1"))
    owen.goto(question(draft, "6.1"))
    choose(owen, "A few")
    mair.get_by_label("Many", exact=True).check()
    expect(mair.locator("#saved")).to_contain_text("Owen Pell answered this at the same time.")
    mair.get_by_role("button", name="Save and go on").click()
    expect(mair.get_by_role("alert")).to_contain_text("Owen Pell answered question 6.1")
    expect(mair.get_by_label("Many", exact=True)).to_be_checked()
    mair.get_by_role("button", name="Save mine instead").click()
    assert draft.answers.get(question_id="6.1").value == "many"

    first, second = mair, mair.context.new_page()
    for window in (first, second):
        window.goto(question(draft, "6.1"))
    choose(first, "Some")
    second.get_by_label("A few", exact=True).check()
    expect(second.locator("#saved")).to_contain_text("You answered this in another window.")
    second.get_by_role("button", name="Save and go on").click()
    expect(second.get_by_role("alert")).to_contain_text("You answered question 6.1 in another window")
    look(second)
    second.get_by_role("link", name="Keep the stored one").click()
    expect(second.get_by_label("Some", exact=True)).to_be_checked()
    assert draft.answers.get(question_id="6.1").value == "some"

    for window in (first, second):
        window.goto(f"/assessments/{draft.pk}/check/")
    first.get_by_role("button", name="Submit to the hub").dblclick()
    second.get_by_role("button", name="Submit to the hub").click()
    expect(second.locator(".survey")).to_contain_text("Submitted")
    assert done(draft) == [("Mair Tarn", "submit")]


def test_what_was_typed_survives_the_end_of_the_session(visit, draft, look):
    user = User.objects.get(name="Mair Tarn")
    user.set_password("a long password 1")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    mair = visit("Mair Tarn")
    mair.goto(question(draft, "6.1"))
    choose(mair, "Some")
    Session.objects.all().delete()
    note = "Counted from the placement diary on Monday."
    mair.get_by_text("Note", exact=True).click()
    mair.get_by_label("Note (optional)").fill(note)
    expect(mair.locator("#saved")).to_contain_text("Not saved: you are signed out.")
    expect(mair.get_by_label("Note (optional)")).to_have_value(note)
    mair.get_by_role("button", name="Save and go on").click()
    expect(mair.get_by_role("status")).to_contain_text("what you wrote is kept until then")
    mair.get_by_label("Email").fill(user.email)
    mair.get_by_label("Password").fill("a long password 1")
    mair.get_by_role("button", name="Sign in", exact=True).click()
    mair.wait_for_url("**/questions/6.1/")
    expect(mair.locator("main")).to_contain_text("What you wrote is back, and is not saved yet")
    expect(mair.locator("#saved")).to_be_hidden()
    expect(mair.get_by_label("Note (optional)")).to_have_value(note)
    look(mair)
    mair.get_by_role("button", name="Save and go on").click()
    mair.wait_for_url(re.compile(r"/(?!6\.1/)[^/]+/$"))
    row = draft.answers.get(question_id="6.1")
    assert (row.value, row.note) == ("some", note)
