"""The arrows between floors, apps and files hold, and each contract bites when it is broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# contract -> (file, a line that breaks it)
VIOLATIONS = {
    "floors": ("engine/vocabulary/standings.py", "import trigpoint.jobs.storage.packaged_content"),
    "no-django-below": ("jobs/storage/packaged_content.py", "import django.conf"),
    "pure-engine": ("engine/frameworks/edition.py", "import random"),
    "one-door-to-engines": ("engine/evidence/outcomes.py", "import duckdb"),
    "web-apps": ("web/organisations/models/hubs.py", "import trigpoint.web.assessments.models"),
    "inside-an-app": ("web/organisations/models/hubs.py", "import trigpoint.web.organisations.permissions"),
}


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    command = [
        Path(sys.executable).parent / "lint-imports",
        "--config",
        project / "pyproject.toml",
        "--no-cache",
    ]
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def contracts() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def test_every_contract_is_kept():
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout


def test_every_contract_has_a_planted_violation():
    assert set(VIOLATIONS) == set(contracts())


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_contract_is_broken_by_a_planted_violation(contract, tmp_path):
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "content")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    file, line = VIOLATIONS[contract]
    target = tmp_path / "src" / "trigpoint" / file
    target.write_text(f"{target.read_text()}\n{line}\n")
    run = lint_imports(tmp_path)
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"{contracts()[contract]} BROKEN" in run.stdout
