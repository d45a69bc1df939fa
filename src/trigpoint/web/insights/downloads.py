"""Every picture is also a file: CSV and XLSX of the same figures, with what they are and where they come from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

type Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """What a picture shows, as rows. None is an empty cell; a figure that is not known is said in words."""

    title: str
    notes: Sequence[str]  # edition, date, policy statement
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def download(request: HttpRequest, table: Table) -> HttpResponse | None:
    """The table as the file that `?format=` asks for; None when it asks for none we make."""
    wanted = request.GET.get("format")
    if wanted == "csv":
        return _file(_csv(table), "text/csv; charset=utf-8", table.title, "csv")
    if wanted == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return _file(_xlsx(table), kind, table.title, "xlsx")
    return None


def _file(content: bytes, kind: str, title: str, ending: str) -> HttpResponse:
    name = f"{slugify(title) or 'trigpoint'}.{ending}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return cell


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(table.title)])
    writer.writerows([harmless(note)] for note in table.notes)
    writer.writerow([])
    writer.writerow([harmless(header) for header in table.headers])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    # The mark lets a spreadsheet program see that this is UTF-8: Welsh and Chinese names depend on it.
    return out.getvalue().encode("utf-8-sig")


def _xlsx(table: Table) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, table.title, bold)
        for line, note in enumerate(table.notes, 1):
            sheet.write_string(line, 0, note)
        top = len(table.notes) + 2
        for column, header in enumerate(table.headers):
            sheet.write_string(top, column, header, bold)
        for line, row in enumerate(table.rows, top + 1):
            for column, cell in enumerate(row):
                sheet.write(line, column, cell)
        sheet.freeze_panes(top + 1, 1)
        sheet.set_column(0, 0, 40)
    return out.getvalue()
