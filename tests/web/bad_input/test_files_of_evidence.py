"""Files that are not kept as evidence: told what, where and what to do; what was written with them is saved."""

import html
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.jobs.interchange.test_gias import workbook
from tests.web.assessments.conftest import draft, small_editions  # noqa: F401  (fixtures)
from tests.web.assessments.test_evidence import CSV, PDF, office
from trigpoint.web.assessments.models import Evidence

WRITTEN = {"answer:2.1": "few", "note:2.1": "Counted by hand", "seen:2.1": "", "do": "evidence"}


@pytest.fixture
def send(client, world, draft):  # noqa: F811
    client.force_login(world.alice)

    def sent(name, content, **more):
        file = SimpleUploadedFile(name, content)
        return client.post(
            f"/assessments/{draft.pk}/questions/2.1/", WRITTEN | {"evidence-file": file} | more
        )

    return sent


REFUSED = {
    "over the limit": ("big.pdf", PDF + b"0" * 10_485_760, "Choose a smaller one, or add a link to it."),
    "zip bomb": (
        "visits.xlsx",
        office("[Content_Types].xml", "xl/workbook.xml", size=9_000_000),
        "would unpack to far more than its size, so it is not kept. Save it as PDF instead.",
    ),
    "page called PDF": (
        "plan.pdf",
        b"<!doctype html><script>alert(1)</script>",
        "Open it, save it as PDF, and choose that.",
    ),
    "page that begins like a PDF too late": ("plan.pdf", b" " * 9000 + PDF, "Open it, save it as PDF"),
    "drawing that runs scripts": ("plan.svg", b"<svg onload='alert(1)'/>", "Save it as one of these."),
    "program called document": ("plan.docx", b"MZ\x90\x00", "Open it, save it as PDF"),
    "torn spreadsheet": ("visits.xlsx", workbook(("a", 1))[:-50], "Open it, save it again, and choose that."),
    "nothing in it": ("plan.pdf", b"", "empty"),
    "name of no type": ("plan", PDF, "PDF, PNG, JPG, CSV, XLSX, DOCX"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_that_is_not_kept(send, draft, settings, tmp_path, case):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    name, content, instead = REFUSED[case]
    shown = send(name, content, **{"evidence-title": "What it shows"})
    page = html.unescape(shown.text)
    assert (shown.status_code, instead in page) == (422, True)
    assert 'href="#id_evidence-file"' in page
    assert "The answer itself is saved." in page
    assert 'value="What it shows"' in page
    assert (draft.answers.get().value, draft.answers.get().note) == ("few", "Counted by hand")
    assert not Evidence.objects.exists()
    assert list(tmp_path.rglob("*")) == []


def test_file_far_over_the_limit_costs_no_answer(send, draft, settings):  # noqa: F811
    settings.UPLOAD_LIMIT_MB = settings.REGISTER_LIMIT_MB = 1
    shown = send("big.pdf", PDF + b"0" * 8_000_000)
    assert (shown.status_code, "is larger than 1 MB" in shown.text) == (422, True)
    assert draft.answers.get().note == "Counted by hand"


def test_spreadsheet_with_a_formula_is_kept_as_it_is_and_never_worked_out(client, send):
    content = workbook(("visits",), ('=HYPERLINK("http://example.org","x")',))
    assert send("visits.xlsx", content).status_code == 302
    given = client.get(reverse("evidence-file", args=[Evidence.objects.get().pk]))
    assert b"".join(given.streaming_content) == content


def test_file_is_served_so_that_no_browser_runs_it(client, send):
    send("=visits.csv", CSV)
    given = client.get(reverse("evidence-file", args=[Evidence.objects.get().pk]))
    assert given["Content-Disposition"].startswith("attachment;")
    assert {name: given[name] for name in ("X-Content-Type-Options", "Cache-Control")} == {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    given.close()


def test_file_lies_outside_what_the_web_server_hands_out(client, send, settings):
    send("plan.pdf", PDF)
    kept = Path(Evidence.objects.get().file.path).resolve()
    assert kept.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert not kept.is_relative_to(Path(settings.STATIC_ROOT).resolve())
    assert (
        settings.MEDIA_URL == "/"
        or client.get(f"{settings.MEDIA_URL}evidence/{kept.name}").status_code == 404
    )
    assert client.get(f"/static/../uploads/evidence/{kept.name}").status_code == 404
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("pressed", ["remove", "put_back"])
@pytest.mark.parametrize("number", ["²", "-1", "x", "9" * 30])
def test_button_with_a_forged_number_changes_nothing(client, send, draft, pressed, number):  # noqa: F811
    send("plan.pdf", PDF)
    address = f"/assessments/{draft.pk}/questions/2.1/"
    assert client.post(address, {pressed: number, "do": ""}).status_code < 500
    assert Evidence.objects.get().removed_at is None
