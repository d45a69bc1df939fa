"""content/register.yaml lists exactly what is on the disk."""

from importlib.resources import files
from pathlib import Path

from trigpoint.jobs.storage.packaged_content import Register, register

CONTENT = Path(str(files("trigpoint.content").joinpath("register.yaml"))).parent


def listed(found: Register) -> list[str]:
    plain = [
        entry.file
        for entry in (
            *found.crosswalks,
            *found.comparators,
            *found.worked_cases,
            *found.rules,
            *found.rule_cases,
            *found.other,
        )
    ]
    return plain + [file for entry in found.editions for file in (entry.file, *entry.translations)]


def on_disk(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {"register.yaml"}


def test_register_lists_every_file_and_no_other():
    assert set(listed(register())) == on_disk(CONTENT)


def test_register_lists_no_file_twice():
    assert len(listed(register())) == len(set(listed(register())))


def test_file_that_nobody_listed_is_noticed(tmp_path):
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "forgotten.yaml").write_text("id: forgotten")
    assert on_disk(tmp_path) - set(listed(register())) == {"frameworks/forgotten.yaml"}


def test_content_holds_no_python():
    assert [file for file in on_disk(CONTENT) if file.endswith(".py")] == []
