"""Uploading a register, looking at its dry run, confirming it, and what past imports changed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.web.organisations import tasks
from trigpoint.web.organisations.actions import registers
from trigpoint.web.organisations.forms.registers import LookUpForm, RegisterForm
from trigpoint.web.organisations.models import RegisterChange, RegisterImport
from trigpoint.web.organisations.queries.register_changes import said_change
from trigpoint.web.organisations.queries.register_problems import said_problem, said_silences
from trigpoint.web.organisations.queries.registers import changes_of, on_register, past_imports
from trigpoint.web.shared.access import needs

PAGE = 50
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def import_of(pk: int) -> RegisterImport:
    return get_object_or_404(RegisterImport, pk=pk)


@needs("organisations.import_register")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Past imports, and the form for the next."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = registers.receive_register(**form.cleaned_data, by=request.user)
        if received.state == RegisterImport.State.RECEIVED:
            _later(tasks.check_register, received, request)
        return redirect("register-import", pk=received.pk)
    page = Paginator(past_imports(), PAGE).get_page(request.GET.get("page"))
    content = {"form": form, "page": page, "service": True, "here": "register"}
    return render(request, "organisations/registers/register.html", content)


@needs("organisations.import_register", of=import_of)
@require_safe
def register_import(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    """How far an import is; its problems by row, and what it would change or has changed."""
    page = Paginator(found.problems, PAGE).get_page(request.GET.get("page"))
    page.object_list = [said_problem(problem) for problem in page.object_list]
    content = {
        "import": found,
        "page": page,
        "passed_over": said_silences(found),
        "changes": _counts(found),
        "samples": _samples(found) if found.state == RegisterImport.State.CHECKED else [],
        "service": True,
        "here": "register",
    }
    return render(request, "organisations/registers/import.html", content)


@needs("organisations.import_register", of=import_of)
@require_POST
def register_write(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    try:
        registers.ask_to_write(register_import=found, by=request.user)
    except registers.NotNow:
        messages.warning(request, _("This import has moved on since you opened the page."))
    else:
        _later(tasks.write_register, found, request)
    return redirect("register-import", pk=found.pk)


@needs("organisations.import_register", of=import_of)
@require_POST
def register_again(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    """Takes up an import that was broken off."""
    try:
        registers.try_again(register_import=found, by=request.user)
    except registers.NotNow:
        messages.warning(request, _("This import has moved on since you opened the page."))
    else:
        checked = found.state == RegisterImport.State.WAITING
        _later(tasks.write_register if checked else tasks.check_register, found, request)
    return redirect("register-import", pk=found.pk)


@needs("organisations.import_register", of=import_of)
@require_POST
def register_drop(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    try:
        registers.drop_register(register_import=found, by=request.user)
    except registers.NotNow:
        messages.warning(request, _("This import has moved on since you opened the page."))
        return redirect("register-import", pk=found.pk)
    messages.success(request, _("The import is dropped. Nothing was written."))
    return redirect("register")


@needs("organisations.import_register", of=import_of)
@require_safe
def register_problems(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    """The problems as CSV, for whoever mends the file."""
    response = StreamingHttpResponse(_problem_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="problems-{found.pk}.csv"'
    return response


@needs("organisations.import_register", of=import_of)
@require_safe
def register_changes(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    """What a written import changed, institution by institution."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in RegisterChange.Kind.values else ""
    page = Paginator(changes_of(found, kind), PAGE).get_page(request.GET.get("page"))
    page.object_list = [
        (change, *said_change(change.kind, change.before, change.after)) for change in page.object_list
    ]
    content = {
        "import": found,
        "page": page,
        "query": f"kind={kind}&" if kind else "",
        "kind": kind,
        "changes": _counts(found),
        "service": True,
        "here": "register",
    }
    return render(request, "organisations/registers/changes.html", content)


@needs("organisations.find_institutions")
@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Looks institutions up on the register."""
    form = LookUpForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    words, closed = asked.get("words", ""), asked.get("closed", False)
    found = on_register(request.user, words, with_closed=closed)
    query = urlencode({"words": words} | ({"closed": "on"} if closed else {}))
    content = {
        "form": LookUpForm(initial={"words": words, "closed": closed}),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": f"{query}&",
        "words": words,
        "service": True,
        "here": "institutions",
    }
    return render(request, "organisations/registers/institutions.html", content)


def _later(job, found: RegisterImport, request: HttpRequest) -> None:
    transaction.on_commit(partial(job.enqueue, found.pk, request.user.pk))


def _counts(found: RegisterImport) -> list[tuple[str, str, int]]:
    """Kind (empty where there is no page of its rows), what it is called, how many."""
    counts = found.changes.get("counts", {})
    kinds = [
        (kind.value, str(kind.label), counts[kind.value])
        for kind in RegisterChange.Kind
        if counts.get(kind.value)
    ]
    others = {
        "confirmed": _("Known already; a field filled in or its date renewed"),
        "unchanged": _("Exactly as known"),
        "links_new": _("New links between institutions"),
        "links_dated": _("Links whose date is better known"),
        "links_unchanged": _("Links exactly as known"),
    }
    return kinds + [("", label, counts[name]) for name, label in others.items() if counts.get(name)]


def _samples(found: RegisterImport) -> list[tuple[str, list[list[str]]]]:
    samples = found.changes.get("samples", {})
    return [
        (
            str(kind.label),
            [[number, name, *said_change(kind, *sides)] for number, name, *sides in samples[kind.value]],
        )
        for kind in RegisterChange.Kind
        if samples.get(kind.value)
    ]


class _Line:
    """What csv writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _problem_lines(found: RegisterImport) -> Iterator[str]:
    write: Callable[[list[object]], str] = csv.writer(_Line()).writerow
    yield "\ufeff" + write(
        [_("File"), _("Row"), _("Field"), _("What is wrong"), _("What to do"), _("Row kept")]
    )
    for one in map(said_problem, found.problems):
        kept = _("no") if one["refused"] else _("yes")
        cells = [found.file_name, one["row"], one["field"], one["wrong"], one["instead"], kept]
        yield write([_harmless(cell) for cell in cells])


def _harmless(cell: object) -> object:
    """A spreadsheet would take a text that starts like a formula for one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
