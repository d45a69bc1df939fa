"""A file of a small edition."""

from __future__ import annotations

from pathlib import Path

import pytest

SMALL = """\
id: small-2024
framework: small
title: Small benchmarks
short_title: Small
version: "1"
language: en
jurisdiction: somewhere
publisher: A publisher
rights: Anyone may use it.
kinds_of_institution: [school]
person: pupil
sources: {}
policies:
  scored: {allowed: true, status: inferred}
  compared: {allowed: true, status: inferred}
  ranked: {allowed: false, status: inferred}
  published: {allowed: false, status: inferred}
  statement: Our own scoring.
scoring: {rounding: floor, achieved_at: 100, status: inferred}
scales:
  - id: steps
    title: No, yes
    kind: steps
    status: inferred
    values:
      - {id: "no", title: "No", credit: 0, status: inferred}
      - {id: "yes", title: "Yes", credit: 1, status: inferred}
benchmarks:
  - id: "1"
    title: A programme
    summary: There is a programme.
    status: inferred
    criteria:
      - {id: "1.1", text: It is written down., evidence: documented, status: from_memory}
    questions:
      - {id: "1.1", criteria: "1.1", text: Is it?, kind: choice, scale: steps, areas: one, status: inferred}
"""


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file
