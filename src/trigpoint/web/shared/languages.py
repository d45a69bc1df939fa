"""Compiles the languages of the pages. Kept apart from Django's command, which needs a configured project."""

import subprocess
import sys
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def compile_languages() -> list[Path]:
    """Compiles every .po file that is newer than its .mo file. Returns what was compiled."""
    compiled = []
    for source in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            subprocess.run(["msgfmt", "--check-format", "-o", str(target), str(source)], check=True)
            compiled.append(target)
    return compiled


if __name__ == "__main__" and sys.argv[1:] == ["compile"]:
    compile_languages()
