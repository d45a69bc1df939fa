"""`trigpoint frameworks`: the editions that come with the package, and files of editions from anywhere."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from trigpoint.command_line.exports import export_option, out_option, written
from trigpoint.command_line.framework_checks import check_all, line_of
from trigpoint.command_line.framework_views import overview, overview_table, spell_edition, tree
from trigpoint.command_line.rule_views import rule_tree, spell_rules
from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.storage.packaged_content import (
    packaged_edition,
    packaged_editions,
    packaged_rules,
    register,
)

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
@click.option("--rules", "with_rules", is_flag=True, help="What records must show, each rule in words.")
def show_edition(edition_id: str, language: str | None, with_rules: bool) -> Answer:
    """One edition: benchmarks, criteria, thresholds and questions, each with its status."""
    edition = _edition(edition_id)
    chosen = _language(edition, language)
    if with_rules:
        rules = _rules(edition)
        return Answer(spell_rules(edition, rules), (rule_tree(edition, rules, chosen),))
    return Answer(spell_edition(edition, chosen), (tree(edition, chosen),))


@frameworks.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--translation", "translations", multiple=True, type=FILE, help="A translation of the file.")
@click.option("--extends", "extended", multiple=True, type=FILE, help="The file that the file builds on.")
def check_files(
    files: tuple[Path, ...], translations: tuple[Path, ...], extended: tuple[Path, ...]
) -> Answer:
    """Read files of editions, of rules and of worked cases, and say everything that is wrong with them.

    Files may be given together: rules are held against the edition they name and cases are run on its rules, both from
    the FILEs where they are among them, otherwise from the package. --extends and --translation apply to every file of
    an edition; several --extends go from the outermost original to the nearest.
    """
    checked = check_all(files, translations, extended)
    return Answer({"checked": checked, "problems": []}, tuple(line_of(row) for row in checked))


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


def _rules(edition: Edition) -> RuleSet:
    try:
        return packaged_rules(edition.id)
    except KeyError:
        raise click.BadParameter(f"there are no rules of {edition.id}.", param_hint="--rules") from None


def _language(edition: Edition, language: str | None) -> str:
    known = [edition.language, *(translation.language for translation in edition.translations)]
    if language is not None and language not in known:
        message = f'the edition is not in "{language}". It is in: {", ".join(known)}.'
        raise click.BadParameter(message, param_hint="--language")
    return language or edition.language
