"""Content text to a frozen Edition, or every mistake in it with file, line and what to write instead.

The caller opens the files; `FileText` carries a name (for messages) and its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from trigpoint.engine.frameworks.checks import check_edition
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import Layer, lay_over, read_layer, spell, translate
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.texts import FIRST_LANGUAGE
from trigpoint.engine.frameworks.wordings_of_mistakes import explain


@dataclass(frozen=True)
class FileText:
    """A content file as it was opened: its name for messages, and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class EditionFiles:
    """An edition's file, its translations, and the same of the edition it extends, if any."""

    file: FileText
    translations: Sequence[FileText] = ()
    extends: EditionFiles | None = None


def read_edition(files: EditionFiles) -> Edition:
    """The edition a set of files describes. BadContent, with every mistake, if they do not describe one."""
    layer = _assemble(files)
    language = str(layer.data.get("language", "en"))
    try:
        edition = Edition.model_validate(layer.data, context={FIRST_LANGUAGE: language})
    except ValidationError as error:
        raise BadContent([_problem(layer, details) for details in error.errors()]) from None
    problems = [
        Problem(*layer.place(path), spell(path, layer.data), wrong, instead)
        for path, wrong, instead in check_edition(edition)
    ]
    if problems:
        raise BadContent(problems)
    return edition


def _assemble(files: EditionFiles) -> Layer:
    layer = read_layer(files.file.text, files.file.name)
    layer.data.pop("extends", None)
    if files.extends is not None:
        layer = lay_over(_assemble(files.extends), layer)
    for translation in files.translations:
        layer = _translated(layer, read_layer(translation.text, translation.name))
    return layer


def _translated(layer: Layer, overlay: Layer) -> Layer:
    """An overlay opens with `translates` (the edition's id), `language`, `made_by`, `reviewed` and maybe `note`."""
    missing = [key for key in ("translates", "language", "made_by", "reviewed") if key not in overlay.data]
    if missing:
        file, _ = overlay.place(())
        raise BadContent(
            [Problem(file, 1, "", f'"{missing[0]}" is missing.', f"Write `{missing[0]}:` at the top.")]
        )
    head = {key: overlay.data.pop(key) for key in ("language", "made_by", "reviewed")}
    head["note"] = overlay.data.pop("note", None)
    overlay.data.pop("translates")
    first = str(layer.data.get("language", "en"))
    translated = translate(layer, overlay, first, str(head["language"]))
    made = [*translated.data.get("translations", []), head]
    return Layer(translated.data | {"translations": made}, translated.places)


def _problem(layer: Layer, details: object) -> Problem:
    path, wrong, instead = explain(details, layer.data)
    file, line = layer.place(path)
    return Problem(file, line, spell(path, layer.data), wrong, instead)
