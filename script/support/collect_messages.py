"""Collects the texts of the pages into locale/*/LC_MESSAGES/django.po of a web folder. Translations are kept.

Nothing that differs from one machine or one day to the next is written: no places in files, no dates, no addresses.
"""

import os
import re
import sys
from pathlib import Path

import django
import polib
from django.core.management.commands import makemessages

PLURAL_FORMS = {
    "cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
    "zh_Hant": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%(\(\w+\))?[sdif]|\{\w*\}")


# Names under which modules import gettext where `_` is taken by its other form; the tools know `_` alone.
OTHER_NAMES = ["_lazy", "_now"]


class Command(makemessages.Command):  # type: ignore[misc]
    """Django's command, which would guess a translation for a new text that only resembles a known one."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        *(f"--keyword={name}" for name in OTHER_NAMES),
    ]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def collect_messages(folder: Path) -> list[Path]:
    """Brings the .po files under `folder`/locale up to date with the texts under `folder`; returns the files."""
    os.chdir(folder)  # the command walks the folder it runs in
    (folder / "locale").mkdir(exist_ok=True)
    command = Command()
    arguments = ["--no-location", "--no-obsolete", "--no-wrap", "--keep-pot", "--verbosity=0"]
    for language in PLURAL_FORMS:
        arguments += ["--locale", language]
    for extension in ("html", "txt", "py"):
        arguments += ["--extension", extension]
    command.run_from_argv(["django", "makemessages", *arguments])
    (folder / "locale" / "django.pot").unlink()
    files = [folder / "locale" / language / "LC_MESSAGES" / "django.po" for language in PLURAL_FORMS]
    for file, (language, forms) in zip(files, PLURAL_FORMS.items(), strict=True):
        write_plainly(file, language, forms)
    return files


def write_plainly(file: Path, language: str, forms: str) -> None:
    """Replaces the header by one that stays the same and puts every text on its own line."""
    catalog = polib.pofile(str(file), wrapwidth=0)
    catalog.header = ""
    catalog.metadata_is_fuzzy = 0
    catalog.metadata = {
        "Project-Id-Version": "Trigpoint",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": forms,
    }
    for entry in catalog:
        # "% of members" is a sign and a word. The tools take it for a placeholder in octal, and a translation
        # without one for doubtful.
        if "python-format" in entry.flags and not PLACEHOLDER.search(entry.msgid):
            entry.flags = [flag for flag in entry.flags if flag not in ("python-format", "fuzzy")]
    catalog.save(newline="\n")


if __name__ == "__main__":
    django.setup()
    collect_messages(Path(sys.argv[1]).resolve())
