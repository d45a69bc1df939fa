"""The shapes of nations that come with the package."""

from __future__ import annotations

from functools import cache

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.jobs.storage.packaged_content import content_text, register

FOLDER = "synthetic/"


def shape_ids() -> tuple[str, ...]:
    """The shapes there are; the first is the usual one."""
    files = (entry.file for entry in register().other)
    return tuple(file.removeprefix(FOLDER).removesuffix(".yaml") for file in files if file.startswith(FOLDER))


@cache
def packaged_shape(shape_id: str) -> Shape:
    """A packaged shape as frozen values. KeyError when the register does not list it."""
    if shape_id not in shape_ids():
        raise KeyError(shape_id)
    file = content_text(f"{FOLDER}{shape_id}.yaml")
    return Shape.model_validate(read_layer(file.text, file.name).data)
