"""Compiles the languages of the pages. Kept apart from Django's command, which needs a configured project."""

import os
import subprocess
import sys
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def uncompiled_languages() -> list[Path]:
    """The .po files that have no .mo file, or one that is older."""
    return [
        source
        for source in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/*.po"))
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime < source.stat().st_mtime
    ]


def compile_languages() -> list[Path]:
    """Compiles every .po file that is newer than its .mo file. Returns what was compiled."""
    compiled = []
    for source in uncompiled_languages():
        target = source.with_suffix(".mo")
        # Another process may read the file meanwhile: it must see the old one or the new one, never half of one.
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        subprocess.run(["msgfmt", "--check-format", "-o", str(unfinished), str(source)], check=True)
        unfinished.replace(target)
        compiled.append(target)
    return compiled


if __name__ == "__main__" and sys.argv[1:] == ["compile"]:
    compile_languages()
