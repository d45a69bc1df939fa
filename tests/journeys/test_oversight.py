"""Those who look on from outside: they see what was submitted, side by side, take it with them, and change nothing."""

import csv
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Area, Group, Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fetch(page, link):
    """What a link downloads, as bytes."""
    with page.expect_download() as started:
        page.get_by_role("link", name=link).last.click()
    return started.value.path().read_bytes()


def names_in_matrix(page):
    return page.locator("table.matrix tbody th a").all_inner_texts()


def refused(page, *addresses):
    return [address for address in addresses if page.goto(address).status not in (403, 404)]


def inside(institution):
    """Pages that only the institution's own people open."""
    draft = institution.assessments.filter(state=Assessment.State.DRAFT).first()
    pages = [f"/institutions/{institution.pk}/people/", f"/institutions/{institution.pk}/settings/"]
    return (
        [*pages, f"/assessments/{draft.pk}/", f"/assessments/{draft.pk}/questions/1.1/"] if draft else pages
    )


def test_trust_lead_sees_the_trusts_schools_across_hubs(visit, axe):
    dilys = visit("Dilys Hart")
    trust = Group.objects.get(name="Elmstead Learning Trust")
    schools = sorted(trust.institutions.values_list("name", flat=True))
    expect(dilys.get_by_role("heading", level=1)).to_have_text("Elmstead Learning Trust")
    assert names_in_matrix(dilys) == schools
    axe(dilys)
    rows = list(csv.reader(fetch(dilys, "download as CSV").decode("utf-8-sig").splitlines()))
    assert sorted(row[0] for row in rows if row and row[0] in schools) == schools
    book = load_workbook(BytesIO(fetch(dilys, "as a workbook (XLSX)")))
    assert set(schools) <= {str(cell.value) for row in book.active.iter_rows() for cell in row}
    dilys.set_viewport_size({"width": 360, "height": 780})
    dilys.get_by_role("link", name="Harrow Fell Academy").last.click()
    expect(dilys.locator("main")).to_contain_text("Standing, as submitted")
    dilys.locator("table.profile a").first.click()
    expect(dilys.get_by_role("heading", name="The sum")).to_be_visible()
    axe(dilys)
    school = Institution.objects.get(name="Harrow Fell Academy")
    stranger = Institution.objects.get(name="Aldermouth School")
    assert (
        refused(dilys, *inside(school), f"/institutions/{stranger.pk}/", "/hubs/northmoor/", "/register/")
        == []
    )


def test_local_authority_officer_sees_the_institutions_of_the_area(visit, axe):
    peter = visit("Peter Quayle", width=360)
    area = Area.objects.get(name="Westfold")
    expect(peter.get_by_role("heading", level=1)).to_have_text("Westfold")
    listed = names_in_matrix(peter)
    assert listed
    assert set(listed) <= set(area.institutions.values_list("name", flat=True))
    axe(peter)
    peter.get_by_role("link", name="Turnbeck School").last.click()
    expect(peter.locator("main")).to_contain_text("Standing, as submitted")
    school = Institution.objects.get(name="Turnbeck School")
    elsewhere = Institution.objects.exclude(area=area).first()
    assert refused(peter, *inside(school), f"/institutions/{elsewhere.pk}/", "/hubs/northmoor/members/") == []


def test_national_viewer_sees_hubs_and_their_reach(visit, axe):
    sana = visit("Sana Iqbal")
    expect(sana.get_by_role("heading", level=1)).to_have_text("Lead Hub Network")
    expect(sana.locator("main")).to_contain_text("56 of 58 eligible institutions have joined a hub.")
    axe(sana)
    sana.get_by_role("link", name="Teesholm Careers Hub").first.click()
    expect(sana.get_by_role("heading", level=1)).to_have_text("Teesholm Careers Hub")
    expect(sana.locator("table.matrix")).to_be_visible()
    axe(sana)
    school = Institution.objects.get(name="Harrow Fell Academy")
    changing = ["/hubs/teesholm/settings/", "/hubs/teesholm/people/", "/hubs/new/", "/register/"]
    assert refused(sana, *inside(school), *changing) == []


def test_enterprise_adviser_reads_the_standing_of_the_adopted_school_alone(visit, axe):
    grace = visit("Grace Obi", width=360)
    expect(grace.get_by_role("heading", level=1)).to_have_text("Harrow Fell Academy")
    axe(grace)
    grace.get_by_role("link", name="Experiences of workplaces").first.click()
    expect(grace.locator("main")).to_contain_text("What it asks for")
    school = Institution.objects.get(name="Harrow Fell Academy")
    draft = school.assessments.get(state=Assessment.State.DRAFT)
    other = Institution.objects.get(name="Aldermouth School")
    closed = [f"/assessments/{draft.pk}/questions/1.1/", f"/assessments/{draft.pk}/check/"]
    assert refused(grace, *closed, f"/institutions/{other.pk}/", "/hubs/northmoor/") == []
