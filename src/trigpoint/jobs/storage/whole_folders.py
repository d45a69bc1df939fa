"""Folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = ".making-"


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write into, beside `out`. When the context ends well it takes the place of `out`; what was there
    before stays until then, and for good where something goes wrong. What a kill left beside it is cleared away.
    OSError where the disk refuses.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    _clear(out)
    making = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}{MARK}"))
    making.chmod(0o755)
    try:
        with _naming(out):
            yield making
        if out.exists():
            replaced = making.with_name(f"{making.name}-before")
            out.rename(replaced)
            making.rename(out)
            shutil.rmtree(replaced)
        else:
            making.rename(out)
    finally:
        shutil.rmtree(making, ignore_errors=True)


@contextmanager
def _naming(out: Path) -> Iterator[None]:
    """Says where the disk refused, which writers of Parquet do not."""
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise OSError(error.errno, os.strerror(error.errno), str(out)) from error


def _clear(out: Path) -> None:
    """Takes away what earlier runs left; brings back what a kill caught between two names."""
    for left in out.parent.glob(f".{out.name}{MARK}*"):
        if left.name.endswith("-before") and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)
