"""A college answers site by site; together it has achieved what every site has."""

import re

import pytest
from playwright.sync_api import expect

from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SITES = ["Harbour Campus", "Hill Campus", "Land-based Centre"]


@pytest.fixture
def college(region):
    return Institution.objects.get(name="Chevindale College")


@pytest.fixture
def drafts(college):
    """This term's assessments of its sites, by name of the site."""
    found = college.assessments.filter(state=Assessment.State.DRAFT).exclude(site=None)
    return list(found.order_by("site__name"))


def together(statuses):
    """What the sites' words come to by the rule, told here once more on its own."""
    words = set(statuses)
    if words in ({"Achieved"}, {"Not achieved"}):
        return words.pop()
    certain = "In progress" in words or {"Achieved", "Not achieved"} <= words
    return "In progress" if certain else "Not known"


def rows_of(page):
    """The table of sites: for each benchmark what it is together, and at each site."""
    rows = [row.locator("td").all_inner_texts() for row in page.locator("table tbody tr").all()]
    return [(cells[0].strip(), [cell.strip() for cell in cells[1:]]) for cells in rows]


def check_sum(page):
    """The words together and the figure above them follow from the sites below, row by row."""
    rows = rows_of(page)
    assert [whole for whole, _ in rows] == [together(sites) for _, sites in rows]
    low = sum(whole == "Achieved" for whole, _ in rows)
    high = sum(set(sites) <= {"Achieved", "Not known"} for _, sites in rows)
    said = f"{low} of {len(rows)}" if low == high else f"{low} to {high} of {len(rows)}"
    expect(page.locator(".lede")).to_have_text(f"Together: {said} benchmarks achieved.")
    return rows


def test_college_answers_at_each_site_and_reads_the_sum_of_them(visit, college, drafts, look):
    tomasz = visit("Tomasz Lind", width=360)
    tomasz.goto(f"/institutions/{college.pk}/assessments/")
    look(tomasz)
    tomasz.get_by_role("link", name="Go on with Autumn term 2026, Harbour Campus").click()
    tomasz.get_by_role("link", name=re.compile("Go on with question")).click()
    before = drafts[0].answers.count()
    tomasz.get_by_label(re.compile("^We do not know")).first.check()
    with tomasz.expect_navigation():
        tomasz.get_by_role("button", name="Save and go on").click()
    assert drafts[0].answers.count() > before
    look(tomasz)

    side_by_side = f"/institutions/{college.pk}/assessments/sites/?of={drafts[0].pk}"
    tomasz.goto(side_by_side)
    assert tomasz.locator("table thead th").all_inner_texts()[2:] == SITES
    assert {word for _, sites in check_sum(tomasz) for word in sites} == {"Not known"}
    for sent, draft in enumerate(drafts, start=1):
        tomasz.goto(f"/assessments/{draft.pk}/check/")
        tomasz.get_by_role("button", name=re.compile("^Submit")).click()
        expect(tomasz.get_by_role("status")).to_contain_text("Submitted")
        rolled_up = college.assessments.get(site=None, as_of=draft.as_of, origin=Assessment.Origin.ROLLED_UP)
        assert (rolled_up.state == Assessment.State.SUBMITTED) is (sent == len(drafts))
        tomasz.goto(side_by_side)
        check_sum(tomasz)
    look(tomasz)

    tomasz.goto("/")
    least, most = rolled_up.achieved_low, rolled_up.achieved_high
    said = f"{least} of 8" if least == most else f"{least} to {most} of 8"
    expect(tomasz.locator(".lede")).to_contain_text(said)
    tomasz.locator("table.profile a").first.click()
    for site in SITES:
        expect(tomasz.locator("main")).to_contain_text(site)
    look(tomasz)


def test_college_hub_lead_sees_its_own_members_alone_and_each_as_one(visit, college, drafts, look):
    jo = visit("Jo Marsh")
    expect(jo.get_by_role("heading", level=1)).to_contain_text("Northmoor Colleges Hub")
    listed = jo.locator("table.matrix tbody th a").all_inner_texts()
    members = Institution.objects.filter(memberships__hub__slug="northmoor-colleges")
    assert sorted(listed) == sorted(members.values_list("name", flat=True))
    assert not members.filter(kind__startswith="school").exists()
    look(jo)
    jo.get_by_role("link", name=re.compile(r"All \d+ criteria")).click()
    expect(jo.get_by_role("heading", level=1)).to_contain_text("stuck")
    look(jo)
    jo.goto("/hubs/northmoor-colleges/members/")
    jo.get_by_role("link", name="Chevindale College").click()
    expect(jo.get_by_role("heading", level=1)).to_contain_text("Chevindale College")
    jo.goto(f"/institutions/{college.pk}/assessments/sites/")
    expect(jo.locator("table")).to_contain_text("Harbour Campus")
    assert jo.locator(f"a[href='/assessments/{drafts[0].pk}/']").count() == 0
    school = Institution.objects.get(name="Harrow Fell Academy")
    closed = [f"/assessments/{drafts[0].pk}/questions/1.1/", f"/institutions/{school.pk}/"]
    closed += ["/hubs/northmoor/", "/hubs/northmoor/people/", "/register/"]
    assert [address for address in closed if jo.goto(address).status != 403] == []
