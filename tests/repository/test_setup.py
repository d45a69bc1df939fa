"""What `script/setup` says on a machine that lacks something: what, what it is for, and how to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVERYWHERE = ["bash", "cat", "cut", "dirname", "id", "ls", "sha256sum"]


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has a shell and its tools, and where nothing may be installed."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in EVERYWHERE:
        found = shutil.which(name)
        assert found, name
        (tools / name).symlink_to(found)
    return {
        "PATH": str(tools),
        "TRIGPOINT_INSTALL": "no",
        "TRIGPOINT_VENV": sys.prefix,
        "TRIGPOINT_VAR": str(tmp_path / "var"),
        "TRIGPOINT_CHROMIUM": str(tmp_path / "no-chromium"),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
    }


def set_up(*options: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "script" / "setup"), *options]
    bash = [f"{environment['PATH']}/bash", *command]
    return subprocess.run(bash, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_without_python_it_stops_and_says_where_to_get_it(bare_machine):
    ended = set_up(environment=bare_machine)
    assert ended.returncode == 1
    assert "Stopped: Python 3.12 or newer is needed" in ended.stderr
    assert "sudo apt-get install python3 python3-venv" in ended.stderr
    assert "https://www.python.org/downloads/" in ended.stderr


def test_python_that_is_too_old_is_not_taken(bare_machine):
    old = Path(bare_machine["PATH"]) / "python3"
    old.write_text("#!/usr/bin/env bash\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    assert "Python 3.12 or newer is needed" in set_up(environment=bare_machine).stderr


def test_every_missing_part_is_named_with_its_purpose_and_package(bare_machine):
    ended = set_up("--dev", environment=bare_machine | {"TRIGPOINT_PYTHON": sys.executable})
    assert ended.returncode == 1
    for package, purpose in [
        ("gettext", "Welsh and Chinese pages"),
        ("chromium", "browser tests"),
        ("fontconfig fonts-noto-cjk", "Chinese on screenshots"),
        ("default-jre-headless", "tests on Spark"),
    ]:
        said = f"missing: {package} ({purpose}). On Debian or Ubuntu: sudo apt-get install {package}"
        assert said in ended.stderr
    assert ended.stderr.endswith("Stopped: the tests need the parts named above\n")


def test_an_option_it_does_not_know(bare_machine):
    assert "Stopped: unknown option --nope" in set_up("--nope", environment=bare_machine).stderr
