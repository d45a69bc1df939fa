"""What each role comes for, told in a real browser on the demonstration: a school's term, a hub's view of it."""

import re

import pytest
from playwright.sync_api import expect

from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(region, live_server, page):
    """`enter(name)` signs in by the button of an invented person and returns the page they land on."""

    def as_person(name):
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/demo/")
        page.get_by_role("button", name=name).click()
        return page

    return as_person


def test_careers_leader_answers_on_a_phone_submits_and_the_others_see_what_they_may(enter, live_server, axe):
    page = enter("Mair Tarn")
    page.set_viewport_size({"width": 360, "height": 780})
    school = Institution.objects.get(name="Harrow Fell Academy")
    draft = school.assessments.get(state=Assessment.State.DRAFT)
    page.get_by_role("link", name="Go on with it").click()
    before = draft.answers.count()
    page.get_by_role("link", name=re.compile("Go on with question")).click()
    page.get_by_label("We do not know", exact=False).first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_be_visible()
    assert draft.answers.count() > before
    axe(page)

    page.goto(f"{live_server.url}/assessments/{draft.pk}/check/")
    page.get_by_role("button", name=re.compile("^Submit")).click()
    draft.refresh_from_db()
    assert draft.state == Assessment.State.SUBMITTED
    page.goto(f"{live_server.url}/institutions/{school.pk}/")
    expect(page.locator(".lede")).to_contain_text("of 8 benchmarks achieved")
    expect(page.locator(".survey")).to_contain_text(draft.title)

    page = enter("Ruth Calder")
    page.get_by_role("link", name=re.compile("One page")).click()
    expect(page.get_by_role("heading", name="What is due")).to_be_visible()
    page = enter("Anil Dass")
    assert page.goto(f"{live_server.url}/assessments/{draft.pk}/questions/1.1/").status == 403
    page = enter("Imran Field")
    page.goto(f"{live_server.url}/assessments/{draft.pk}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)


def test_hub_lead_sees_the_hub_and_reminds_who_is_behind(enter, live_server, axe, mailoutbox):
    page = enter("Hana Webb")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Northmoor Careers Hub")
    expect(page.locator("table.matrix")).to_contain_text("Aldermouth School")
    page.get_by_role("link", name="Campaigns", exact=True).click()
    page.locator("tbody a").first.click()
    expect(page.locator(".lede")).to_contain_text("of 40 have submitted")
    axe(page)
    page.get_by_role("button", name="Remind everybody who has not submitted").click()
    expect(page.get_by_role("status")).to_contain_text("sent")
    assert len(mailoutbox) > 0


def test_careers_leader_in_hong_kong_works_in_chinese_and_sees_no_score(enter, live_server, axe):
    page = enter("陳思敏")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    expect(page.locator("table.profile tbody tr:not(.domain)")).to_have_count(10)
    expect(page.locator("table.profile")).to_contain_text("準則文本尚待核實")
    assert page.locator("svg.scale").count() == 0
    axe(page)
    page = enter("李家朗")
    expect(page.locator("main")).to_contain_text("440")
    expect(page.locator("main")).to_contain_text("110")
