"""Every setting that can be given is in docs/operate/settings.md, and none that cannot."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"TRIGPOINT_[A-Z_]+")


def names_in(*folders: Path) -> set[str]:
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".sh", ""}]
    return {
        name for file in files if file.is_file() for name in NAME.findall(file.read_text(errors="ignore"))
    }


def test_settings_page_lists_exactly_the_settings_that_exist():
    documented = set(NAME.findall((ROOT / "docs/operate/settings.md").read_text()))
    documented |= {
        name for page in (ROOT / "docs/operate").glob("*.md") for name in NAME.findall(page.read_text())
    }
    used = names_in(ROOT / "src", ROOT / "script", ROOT / "tests")
    assert used - documented == set()
    assert documented - used == set()
