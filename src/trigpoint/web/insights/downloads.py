"""Every picture is also a file: `?table=NAME&format=csv` or `xlsx` of the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse

from trigpoint.jobs.interchange.downloads import Table, to_csv, to_workbook

FORMATS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_workbook),
}

Tables = Mapping[str, Callable[[], Table]]
"""A page's tables by name, made only when one is asked for. The first is what `?format=` alone asks for."""


def wants_file(request: HttpRequest) -> bool:
    return "format" in request.GET


def download(request: HttpRequest, tables: Tables) -> HttpResponse | None:
    """The table that the address asks for; None when it asks for none. Http404 for one that the page has not."""
    if not wants_file(request):
        return None
    kind = FORMATS.get(request.GET["format"])
    make = tables.get(request.GET.get("table") or next(iter(tables), ""))
    if kind is None or make is None:
        raise Http404
    content_type, write = kind
    table = make()
    name = f"{table.name}.{request.GET['format']}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(write(table), content_type=content_type, headers={"Content-Disposition": disposition})
