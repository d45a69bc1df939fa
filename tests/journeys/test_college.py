"""A college answers site by site; together it has achieved what every site has."""

import re

import pytest
from playwright.sync_api import expect

from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_college_answers_at_each_site_and_reads_the_sum_of_them(visit, axe):
    college = Institution.objects.get(name="Chevindale College")
    drafts = list(
        college.assessments.filter(state=Assessment.State.DRAFT).exclude(site=None).order_by("site__name")
    )
    tomasz = visit("Tomasz Lind", width=360)
    tomasz.goto(f"/institutions/{college.pk}/assessments/")
    tomasz.get_by_role("link", name="Go on with Autumn term 2026, Harbour Campus").click()
    tomasz.get_by_role("link", name=re.compile("Go on with question")).click()
    before = drafts[0].answers.count()
    tomasz.get_by_label(re.compile("^We do not know")).first.check()
    with tomasz.expect_navigation():
        tomasz.get_by_role("button", name="Save and go on").click()
    assert drafts[0].answers.count() > before
    axe(tomasz)

    together = f"/institutions/{college.pk}/assessments/sites/?of={drafts[0].pk}"
    for sent, draft in enumerate(drafts, start=1):
        tomasz.goto(f"/assessments/{draft.pk}/check/")
        tomasz.get_by_role("button", name=re.compile("^Submit")).click()
        expect(tomasz.get_by_role("status")).to_contain_text("Submitted")
        rolled_up = college.assessments.get(site=None, as_of=draft.as_of, origin=Assessment.Origin.ROLLED_UP)
        assert (rolled_up.state == Assessment.State.SUBMITTED) is (sent == len(drafts))

    tomasz.set_viewport_size({"width": 1280, "height": 900})
    tomasz.goto(together)
    axe(tomasz)
    for row in tomasz.locator("table tbody tr").all():
        words = [cell.strip() for cell in row.locator("td").all_inner_texts()]
        whole, sites = words[0], words[1:]
        assert (whole == "Achieved") is all(site == "Achieved" for site in sites)

    tomasz.goto("/")
    rolled_up.refresh_from_db()
    least, most = rolled_up.achieved_low, rolled_up.achieved_high
    said = f"{least} of 8" if least == most else f"{least} to {most} of 8"
    expect(tomasz.locator(".lede")).to_contain_text(said)
    tomasz.locator("table.profile a").first.click()
    for site in ("Harbour Campus", "Hill Campus", "Land-based Centre"):
        expect(tomasz.locator("main")).to_contain_text(site)
    axe(tomasz)

    jo = visit("Jo Marsh")
    expect(jo.get_by_role("heading", level=1)).to_contain_text("Northmoor Colleges Hub")
    jo.get_by_role("link", name="Chevindale College").first.click()
    expect(jo.locator(".lede")).to_contain_text(said)
    assert jo.goto(f"/assessments/{drafts[0].pk}/questions/1.1/").status == 403
