"""Registers on their page: the dry run, writing, what changed, and who may."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import (
    Identifier,
    Institution,
    RegisterChange,
    RegisterImport,
    RoleKind,
    Succession,
)

CUT = "urn,name,open_date,town,postcode\n"
CLOSED = "urn,name,open_date,close_date,town,postcode\n"
ASH, ELM = "100001,Ash School,01-09-1999,Elmton,NE1 4LP\n", "100002,Elm School,,Elmton,\n"


@pytest.fixture(autouse=True)
def in_transaction(django_capture_on_commit_callbacks, client):
    """Background work starts on commit, which a test never reaches: run it after every request."""
    request = client.request

    def and_then(**kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return request(**kwargs)

    client.request = and_then


@pytest.fixture
def admin(world, client):
    user = world.person(RoleKind.ADMINISTRATOR)
    client.force_login(user)
    return user


def upload(client, text, name="schools_gias_20250711.csv", **fields):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(
        reverse("register"), {"file": SimpleUploadedFile(name, content), **fields}, follow=True
    )


def upload_and_write(client, text, name):
    upload(client, text, name)
    found = RegisterImport.objects.get(file_name=name)
    return client.post(reverse("register-write", args=[found.pk]), follow=True), found


def named(urn):
    return Identifier.objects.get(scheme="urn", value=urn).institution


def test_a_dry_run_shows_problems_and_changes_and_writes_nothing(client, admin):
    page = upload(client, CUT + ASH + "abc,Elm School,,,\n" + "100003,Oak,,,NOWHERE\n").content.decode()
    found = RegisterImport.objects.get()
    assert found.state == RegisterImport.State.CHECKED
    assert (found.rows_read, found.rows_kept, found.rows_refused) == (3, 2, 1)
    assert "&quot;abc&quot; is not a URN." in page
    assert "&quot;NOWHERE&quot; is not a postcode." in page
    assert found.changes["counts"]["added"] == 2
    assert Identifier.objects.filter(scheme="urn").count() == 0


def test_confirming_writes_the_rows_with_source_and_date(client, admin):
    _, found = upload_and_write(client, CUT + ASH, "schools_gias_20250711.csv")
    found.refresh_from_db()
    school = named("100001")
    assert found.state == RegisterImport.State.WRITTEN
    assert (school.name, school.state, school.opened_on) == ("Ash School", "open", date(1999, 9, 1))
    assert school.kind == ""
    assert school.facts["name"] == {"value": "Ash School", "source": "gias_cut", "as_of": "2025-07-11"}
    assert not found.stored
    assert Event.objects.filter(action="registers.import", actor=admin).count() == 1


def test_the_same_file_again_changes_nothing(client, admin):
    upload_and_write(client, CUT + ASH + ELM, "one_20250711.csv")
    before = list(Institution.objects.order_by("pk").values())
    _, again = upload_and_write(client, CUT + ASH + ELM, "two_20250711.csv")
    again.refresh_from_db()
    assert again.changes["counts"] == {"unchanged": 2}
    assert list(Institution.objects.order_by("pk").values()) == before


def test_a_newer_file_says_who_closed_was_renamed_and_opened(client, admin):
    old = "100001,Ash School,,,,\n100002,Elm School,,,,\n100003,Oak School,,31-08-2020,,\n"
    new = "100001,Ash Academy,,,,\n100002,Elm School,,31-08-2023,,\n100003,Oak School,,,,\n"
    upload_and_write(client, CLOSED + old, "old_20221102.csv")
    _, found = upload_and_write(client, CLOSED + new, "new_20240101.csv")
    told = RegisterChange.objects.filter(register_import=found).values_list("kind", "before", "after")
    assert sorted(told) == [
        ("closed", "open", "closed"),
        ("opened", "closed", "open"),
        ("renamed", "Ash School", "Ash Academy"),
    ]


def test_a_school_that_a_cut_leaves_out_stays_open(client, admin):
    upload_and_write(client, CUT + ASH + ELM, "one_20250711.csv")
    upload_and_write(client, CUT + ASH, "two_20250801.csv")
    assert named("100002").state == "open"


def test_a_closed_school_with_a_successor_is_told_as_merged(client, admin):
    links = '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n'
    upload_and_write(client, CLOSED + "100001,Ash School,,,,\n", "old_20221102.csv")
    upload_and_write(client, links + '100001,100002,"Elm","Successor - merged",""\n', "links_20230101.csv")
    _, found = upload_and_write(client, CLOSED + "100001,Ash School,,31-08-2023,,\n", "new_20240101.csv")
    told = RegisterChange.objects.filter(register_import=found).values_list("kind", "after")
    assert list(told) == [("merged", "100002")]
    assert Succession.objects.get().kind == "merged"


def test_a_refused_file_says_why_and_is_not_kept(client, admin):
    page = upload(client, (CUT + ASH).replace(",", ";")).content.decode()
    found = RegisterImport.objects.get()
    assert found.state == RegisterImport.State.REFUSED
    assert "the columns are separated by semicolons" in page
    assert not found.stored


def test_a_file_over_the_limit_is_refused_at_the_form(client, admin, settings):
    settings.REGISTER_LIMIT_MB = 0
    page = upload(client, CUT + ASH).content.decode()
    assert "0 MB is the most" in page
    assert RegisterImport.objects.count() == 0


def test_the_same_upload_twice_is_one_import(client, admin):
    upload(client, CUT + ASH)
    upload(client, CUT + ASH)
    assert RegisterImport.objects.count() == 1


def test_confirming_twice_writes_once(client, admin):
    _, found = upload_and_write(client, CUT + ASH, "schools_20250711.csv")
    page = client.post(reverse("register-write", args=[found.pk]), follow=True).content.decode()
    assert "has moved on since" in page
    assert Event.objects.filter(action="registers.import").count() == 1


def test_a_dropped_import_leaves_nothing(client, admin):
    upload(client, CUT + ASH)
    found = RegisterImport.objects.get()
    client.post(reverse("register-drop", args=[found.pk]))
    found.refresh_from_db()
    assert found.state == RegisterImport.State.DROPPED
    assert not found.stored


def test_problems_download_as_csv_without_formulas(client, admin):
    upload(client, CUT + ASH + "=1,Elm,,,\n", name="=schools_20250711.csv")
    found = RegisterImport.objects.get()
    response = client.get(reverse("register-problems", args=[found.pk]))
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].startswith("'=schools_20250711.csv,3,urn,")


def test_areas_and_trusts_come_with_the_rows(client, admin):
    header = (
        "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),LA (code),LA (name),"
        "Trusts (code),Trusts (name),StatutoryLowAge,StatutoryHighAge,Easting,Northing\n"
    )
    row = "100001,Ash,Academy converter,Open,9999,Elmshire,77,Elm Trust,11,16,425000,565000\n"
    upload_and_write(client, header + row, "edubasealldata20250422.csv")
    school = named("100001")
    assert (school.area.name, school.group.name, school.kind) == ("Elmshire", "Elm Trust", "school_11_16")
    assert (round(school.longitude, 2), round(school.latitude, 2)) == (-1.61, 54.98)


@pytest.mark.parametrize("kind", [RoleKind.HUB_LEAD, RoleKind.CAREERS_LEADER, RoleKind.NATIONAL_VIEWER])
def test_only_administrators_import(client, world, kind):
    place = {
        RoleKind.HUB_LEAD: {"hub": world.hub},
        RoleKind.CAREERS_LEADER: {"institution": world.ash},
        RoleKind.NATIONAL_VIEWER: {"network": world.hub.network},
    }[kind]
    client.force_login(world.person(kind, **place))
    assert client.get(reverse("register")).status_code == 403
    assert upload(client, CUT + ASH).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client, world):
    assert client.get(reverse("register")).status_code == 302


def test_hub_leads_find_institutions_that_are_no_members(client, world):
    client.force_login(world.hana)
    page = client.get(reverse("institutions"), {"words": "far"}).content.decode()
    assert "Far School" in page


def test_an_authority_officer_finds_those_of_the_area_only(client, world):
    client.force_login(world.person(RoleKind.AUTHORITY_OFFICER, area=world.ash.area))
    page = client.get(reverse("institutions"), {"words": "school"}).content.decode()
    assert "Ash School" in page
    assert "Far School" not in page


def test_a_careers_leader_does_not_look_the_register_up(client, world):
    client.force_login(world.alice)
    assert client.get(reverse("institutions")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_number_of_queries_for_any_number_of_rows(
    client, admin, rows, django_assert_num_queries
):
    text = CUT + "".join(f"10000{number},School {number},,,\n" for number in range(rows))
    _, found = upload_and_write(client, text, "schools_20250711.csv")
    client.get(reverse("institutions"))
    with django_assert_num_queries(QUERIES["institutions"]):
        client.get(reverse("institutions"))
    with django_assert_num_queries(QUERIES["changes"]):
        client.get(reverse("register-changes", args=[found.pk]))


QUERIES = {"institutions": 6, "changes": 7}
