"""Register files in the language of whoever imports them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.jobs.interchange.test_hk_edb import HEADER, NAME, row
from trigpoint.web.organisations.models import RegisterImport, RoleKind

CUT = "urn,name,open_date,town,postcode\n"
CLOSED = "urn,name,open_date,close_date,town,postcode\n"
LINKS = '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n'
LINK = '100003,100004,"Elm","Sixth Form Centre Link",""\n'


@pytest.fixture
def send(world, client, django_capture_on_commit_callbacks):
    """Sends a file as an administrator who reads `language`; the page after the dry run."""

    def send_file(language, name, content):
        client.force_login(world.person(RoleKind.ADMINISTRATOR))
        client.cookies["django_language"] = language
        file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("register"), {"file": file})
        return client.get(reverse("register-import", args=[RegisterImport.objects.first().pk])).text

    return send_file


def test_the_dry_run_of_the_hong_kong_list_in_traditional_chinese(send, client):
    listed = HEADER + row("12") + row("190187000133") + row("190187000133")
    page = send("zh-hant", NAME, b"\xff\xfe" + listed.encode("utf-16-le"))
    assert "香港，學校位置及資料" in page
    assert "「12」不是學校編號。" in page
    assert "學校編號有 12 位數字。" in page
    assert "編號 190187000133 已在第 3 行出現。" in page
    download = client.get(reverse("register-problems", args=[RegisterImport.objects.get().pk]))
    assert "「12」不是學校編號。" in download.getvalue().decode("utf-8-sig")


def test_a_refused_file_in_traditional_chinese(send):
    page = send("zh-hant", NAME, (HEADER + row("12")).replace("中文名稱", "名").encode())
    assert "最接近的是「香港，學校位置及資料」，但欠缺以下欄位：中文名稱。" in page


def test_the_dry_run_of_a_list_in_welsh(send):
    page = send("cy", "schools_20250711.csv", CUT + "100001,Ash,,,NOWHERE\n")
    assert "nid cod post yw &quot;NOWHERE&quot;." in page


def test_rows_that_say_nothing_in_welsh(send):
    page = send("cy", "links_20250422.csv", LINKS + LINK)
    assert "1: chweched dosbarth a rennir, nid olyniaeth" in page


def test_a_problem_whose_code_is_no_longer_known_keeps_its_english(send, client):
    send("cy", "schools_20250711.csv", CUT + "100001,Ash,,,NOWHERE\n")
    found = RegisterImport.objects.get()
    found.problems[0] |= {"code": "gone", "wrong": "is not what it was."}
    found.save()
    assert "is not what it was." in client.get(reverse("register-import", args=[found.pk])).text


def test_changes_in_the_dry_run_and_after_it_in_traditional_chinese(
    send, client, django_capture_on_commit_callbacks
):
    old = "100001,Ash School,,,Elmton,\n100002,open,,,,\n"
    new = "100001,Ash School,,31-08-2023,Oakham,\n100002,closed,,,,\n"
    for name, rows in (("old_20221102.csv", old), ("new_20240101.csv", new)):
        dry_run = send("zh-hant", name, CLOSED + rows)
        written = RegisterImport.objects.first()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("register-write", args=[written.pk]))
    changes = client.get(reverse("register-changes", args=[written.pk])).text
    for page in (dry_run, changes):
        assert "城鎮: Elmton" in page
        assert "城鎮: Oakham" in page
        assert "town Elmton" not in page
    assert "Ash School (100001): 營運中 → 已關閉" in dry_run
    assert "closed (100002): open → closed" in dry_run  # renamed so, which is no state
