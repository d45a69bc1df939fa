"""One register file into the database, or only what it would do there."""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trigpoint.engine.registers.rows import RegisterRow, Source, SuccessionRow
from trigpoint.jobs.interchange.registers.layout import Layout, Row
from trigpoint.jobs.interchange.registers.opening import open_register
from trigpoint.jobs.interchange.registers.tallying import Tally, read_through, spell_problem
from trigpoint.jobs.interchange.tables.opening import Limits
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.actions.registers.links import merge_links
from trigpoint.web.organisations.actions.registers.merging import Changes, Merger
from trigpoint.web.organisations.actions.registers.states import hold
from trigpoint.web.organisations.models import RegisterImport

BATCH = 2000  # rows merged at a time: memory stays small, statements few
type Progress = Callable[[int], None]


class Staged:
    """Good rows of a file, set aside on disk in batches between reading and writing.

    Reading a workbook takes many seconds. With the rows set aside first, the transaction that writes is short, and
    nobody else's answers wait for it.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.batch: list[Row] = []

    def keep(self, row: Row) -> None:
        self.batch.append(row)
        if len(self.batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        if self.batch:
            pickle.dump(self.batch, self.stream, pickle.HIGHEST_PROTOCOL)
            self.batch = []

    def batches(self) -> Iterator[list[Any]]:
        self.flush()
        self.stream.seek(0)
        while True:
            try:
                yield pickle.load(self.stream)
            except EOFError:
                return


def import_register(
    *,
    path: Path,
    by: Actor,
    name: str = "",
    as_of: date | None = None,
    progress: Progress | None = None,
    register_import: RegisterImport | None = None,
) -> tuple[Tally, Changes]:
    """Reads a register file and writes it, in one transaction with one event. BadContent: refused, nothing written.
    NotNow: `register_import` is not being written any more; nothing written.

    Compensation: there is no way back to older facts, because every fact keeps its date and newer wins. A wrong
    file is put right by importing the right one with the same or a later as-of date; what an import replaced stays
    readable among its changes.
    """
    with tempfile.TemporaryFile() as stream:
        staged = Staged(stream)
        tally, layout = read_file(path, name=name, as_of=as_of, keep=staged.keep, progress=progress)
        digest = register_import.sha256 if register_import else sha256(path)
        with transaction.atomic():
            if register_import:
                hold(register_import, RegisterImport.State.WRITING)
            written = register_import or RegisterImport(file_name=tally.file[:200], sha256=digest)
            note_tally(written, tally)
            written.state = RegisterImport.State.WRITTEN
            written.written_at = timezone.now()
            if written.pk is None:
                written.by_name = by.name
                written.by_id = getattr(by, "pk", None)
            written.save()
            changes = _merge(staged, tally, layout, written)
            written.changes = changes.spell()
            written.save(update_fields=["changes"])
            record(
                by=by,
                action="registers.import",
                subject=written,
                details={
                    "layout": tally.layout,
                    "as_of": tally.as_of.isoformat(),
                    **written.changes["counts"],
                },
            )
    return tally, changes


def preview_register(
    *, path: Path, name: str = "", as_of: date | None = None, progress: Progress | None = None
) -> tuple[Tally, Changes]:
    """The dry run: what is wrong with a file, and what importing it would change. Writes nothing."""
    with tempfile.TemporaryFile() as stream:
        staged = Staged(stream)
        tally, layout = read_file(path, name=name, as_of=as_of, keep=staged.keep, progress=progress)
        return tally, _merge(staged, tally, layout, None)


def read_file(
    path: Path,
    *,
    name: str,
    as_of: date | None,
    keep: Callable[[Row], None],
    progress: Progress | None,
) -> tuple[Tally, Layout]:
    limits = Limits(file=settings.REGISTER_LIMIT_MB)
    with open_register(path, name=name, as_of=as_of, today=timezone.localdate(), limits=limits) as register:
        return read_through(register, keep, progress), register.layout


def note_tally(register_import: RegisterImport, tally: Tally) -> None:
    """Puts what reading a file showed onto its record; the caller saves."""
    register_import.layout, register_import.layout_title = tally.layout, tally.title
    register_import.as_of = tally.as_of
    register_import.rows_read, register_import.rows_kept = tally.read, tally.kept
    register_import.rows_refused = tally.refused
    register_import.passed_over = dict(tally.passed_over)
    register_import.problems = [spell_problem(problem) for problem in tally.problems]
    register_import.problems_total = tally.problems_total


def sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _merge(staged: Staged, tally: Tally, layout: Layout, written_for: RegisterImport | None) -> Changes:
    if tally.successions:
        links = (row for batch in staged.batches() for row in batch if isinstance(row, SuccessionRow))
        return merge_links(links, scheme=layout.scheme, as_of=tally.as_of, written_for=written_for)
    merger = Merger(
        jurisdiction=tally.jurisdiction, source=Source(tally.layout, tally.as_of), written_for=written_for
    )
    for batch in staged.batches():
        rows = [row for row in batch if isinstance(row, RegisterRow)]
        if rows:
            merger.merge(rows)
    return merger.changes
