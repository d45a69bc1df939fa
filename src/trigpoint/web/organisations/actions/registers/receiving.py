"""A register file on its way through the pages: received, checked, then written or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from trigpoint.jobs.interchange.mistakes import RefusedFile
from trigpoint.jobs.interchange.registers.tallying import spell_mistake
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.actions.registers.importing import (
    import_register,
    note_tally,
    preview_register,
    sha256,
)
from trigpoint.web.organisations.actions.registers.states import NotNow, broken_off, hold, move, note_sign
from trigpoint.web.organisations.models import RegisterImport

if TYPE_CHECKING:
    from trigpoint.web.accounts.models import User

State = RegisterImport.State
UNDER_WAY = (*RegisterImport.RUNNING, State.CHECKED, State.BROKEN)
DROPPABLE = (State.RECEIVED, State.CHECKING, State.CHECKED, State.WAITING)


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
    move(register_import, Q(state=State.RECEIVED), State.CHECKING)
    with _refusing(register_import, by):
        tally, changes = preview_register(
            path=Path(register_import.stored.path),
            name=register_import.file_name,
            as_of=register_import.as_of,
            progress=lambda rows: note_sign(register_import, rows_read=rows),
        )
        note_tally(register_import, tally)
        register_import.changes = changes.spell()
        _finish(register_import, State.CHECKED, "registers.check", by)


@transaction.atomic
def ask_to_write(*, register_import: RegisterImport, by: User) -> None:
    """Confirms a checked import; writing follows in the background. Compensation: see `import_register`."""
    move(register_import, Q(state=State.CHECKED), State.WAITING)
    record(by=by, action="registers.confirm", subject=register_import)


def write_register(*, register_import: RegisterImport, by: Actor) -> None:
    """Writes a confirmed import, and throws the received file away. Compensation: see `import_register`."""
    move(register_import, Q(state=State.WAITING), State.WRITING)
    with _refusing(register_import, by):
        import_register(
            path=Path(register_import.stored.path),
            name=register_import.file_name,
            as_of=register_import.as_of,
            by=by,
            progress=lambda _rows: note_sign(register_import),
            register_import=register_import,
        )
    _forget_file(register_import)


@transaction.atomic
def drop_register(*, register_import: RegisterImport, by: User) -> None:
    """Gives up an import that is not written; its file is deleted. Compensation: upload the file again."""
    move(register_import, Q(state__in=DROPPABLE) | broken_off(), State.DROPPED)
    record(by=by, action="registers.drop", subject=register_import)
    transaction.on_commit(lambda: _forget_file(register_import))


@transaction.atomic
def try_again(*, register_import: RegisterImport, by: User) -> None:
    """Takes an import that was broken off up again: it waits to be checked, or to be written if it had been checked.

    What was half written is gone already, as writing is one transaction. Compensation: `drop_register`.
    """
    checked = bool(register_import.layout)
    move(register_import, broken_off(), State.WAITING if checked else State.RECEIVED)
    record(by=by, action="registers.retry", subject=register_import)


@transaction.atomic
def note_failure(*, register_import: RegisterImport, by: Actor) -> None:
    """Something went wrong on our side: the import is broken off. Compensation: `try_again`."""
    try:
        move(register_import, Q(state__in=RegisterImport.RUNNING), State.BROKEN)
    except NotNow:
        return  # dropped meanwhile
    record(by=by, action="registers.fail", subject=register_import)


@contextmanager
def _refusing(register_import: RegisterImport, by: Actor) -> Iterator[None]:
    try:
        yield
    except RefusedFile as error:
        problem = {"row": error.row, "field": "", "refused": True}
        register_import.problems = [spell_mistake(error.mistake) | problem]
        register_import.problems_total = 1
        _finish(register_import, State.REFUSED, "registers.refuse", by)
        _forget_file(register_import)


@transaction.atomic
def _finish(register_import: RegisterImport, state: str, action: str, by: Actor) -> None:
    hold(register_import, register_import.state)
    register_import.state, register_import.last_sign_at = state, timezone.now()
    register_import.save()
    record(by=by, action=action, subject=register_import, details=register_import.changes.get("counts", {}))


def _forget_file(register_import: RegisterImport) -> None:
    if register_import.stored:
        register_import.stored.delete(save=False)
        RegisterImport.objects.filter(pk=register_import.pk).update(stored="")
