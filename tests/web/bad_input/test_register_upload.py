"""Files that are no register, sent to the page: each is told what, where and what to do, and what was known stays."""

import gzip
import html
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.jobs.interchange.test_gias import SPINE, workbook
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Identifier, RegisterImport

HEADER = "urn,name,open_date,town,postcode\n"
ASH, ELM = "100001,Ash School,,Elmton,NE1 4LP\n", "100002,Elm School,,Elmton,\n"
NAME = "schools_gias_20250711.csv"
ROW = (100001, 390, 3904001, "Ash School", 1, None, None, "Academy", "Studio school", 14, 19)


def with_part(content, name, part):
    """The workbook with one more part; one of the same name takes the place of the one before."""
    old, stream = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return stream.getvalue()


def lies_about_its_size(content):
    """The list of contents says that the first sheet is small; what is packed in it is not."""
    bomb = bytearray(with_part(content, "xl/worksheets/sheet1.xml", b"<row>" * 2_000_000))
    place = bomb.rfind(b"xl/worksheets/sheet1.xml")  # in the list at the end of the archive
    bomb[place - 22 : place - 18] = (1000).to_bytes(4, "little")
    return bytes(bomb)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
    + "]><workbook>&a11;</workbook>"
)


def send(client, content, name=NAME, **fields):
    content = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("register"), {"file": file, **fields}, follow=True)


@pytest.fixture
def known(client, admin):
    """One school is known already."""
    send(client, HEADER + ASH)
    found = RegisterImport.objects.get()
    client.post(reverse("register-write", args=[found.pk]))
    return found


WITH_COMMAS = "Save it again as CSV with commas between columns."
TEXT = HEADER + ELM

