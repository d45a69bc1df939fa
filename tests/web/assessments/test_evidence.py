"""Links and files of evidence: what is taken, what is refused, and who gets it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from trigpoint.web.assessments.actions.evidence import remove_evidence
from trigpoint.web.assessments.actions.submissions import revise_assessment, submit_assessment
from trigpoint.web.assessments.models import Evidence

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CSV = b"name,visits\nYear 11,38\n"


def office(*names, size=10):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            # Always of one day: the bytes are part of a test's name, which two processes must agree on.
            part = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            package.writestr(part, b"0" * size, zipfile.ZIP_DEFLATED)
    return held.getvalue()


XLSX = office("[Content_Types].xml", "xl/workbook.xml")
DOCX = office("[Content_Types].xml", "word/document.xml")
PNG, JPG = b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


def upload(client, draft, name, content, **more):
    address = f"/assessments/{draft.pk}/questions/2.1/"
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"answer:2.1": "few", "do": "evidence", "evidence-file": file, **more})


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("photo.PNG", PNG, "image/png"),
        ("photo.jpeg", JPG, "image/jpeg"),
        ("visits.csv", CSV, "text/csv"),
        ("visits.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("plan.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_file_is_kept_and_given_back_as_a_download(client, world, draft, name, content, content_type):
    client.force_login(world.alice)
    assert upload(client, draft, name, content).status_code == 302
    kept = Evidence.objects.get()
    assert (kept.criterion_id, kept.title, kept.size) == ("2.a", name, len(content))
    assert name not in kept.file.name
    given = client.get(f"/evidence/{kept.pk}/")
    assert b"".join(given.streaming_content) == content
    assert (given["Content-Type"], given["X-Content-Type-Options"]) == (content_type, "nosniff")
    assert given["Content-Disposition"].startswith(f'attachment; filename="{name}"')


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.html", b"<html>", "none of the types we keep"),
        ("plan.pdf", b"<html><script>alert(1)</script>", "holds something else than its name says"),
        ("plan.pdf", PNG, "holds something else than its name says"),
        ("visits.csv", b"<html><script>alert(1)</script>", "holds something else than its name says"),
        ("visits.csv", b"MZ\x00\x01", "holds something else than its name says"),
        ("visits.xlsx", DOCX, "holds something else than its name says"),
        ("visits.xlsx", XLSX[:40], "is damaged"),
        (
            "visits.xlsx",
            office("[Content_Types].xml", "xl/workbook.xml", size=9_000_000),
            "would unpack to far more",
        ),
        (
            "visits.xlsx",
            office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
            "holds macros",
        ),
        ("big.pdf", PDF + b"0" * 10 * 1024 * 1024, "is larger than 10 MB"),
    ],
)
def test_bad_file_is_refused_in_words_and_the_answer_is_kept(client, world, draft, name, content, why):
    client.force_login(world.alice)
    shown = upload(client, draft, name, content)
    assert (shown.status_code, why in shown.text) == (422, True)
    assert "The answer itself is saved." in shown.text
    assert draft.answers.get().value == "few"
    assert not Evidence.objects.exists()


def test_empty_file_is_refused(client, world, draft):
    client.force_login(world.alice)
    assert upload(client, draft, "plan.pdf", b"").status_code == 422
    assert not Evidence.objects.exists()


def test_link_is_kept_with_its_title(client, world, draft):
    client.force_login(world.alice)
    sent = {"evidence-address": "https://example.org/plan", "evidence-title": "The plan", "do": "evidence"}
    client.post(f"/assessments/{draft.pk}/questions/2.1/", sent)
    assert Evidence.objects.values_list("title", "address").get() == ("The plan", "https://example.org/plan")


def test_link_that_is_no_web_address_is_refused(client, world, draft):
    client.force_login(world.alice)
    sent = {"evidence-address": "javascript:alert(1)", "do": "evidence"}
    assert client.post(f"/assessments/{draft.pk}/questions/2.1/", sent).status_code == 422


def test_removed_evidence_can_be_put_back(client, world, draft):
    client.force_login(world.alice)
    upload(client, draft, "plan.pdf", PDF)
    pk = Evidence.objects.get().pk
    address = f"/assessments/{draft.pk}/questions/2.1/"
    client.post(address, {"remove": pk})
    assert "Put back" in client.get(address).text
    client.post(address, {"put_back": pk})
    assert Evidence.objects.get().removed_at is None


def test_evidence_of_another_assessment_is_out_of_reach(client, world, draft):
    client.force_login(world.alice)
    upload(client, draft, "plan.pdf", PDF)
    evidence = Evidence.objects.get()
    from trigpoint.web.assessments.actions.drafts import start_assessment

    elsewhere = start_assessment(
        institution=world.far, edition_id="small-2024", as_of=draft.as_of, title="Far", by=world.olga
    )
    client.force_login(world.olga)
    client.post(f"/assessments/{elsewhere.pk}/questions/2.1/", {"remove": evidence.pk})
    evidence.refresh_from_db()
    assert evidence.removed_at is None


@pytest.mark.parametrize("who", ["olga", "hana"])
def test_hub_and_outsiders_get_no_file(client, world, draft, who):
    client.force_login(world.alice)
    upload(client, draft, "plan.pdf", PDF)
    submit_assessment(assessment=draft, by=world.alice)
    client.force_login(getattr(world, who))
    assert client.get(f"/evidence/{Evidence.objects.get().pk}/").status_code == 403


def test_new_version_keeps_the_evidence_and_submission_locks_it(client, world, draft):
    client.force_login(world.alice)
    upload(client, draft, "plan.pdf", PDF)
    submit_assessment(assessment=draft, by=world.alice)
    new = revise_assessment(assessment=draft, by=world.alice)
    assert new.evidence.get().file.name == draft.evidence.get().file.name
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="cannot be changed"):
        remove_evidence(evidence=draft.evidence.get(), by=world.alice)


def test_own_people_find_the_evidence_of_a_submission_and_the_hub_does_not(client, world, draft):
    client.force_login(world.alice)
    upload(client, draft, "plan.pdf", PDF)
    submit_assessment(assessment=draft, by=world.alice)
    assert "plan.pdf" in client.get(f"/assessments/{draft.pk}/print/").text
    client.force_login(world.hana)
    assert "plan.pdf" not in client.get(f"/assessments/{draft.pk}/print/").text
