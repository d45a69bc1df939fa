"""A small nation: the figures of the packaged one, with hubs of eight small institutions."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from trigpoint.engine.synthetic.nation.hub import invent_hub
from trigpoint.engine.synthetic.nation.school_days import SchoolDays, school_days
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.jobs.storage.packaged_content import packaged_calendar
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids

INSTITUTIONS = 8


def smaller(shape: Shape, institutions: int = INSTITUTIONS, divisor: int = 6) -> Shape:
    """The shape with small hubs of small institutions."""
    kinds = [
        kind.model_copy(
            update={
                "people": kind.people.model_copy(
                    update={
                        name: max(8, getattr(kind.people, name) // divisor)
                        for name in ("median", "least", "most")
                    }
                )
            }
        )
        for kind in shape.kinds
    ]
    hub = shape.hub.model_copy(update={"institutions": institutions})
    return shape.model_copy(update={"kinds": tuple(kinds), "hub": hub})


@pytest.fixture(scope="session")
def shape() -> Shape:
    return packaged_shape(shape_ids()[0])


@pytest.fixture(scope="session")
def small(shape: Shape) -> Shape:
    return smaller(shape)


@pytest.fixture(scope="session")
def days(shape: Shape) -> SchoolDays:
    return school_days(shape.as_of, shape.years_kept, packaged_calendar(shape.jurisdiction))


@pytest.fixture(scope="session")
def hubs(small: Shape, days: SchoolDays) -> list[dict[str, pa.Table]]:
    """Two hubs beside one another."""
    return [invent_hub(small, 1, hub, INSTITUTIONS, days) for hub in (1, 2)]


@pytest.fixture(scope="session")
def rows(hubs: list[dict[str, pa.Table]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the first hub by name of table."""
    return {name: table.to_pylist() for name, table in hubs[0].items()}


@pytest.fixture(scope="session")
def full(shape: Shape, days: SchoolDays) -> dict[str, pa.Table]:
    """A hub of the usual size."""
    return invent_hub(shape, 1, 1, shape.hub.institutions, days)