REFUSED = {
    "semicolons": (NAME, TEXT.replace(",", ";"), "1", "separated by semicolons", WITH_COMMAS),
    "tabs": (NAME, TEXT.replace(",", "\t"), "1", "separated by tabs", WITH_COMMAS),
    "bars": (NAME, TEXT.replace(",", "|"), "1", "separated by upright bars", WITH_COMMAS),
    "utf-16 without its mark": (NAME, TEXT.encode("utf-16-le"), "–", "UTF-16 without the mark", "UTF-8"),
    "no encoding": (NAME, TEXT.encode() + b"100003,\x81,,,\n", "–", "neither UTF-8 nor UTF-16", "UTF-8"),
    "empty bytes after a megabyte": (
        NAME,
        HEADER.encode() + b"100003,Oak,,,\n" * 80_000 + b"100004,\0,,,\n",
        "–",
        "this is not text",
        "UTF-8",
    ),
    "an image": (NAME, b"\x89PNG\r\n\x1a\n\0\0\0", "–", "this is not text", "UTF-8"),
    "a page": (NAME, "<!doctype html>\n<p>Sign in</p>\n", "1", "of no register that is known", "Known are:"),
    "an open quotation mark": (
        NAME,
        HEADER + '100003,"' + "x" * 140_000,
        "2",
        "cannot be read on from here",
        "quotation mark",
    ),
    "a torn gz": (
        NAME + ".gz",
        gzip.compress((HEADER + ELM * 5000).encode(), mtime=0)[:-60],
        "–",
        "breaks off",
        "Download it again; nothing was changed.",
    ),
    "a gz bomb": (
        NAME + ".gz",
        gzip.compress(HEADER.encode(), mtime=0) + gzip.compress(b"1" * 10_000_000, 1, mtime=0) * 51,
        "–",
        "more than 500 MB",
        "Send the register alone",
    ),
    "a workbook that is a bomb": (
        "2017-2018_spine.xlsx",
        with_part(workbook(SPINE, ROW), "xl/worksheets/sheet1.xml", b" " * 60_000_000),
        "–",
        "unpacked, the workbook would have 60 MB",
        "Send it as CSV",
    ),
    "a workbook that lies about its size": (
        "2017-2018_spine.xlsx",
        lies_about_its_size(workbook(SPINE, ROW)),
        "–",
        "the workbook cannot be read",
        "save it as CSV",
    ),
    "a workbook of entities": (
        "2017-2018_spine.xlsx",
        with_part(workbook(SPINE, ROW), "xl/workbook.xml", ENTITIES),
        "–",
        "the workbook cannot be read",
        "save it as CSV",
    ),
    "a torn workbook": (
        "2017-2018_spine.xlsx",
        workbook(SPINE, ROW)[:-200],
        "–",
        "the workbook cannot be read",
        "save it as CSV",
    ),
    "an archive": (
        "register.zip",
        with_part(b"PK\x05\x06" + bytes(18), NAME, TEXT),
        "–",
        "not a workbook",
        "Unpack it and send the .csv or .xlsx file inside.",
    ),
    "an old workbook": ("spine_20180901.xls", b"\xd0\xcf\x11\xe0" + b"x" * 99, "–", "old kind", ".xlsx"),
    "no date": ("register.csv", TEXT, "–", "of which date the register is", "Give the as-of date"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_that_is_no_register(client, known, case):
    name, content, row, wrong, instead = REFUSED[case]
    page = html.unescape(send(client, content, name).text)
    refused = RegisterImport.objects.get(file_name=name, state=RegisterImport.State.REFUSED)
    assert "The file is refused. Nothing was written." in page
    assert (wrong in page, instead in page, f">{row}</th>" in page) == (True, True, True)
    assert list(Identifier.objects.filter(scheme="urn").values_list("value", flat=True)) == ["100001"]
    assert (refused.rows_kept, Path(refused.stored.path).exists() if refused.stored else False) == (0, False)
    assert Event.objects.filter(action="registers.refuse").count() == 1


def test_file_of_another_encoding_is_read_as_it_is_meant(client, known):
    page = send(client, (HEADER + "100003,Ysgol Tŷ Gŵyn,,,\n").encode("utf-16")).text
    assert "Ysgol Tŷ Gŵyn" in page
    page = send(client, (HEADER + "100004,École,,,\n").encode("cp1252")).text
    assert "École" in page


def test_formula_in_a_workbook_loses_its_row_and_no_other(client, known):
    formula = ("=100000+3", *ROW[1:])
    page = send(client, workbook(SPINE, formula, (100002, *ROW[1:])), "2017-2018_spine.xlsx").text
    assert "the cell holds a formula, not a value." in page
    assert "Copy the column and paste it as values." in page
    found = RegisterImport.objects.get(file_name="2017-2018_spine.xlsx")
    assert [(problem["row"], problem["field"]) for problem in found.problems] == [(2, "URN")]
    assert (found.state, found.rows_kept, found.rows_refused) == (RegisterImport.State.CHECKED, 1, 1)


def test_file_over_the_limit_keeps_the_date_that_was_typed(client, known, settings):
    settings.REGISTER_LIMIT_MB = 1
    shown = send(client, b"x" * 2_000_000, "new.csv", as_of="2025-07-11")
    assert "The file has 2 MB; 1 MB is the most. Pack it as .gz and send that." in shown.text
    assert 'value="2025-07-11"' in shown.text
    assert not RegisterImport.objects.filter(file_name="new.csv").exists()


def test_of_a_file_over_every_limit_no_more_than_the_limit_is_kept_on_disk(client, known, settings, rf):
    settings.REGISTER_LIMIT_MB = settings.UPLOAD_LIMIT_MB = 3
    file = SimpleUploadedFile(NAME, b"x" * 9_000_000)
    sent = rf.post("/", {"file": file}).FILES["file"]
    assert sent.size == 9_000_000
    assert Path(sent.temporary_file_path()).stat().st_size < 4_000_000
    sent.close()


def test_no_file_at_all(client, known):
    shown = client.post(reverse("register"), {"as_of": "2025-07-11"}).text
    assert "There is a problem" in shown
    assert 'value="2025-07-11"' in shown


@pytest.mark.parametrize("as_of", ["31.07.2025", "2025-02-30", "2052-01-01", "0000-00-00"])
def test_date_that_is_none_is_told_at_its_field(client, known, as_of):
    shown = send(client, TEXT, "register.csv", as_of=as_of)
    assert "id_as_of_error" in shown.text
    assert RegisterImport.objects.count() == 1


def test_name_of_a_file_leads_nowhere(client, known, settings):
    send(client, TEXT, "../../etc/20250711.csv")
    found = RegisterImport.objects.latest("pk")
    assert found.file_name == "20250711.csv"
    assert Path(found.stored.path).resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())
