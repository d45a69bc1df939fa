"""What every test may ask for."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseOperations

from trigpoint.web.audit.append_only import create_triggers, drop_triggers
from trigpoint.web.shared.languages import compile_languages

ROOT = Path(__file__).parent.parent


def pytest_configure() -> None:
    """Pages in Welsh and Chinese need compiled texts, which the repository does not hold."""
    compile_languages()
    _empty_the_append_only_table_between_browser_tests()


def _empty_the_append_only_table_between_browser_tests() -> None:
    """SQLite empties a table row by row, which the events refuse; PostgreSQL truncates. Tests alone do either."""
    empty = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **options):  # type: ignore[no-untyped-def]
        statements = empty(self, style, tables, **options)
        return [*drop_triggers("sqlite"), *statements, *create_triggers("sqlite")]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real registers and samples. Absent on most machines: then the test skips, but never in CI."""
    folder = Path(os.environ.get("TRIGPOINT_REFERENCE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        reason = f"no reference data at {folder}; set TRIGPOINT_REFERENCE_DATA"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def case_errors(reference_data: Path) -> Callable[[Any], list[str]]:
    """What the official schema of CASE says against a package, after its way through JSON."""
    from jsonschema import validators

    file = reference_data / "case-samples" / "case-v1p1-cfpackage.official-schema.json"
    schema = json.loads(file.read_text("utf-8"))
    kind = validators.validator_for(schema)
    validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
    return lambda package: [error.message for error in validator.iter_errors(json.loads(json.dumps(package)))]
