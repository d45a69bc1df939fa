"""Those who look on from outside: they see what was submitted, side by side, take it with them, and change nothing."""

import csv
import re
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


def without(trust, benchmark_id):
    """The trust's institutions whose newest return does not say that the benchmark is achieved."""
    returns = Assessment.objects.filter(
        institution__group=trust, state__in=Assessment.LOCKED, site=None
    ).order_by("as_of", "version")
    newest = {each.institution_id: each for each in returns}
    achieved = {
        institution
        for institution, each in newest.items()
        if each.benchmark_results.get(benchmark_id=benchmark_id).status == "achieved"
    }
    return sorted(trust.institutions.exclude(pk__in=achieved).values_list("name", flat=True))


def opened(page, *addresses):
    """Those of these addresses that do not refuse this person."""
    return [address for address in addresses if page.goto(address).status not in (403, 404)]


def inside(institution):
    """Pages that only the institution's own people open."""
    draft = institution.assessments.filter(state=Assessment.State.DRAFT).first()
    pages = [f"/institutions/{institution.pk}/people/", f"/institutions/{institution.pk}/settings/"]
    return (
        [*pages, f"/assessments/{draft.pk}/", f"/assessments/{draft.pk}/questions/1.1/"] if draft else pages
    )


def test_trust_lead_sees_the_trusts_schools_across_hubs(visit, look):
    dilys = visit("Dilys Hart")
    trust = Group.objects.get(name="Elmstead Learning Trust")
    schools = sorted(trust.institutions.values_list("name", flat=True))
    hubs = set(trust.institutions.values_list("memberships__hub__slug", flat=True))
    assert len(hubs - {None}) > 1
    expect(dilys.get_by_role("heading", level=1)).to_have_text("Elmstead Learning Trust")
    assert names_in_matrix(dilys) == schools
    look(dilys)

    area = trust.institutions.order_by("name").first().area
    there = sorted(trust.institutions.filter(area=area).values_list("name", flat=True))
    assert there != schools
    dilys.get_by_label("Area", exact=True).select_option(area.name)
    dilys.get_by_role("button", name="Show", exact=True).click()
    assert names_in_matrix(dilys) == there
    rows = list(csv.reader(fetch(dilys, "download as CSV").decode("utf-8-sig").splitlines()))
    assert [row[0] for row in rows if row and row[0] in schools] == there
    dilys.goto("/")
    dilys.get_by_label("Benchmark not achieved or not known").select_option("1")
    dilys.get_by_role("button", name="Show", exact=True).click()
    assert names_in_matrix(dilys) == without(trust, "1")

    dilys.goto("/")
    rows = list(csv.reader(fetch(dilys, "download as CSV").decode("utf-8-sig").splitlines()))
    assert sorted(row[0] for row in rows if row and row[0] in schools) == schools
    book = load_workbook(BytesIO(fetch(dilys, "as a workbook (XLSX)")))
    cells = [[str(cell.value) for cell in row] for row in book.active.iter_rows()]
    assert sorted(row[0] for row in cells if row[0] in schools) == schools

    dilys.set_viewport_size({"width": 360, "height": 780})
    dilys.get_by_role("link", name="Harrow Fell Academy").last.click()
    expect(dilys.locator("main")).to_contain_text("Standing, as submitted")
    assert dilys.locator("main form[method=post]").count() == 0
    look(dilys)
    dilys.locator("table.profile a").first.click()
    expect(dilys.get_by_role("heading", name="The sum")).to_be_visible()
    look(dilys)
    school = Institution.objects.get(name="Harrow Fell Academy")
    stranger = Institution.objects.exclude(group=trust).get(name="Aldermouth School")
    others = [f"/institutions/{stranger.pk}/", "/hubs/northmoor/", "/register/"]
    assert opened(dilys, *inside(school), *others) == []


def test_local_authority_officer_sees_the_institutions_of_the_area(visit, look):
    peter = visit("Peter Quayle", width=360)
    area = Area.objects.get(name="Westfold")
    expect(peter.get_by_role("heading", level=1)).to_have_text("Westfold")
    listed = names_in_matrix(peter)
    assert listed
    assert set(listed) <= set(area.institutions.values_list("name", flat=True))
    look(peter)
    rows = list(csv.reader(fetch(peter, "download as CSV").decode("utf-8-sig").splitlines()))
    assert sorted(row[0] for row in rows if row and row[0] in listed) == sorted(listed)
    peter.get_by_role("link", name="Turnbeck School").last.click()
    expect(peter.locator("main")).to_contain_text("Standing, as submitted")
    peter.get_by_role("link", name=re.compile("One page")).click()
    expect(peter.get_by_role("heading", level=1)).to_contain_text("Turnbeck School")
    look(peter)
    school = Institution.objects.get(name="Turnbeck School")
    elsewhere = Institution.objects.exclude(area=area).first()
    assert opened(peter, *inside(school), f"/institutions/{elsewhere.pk}/", "/hubs/northmoor/members/") == []


def test_national_viewer_sees_hubs_and_their_reach(visit, look):
    sana = visit("Sana Iqbal")
    expect(sana.get_by_role("heading", level=1)).to_have_text("Lead Hub Network")
    expect(sana.locator("main")).to_contain_text("56 of 58 eligible institutions have joined a hub.")
    look(sana)
    rows = list(csv.reader(fetch(sana, "download as CSV").decode("utf-8-sig").splitlines()))
    assert {"Northmoor Careers Hub", "Teesholm Careers Hub"} <= {row[0] for row in rows if row}
    sana.get_by_role("link", name="Teesholm Careers Hub").first.click()
    expect(sana.get_by_role("heading", level=1)).to_have_text("Teesholm Careers Hub")
    expect(sana.locator("table.matrix")).to_be_visible()
    look(sana)
    school = Institution.objects.get(name="Harrow Fell Academy")
    changing = ["/hubs/teesholm/settings/", "/hubs/teesholm/people/", "/hubs/new/", "/register/"]
    assert opened(sana, *inside(school), *changing) == []


def test_enterprise_adviser_reads_the_standing_of_the_adopted_school_alone(visit, look):
    grace = visit("Grace Obi", width=360)
    expect(grace.get_by_role("heading", level=1)).to_have_text("Harrow Fell Academy")
    look(grace)
    grace.get_by_role("link", name="Experiences of workplaces").first.click()
    expect(grace.locator("main")).to_contain_text("What it asks for")
    school = Institution.objects.get(name="Harrow Fell Academy")
    draft = school.assessments.get(state=Assessment.State.DRAFT)
    other = Institution.objects.get(name="Aldermouth School")
    closed = [f"/assessments/{draft.pk}/questions/1.1/", f"/assessments/{draft.pk}/check/"]
    assert opened(grace, *closed, f"/institutions/{other.pk}/", "/hubs/northmoor/") == []
