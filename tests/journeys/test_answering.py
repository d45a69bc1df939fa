"""A careers leader answers on a phone: what the small script saves, and what it says when it cannot."""

import re
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.organisations.models import Institution, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}


def person(name, school):
    user = User.objects.create_user(f"{name.lower()}@example.org", name, "a long password 1")
    Role.objects.create(user=user, kind="careers_leader", institution=school, since=date(2020, 9, 1))
    return user


@pytest.fixture
def school():
    return Institution.objects.create(
        name="Ash School",
        jurisdiction="england",
        kind="school_11_16",
        state="open",
        year_groups=["Y7", "Y11"],
    )


@pytest.fixture
def alice(school):
    return person("Alice", school)


@pytest.fixture
def draft(school, alice):
    return start_assessment(
        institution=school,
        edition_id="gatsby-2024-schools",
        as_of=date(2025, 12, 31),
        title="Autumn term 2025",
        by=alice,
    )


@pytest.fixture
def phone(page, live_server, alice):
    """Alice, signed in, on a phone."""
    client = Client()
    client.force_login(alice)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.set_viewport_size(PHONE)
    return page


def question(live_server, draft, question_id):
    return f"{live_server.url}/assessments/{draft.pk}/questions/{question_id}/"


def test_answer_is_saved_as_it_is_chosen(phone, live_server, draft):
    phone.goto(question(live_server, draft, "6.1"))
    phone.get_by_label("Some", exact=True).check()
    phone.get_by_text(re.compile(r"Saved at \d\d:\d\d\. 1 of \d+ answered")).wait_for()
    assert draft.answers.get().value == "some"
    phone.get_by_label("Many", exact=True).check()
    expect(phone.locator("[name='seen:6.1']")).to_have_value(re.compile(r"\.2$"))
    assert (draft.answers.get().value, draft.answers.get().version) == ("many", 2)


def test_reason_is_asked_when_it_does_not_apply(phone, live_server, draft):
    phone.goto(question(live_server, draft, "6.1"))
    reason = phone.get_by_label("Why does it not apply?")
    assert not reason.is_visible()
    phone.get_by_label("This does not apply to us").check()
    phone.get_by_text("Not saved yet. Say why this does not apply.").wait_for()
    reason.fill("No Year 11 yet")
    phone.get_by_text(re.compile(r"Saved at \d\d:\d\d\.")).wait_for()
    assert draft.answers.get().reason == "No Year 11 yet"


def test_script_never_overwrites_what_somebody_else_answered(phone, live_server, draft, school):
    phone.goto(question(live_server, draft, "6.1"))
    theirs = Entry(Answer(AnswerState.ANSWERED, "few"))
    save_answers(assessment=draft, entries={"6.1": theirs}, by=person("Bob", school))
    phone.get_by_label("Many", exact=True).check()
    phone.get_by_text("Bob answered this at the same time.").wait_for()
    assert draft.answers.get().value == "few"
    phone.get_by_role("button", name="Save and go on").click()
    phone.get_by_text("Bob answered question 6.1").wait_for()
    assert phone.get_by_label("Many", exact=True).is_checked()
    phone.get_by_role("button", name="Save mine instead").click()
    phone.wait_for_url("**/questions/6.3/")
    assert draft.answers.get().value == "many"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_break_no_rule_and_need_no_sideways_scrolling(phone, live_server, draft, axe, size):
    phone.set_viewport_size(size)
    places = ["6.1", "1.2", "1.3", "4.1"]
    addresses = [question(live_server, draft, place) for place in places]
    base = f"{live_server.url}/assessments/{draft.pk}/"
    for address in [*addresses, base, f"{base}check/", f"{base}print/", f"{base}hand-over/", f"{base}carry/"]:
        phone.goto(address)
        axe(phone)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert phone.evaluate(wide) == 0, address
