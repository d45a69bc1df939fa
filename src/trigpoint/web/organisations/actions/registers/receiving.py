"""A register file on its way through the pages: received, checked, then written or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.actions.registers.importing import (
    import_register,
    note_tally,
    preview_register,
    sha256,
)
from trigpoint.web.organisations.models import RegisterImport

if TYPE_CHECKING:
    from trigpoint.web.accounts.models import User

State = RegisterImport.State
UNDER_WAY = (*RegisterImport.RUNNING, State.CHECKED)
DROPPABLE = (State.RECEIVED, State.CHECKING, State.CHECKED, State.WAITING)


class NotNow(ValueError):
    """The import is not in a state in which this can be done."""


@transaction.atomic
def receive_register(*, file: UploadedFile[Any], as_of: date | None, by: User) -> RegisterImport:
    """Keeps an uploaded file until it is checked and written; a file sent twice is the import that is under way.

    Compensation: `drop_register`.
    """
    received = RegisterImport(file_name=Path(file.name or "register").name[:200], as_of=as_of)
    received.by, received.by_name = by, by.name
    received.stored.save(f"registers/{timezone.now():%Y%m%dT%H%M%S%f}", file, save=False)
    received.sha256 = sha256(Path(received.stored.path))
    same = RegisterImport.objects.filter(sha256=received.sha256, state__in=UNDER_WAY).first()
    if same:
        received.stored.delete(save=False)
        return same
    received.save()
    record(by=by, action="registers.receive", subject=received, details={"sha256": received.sha256})
    return received


def check_register(*, register_import: RegisterImport, by: Actor) -> None:
    """The dry run of a received file: notes its problems by row and what it would change; institutions stay.

    Compensation: none is needed, the check can be run again.
    """
    _move(register_import, State.RECEIVED, State.CHECKING)
    with _refusing(register_import, by):
        tally, changes = preview_register(
            path=Path(register_import.stored.path),
            name=register_import.file_name,
            as_of=register_import.as_of,
            progress=lambda rows: _note_rows(register_import, rows),
        )
        note_tally(register_import, tally)
        register_import.changes = changes.spell()
        _finish(register_import, State.CHECKED, "registers.check", by)


@transaction.atomic
def ask_to_write(*, register_import: RegisterImport, by: User) -> None:
    """Confirms a checked import; writing follows in the background. Compensation: see `import_register`."""
    _move(register_import, State.CHECKED, State.WAITING)
    record(by=by, action="registers.confirm", subject=register_import)


def write_register(*, register_import: RegisterImport, by: Actor) -> None:
    """Writes a confirmed import, and throws the received file away. Compensation: see `import_register`."""
    _move(register_import, State.WAITING, State.WRITING)
    with _refusing(register_import, by):
        import_register(
            path=Path(register_import.stored.path),
            name=register_import.file_name,
            as_of=register_import.as_of,
            by=by,
            register_import=register_import,
        )
    _forget_file(register_import)


@transaction.atomic
def drop_register(*, register_import: RegisterImport, by: User) -> None:
    """Gives up an import that is not written; its file is deleted. Compensation: upload the file again."""
    _move(register_import, DROPPABLE, State.DROPPED)
    record(by=by, action="registers.drop", subject=register_import)
    transaction.on_commit(lambda: _forget_file(register_import))


def _move(register_import: RegisterImport, old: str | tuple[str, ...], new: str) -> None:
    """From one state to the next, once: of two who press at the same time one is told so."""
    allowed = (old,) if isinstance(old, str) else old
    moved = RegisterImport.objects.filter(pk=register_import.pk, state__in=allowed).update(state=new)
    if not moved:
        raise NotNow(f"import {register_import.pk} is not {allowed}")
    register_import.state = new


@contextmanager
def _refusing(register_import: RegisterImport, by: Actor) -> Iterator[None]:
    try:
        yield
    except BadContent as error:
        register_import.problems = [
            {"row": one.line, "field": one.where, "wrong": one.wrong, "instead": one.instead, "refused": True}
            for one in error.problems
        ]
        register_import.problems_total = len(error.problems)
        _finish(register_import, State.REFUSED, "registers.refuse", by)
        _forget_file(register_import)


@transaction.atomic
def _finish(register_import: RegisterImport, state: str, action: str, by: Actor) -> None:
    if RegisterImport.objects.filter(pk=register_import.pk, state=State.DROPPED).exists():
        return  # given up while it was being checked
    register_import.state = state
    register_import.save()
    record(by=by, action=action, subject=register_import, details=register_import.changes.get("counts", {}))


def note_failure(*, register_import: RegisterImport, by: Actor) -> None:
    """Something went wrong on our side: says so on the import, which is then refused. Compensation: upload again."""
    register_import.problems = [
        {
            "row": 0,
            "field": "",
            "wrong": "something went wrong here, not in your file; nothing was written.",
            "instead": "Try again; if it happens again, tell whoever runs this service.",
            "refused": True,
        }
    ]
    register_import.problems_total = 1
    _finish(register_import, State.REFUSED, "registers.fail", by)
    _forget_file(register_import)


def _note_rows(register_import: RegisterImport, rows: int) -> None:
    RegisterImport.objects.filter(pk=register_import.pk).update(rows_read=rows)


def _forget_file(register_import: RegisterImport) -> None:
    if register_import.stored:
        register_import.stored.delete(save=False)
        RegisterImport.objects.filter(pk=register_import.pk).update(stored="")
