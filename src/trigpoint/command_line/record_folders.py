"""The options of every command that reads a folder of evidence tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.interchange.evidence_tables.mapping import read_mapping
from trigpoint.jobs.interchange.evidence_tables.reading import read_records
from trigpoint.jobs.storage.packaged_content import packaged_words

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def mapping_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--mapping, for folders whose files, headings or words are called otherwise."""
    summary = "A YAML file that says which headings and words of the files mean what here."
    return click.option("--mapping", type=FILE, help=summary)(command)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--language, of the sentences and pages that explain a result."""
    summary = "Of sentences and pages. All but English are our own translations, not yet reviewed."
    languages = click.Choice(list(packaged_words()))
    return click.option("--language", type=languages, default="en", show_default=True, help=summary)(command)


def read_folder(folder: Path, mapping: Path | None) -> dict[str, list[dict[str, Any]]]:
    """The rows of a folder. BadContent with every mistake of the mapping, or of the files."""
    named = read_mapping(FileText(mapping.name, mapping.read_text(encoding="utf-8"))) if mapping else None
    return read_records(folder, mapping=named)
