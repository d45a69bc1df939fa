"""Content text to a frozen Edition, or every mistake in it with file, line and what to write instead.

The caller opens the files; `FileText` carries a name (for messages) and its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from trigpoint.engine.frameworks.checks import check_edition
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import Layer, Path, Spot, read_layer
from trigpoint.engine.frameworks.overlays import lay_over, translate
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.texts import FIRST_LANGUAGE
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all

HEAD = ("translates", "language", "made_by", "reviewed")


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
        raise BadContent(explain_all(error, layer, Edition)) from None
    problems = [layer.problem(path, wrong, instead) for path, wrong, instead in check_edition(edition)]
    if problems:
        raise BadContent(problems)
    return edition


def _assemble(files: EditionFiles) -> Layer:
    layer = read_layer(files.file.text, files.file.name)
    extended = layer.data.pop("extends", None)
    base = _assemble(files.extends) if files.extends is not None else None
    if base is not None and base.data.get("id") != extended and extended is not None:
        instead = f"Write `extends: {base.data.get('id')}`, or give the file of {extended}."
        _refuse(layer, "extends", f"it is laid over {base.data.get('id')}, and says {extended}.", instead)
    if base is None and extended is not None:
        wrong = f'the edition "{extended}" that it builds on is not there.'
        _refuse(layer, "extends", wrong, "Give its file too, or correct its id.")
    if base is not None:
        layer = lay_over(base, layer)
    for translation in files.translations:
        layer = _translated(layer, read_layer(translation.text, translation.name))
    return layer


def _translated(layer: Layer, overlay: Layer) -> Layer:
    """An overlay opens with `translates` (the edition's id), `language`, `made_by`, `reviewed` and maybe `note`."""
    file, line = overlay.place(())
    missing = [key for key in HEAD if key not in overlay.data]
    if missing:
        raise BadContent(
            [
                Problem(file, line, "", f'"{key}" is missing.', f"Write `{key}:` at the top.")
                for key in missing
            ]
        )
    edition_id, first = layer.data.get("id"), str(layer.data.get("language", "en"))
    if overlay.data["translates"] != edition_id:
        wrong = f'it translates "{overlay.data["translates"]}", and is given with "{edition_id}".'
        _refuse(
            overlay,
            "translates",
            wrong,
            f"Write `translates: {edition_id}`, or give it with its own edition.",
        )
    head = {key: overlay.data[key] for key in HEAD[1:]} | {"note": overlay.data.get("note")}
    if head["language"] in {first, *(made["language"] for made in layer.data.get("translations", []))}:
        wrong = f'the edition has words in "{head["language"]}" already.'
        _refuse(overlay, "language", wrong, "Write the code of the other language, such as cy or zh-Hant.")
    texts = {key: value for key, value in overlay.data.items() if key not in {*HEAD, "note"}}
    translated = translate(layer, Layer(texts, overlay.spots), first, str(head["language"]))
    made = [*translated.data.get("translations", []), head]
    here: Path = ("translations", len(made) - 1)
    spots: dict[Path, Spot] = {(*here, key): overlay.spots[(key,)] for key in head if (key,) in overlay.spots}
    return Layer(translated.data | {"translations": made}, {**translated.spots, **spots})


def _refuse(layer: Layer, key: str, wrong: str, instead: str) -> None:
    raise BadContent([layer.problem((key,), wrong, instead)])
