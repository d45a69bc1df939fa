"""`trigpoint frameworks`: the editions that come with the package, and files of editions from anywhere."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from trigpoint.command_line.exports import export_option, out_option, written
from trigpoint.command_line.framework_views import overview, overview_table, spell_edition, tree
from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition
from trigpoint.jobs.storage.packaged_content import packaged_edition, packaged_editions, register

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Subcommands)
def frameworks() -> None:
    """List, show, check, export and import editions."""


@frameworks.command("list")
def list_editions() -> Answer:
    """Every edition: languages, counts, and how sure we are of its clauses."""
    rows = [overview(edition) for edition in packaged_editions()]
    return Answer({"editions": rows}, (overview_table(rows),))


@frameworks.command("show")
@click.argument("edition_id", metavar="ID")
@click.option("--language", help="Language code; words missing in it come in the edition's own.")
def show_edition(edition_id: str, language: str | None) -> Answer:
    """One edition: benchmarks, criteria, thresholds and questions, each with its status."""
    edition = _edition(edition_id)
    chosen = _language(edition, language)
    return Answer(spell_edition(edition, chosen), (tree(edition, chosen),))


@frameworks.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--translation", "translations", multiple=True, type=FILE, help="A translation of the file.")
@click.option("--extends", "extended", multiple=True, type=FILE, help="The file that the file builds on.")
def check_files(
    files: tuple[Path, ...], translations: tuple[Path, ...], extended: tuple[Path, ...]
) -> Answer:
    """Read files of editions and say everything that is wrong with them.

    With several FILEs each is checked by itself; --extends and --translation apply to every one of them.
    Several --extends go from the outermost original to the nearest.
    """
    problems: list[Problem] = []
    checked = []
    for file in files:
        try:
            edition = read_edition(_files(file, translations, extended))
        except BadContent as error:
            problems += [problem for problem in error.problems if problem not in problems]
        else:
            checked.append({"file": str(file), **overview(edition)})
    if problems:
        raise BadContent(problems)
    lines = tuple(f"{row['file']}: no problems ({row['id']})." for row in checked)
    return Answer({"checked": checked, "problems": []}, lines)


@frameworks.command("export")
@click.argument("edition_id", metavar="ID")
@export_option
@out_option
@click.option("--language", help="CASE only: the language of the package (SKOS holds all).")
@click.option("--base", help="Address that identifiers resolve below; without it they are URNs.")
def export(edition_id: str, kind: str, out: Path | None, language: str | None, base: str | None) -> Answer:
    """One edition as a CASE 1.1 package (JSON) or a SKOS concept scheme (Turtle)."""
    edition = _edition(edition_id)
    if kind == "skos":
        from trigpoint.jobs.interchange.skos.export import export_edition as as_skos

        return written(as_skos(edition, base=base), out)
    from trigpoint.jobs.interchange.case.export import export_edition as as_case

    return written(as_case(edition, language=_language(edition, language), base=base), out)


@frameworks.command("import-case")
@click.argument("file", type=FILE)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File of the draft."
)
def import_case(file: Path, out: Path) -> Answer:
    """A CASE package from elsewhere as a draft edition, and what it could not carry."""
    from trigpoint.jobs.interchange.case.drafting import draft_edition

    if out.exists():
        raise click.BadParameter(f"{out} is there already; choose another name.", param_hint="--out")
    with file.open("rb") as stream:
        draft = draft_edition(str(file), stream)
    out.write_text(draft.text, encoding="utf-8")
    left = [asdict(found) for found in draft.not_carried]
    lines = [f"Wrote {out}. Nothing in it is checked yet: read it, then mend statuses and policies."]
    lines += ["Not carried:"] if left else []
    lines += [f"  {found}" for found in draft.not_carried]
    return Answer({"out": str(out), "edition": overview(draft.edition), "not_carried": left}, tuple(lines))


def _edition(edition_id: str) -> Edition:
    known = [entry.id for entry in register().editions]
    if edition_id not in known:
        raise click.BadParameter(f'there is no edition "{edition_id}". There are: {", ".join(known)}.')
    return packaged_edition(edition_id)


def _language(edition: Edition, language: str | None) -> str:
    known = [edition.language, *(translation.language for translation in edition.translations)]
    if language is not None and language not in known:
        message = f'the edition is not in "{language}". It is in: {", ".join(known)}.'
        raise click.BadParameter(message, param_hint="--language")
    return language or edition.language


def _files(file: Path, translations: tuple[Path, ...], extended: tuple[Path, ...]) -> EditionFiles:
    below: EditionFiles | None = None
    for original in extended:
        below = EditionFiles(_text(original), (), below)
    return EditionFiles(_text(file), [_text(path) for path in translations], below)


def _text(path: Path) -> FileText:
    try:
        return FileText(str(path), path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        wrong = "the file is not text in UTF-8."
        raise BadContent(
            [Problem(str(path), line, "", wrong, "Save it again with the encoding UTF-8.")]
        ) from None
