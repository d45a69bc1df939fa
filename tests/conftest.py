"""What every test may ask for."""

import os
from pathlib import Path

import pytest

from trigpoint.web.shared.languages import compile_languages

ROOT = Path(__file__).parent.parent


def pytest_configure() -> None:
    """Pages in Welsh and Chinese need compiled texts, which the repository does not hold."""
    compile_languages()


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
