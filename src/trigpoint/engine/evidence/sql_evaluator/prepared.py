"""The prepared tables as Arrow, the form that every SQL engine reads."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from trigpoint.engine.datasets.schemas import ARROW_TYPES
from trigpoint.engine.datasets.words import RECORDS
from trigpoint.engine.evidence.preparation.rows import Prepared
from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES, PUPIL_ATTRIBUTES, Attribute

_KEY = [pa.field("institution", pa.string(), nullable=False), pa.field("pupil", pa.string(), nullable=False)]


def _fields(attributes: Iterable[Attribute]) -> list[pa.Field]:
    return [pa.field(attribute.name, ARROW_TYPES[attribute.type]) for attribute in attributes]


PUPILS = pa.schema([*_KEY, *_fields(each for each in PUPIL_ATTRIBUTES.values() if each.name != "age")])
YEARS = pa.schema(
    [
        *_KEY,
        pa.field("year", pa.int32(), nullable=False),
        pa.field("year_group", pa.string()),
        pa.field("counted", pa.bool_(), nullable=False),
        pa.field("age", pa.int32()),
        pa.field("programme_began", pa.int32()),
        pa.field("programme_ends", pa.bool_(), nullable=False),
        *(pa.field(f"known_{record}", pa.bool_(), nullable=False) for record in RECORDS),
    ]
)
ENCOUNTERS = pa.schema(
    [
        *_KEY,
        pa.field("state", pa.string(), nullable=False),
        pa.field("year", pa.int32()),
        pa.field("year_group", pa.string()),
        pa.field("day", pa.int32()),
        pa.field("age", pa.int32()),
        pa.field("in_programme", pa.bool_()),
        pa.field("partner", pa.string()),
        *_fields(ENCOUNTER_ATTRIBUTES.values()),
    ]
)
DESTINATIONS = pa.schema([*_KEY, pa.field("kind", pa.string()), pa.field("checked_on", pa.date32())])
SCHEMAS = {"pupils": PUPILS, "years": YEARS, "encounters": ENCOUNTERS, "destinations": DESTINATIONS}


def as_tables(prepared: Prepared) -> dict[str, pa.Table]:
    """Prepared rows as the four Arrow tables, by name."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in SCHEMAS}
    for (institution, pupil), attributes in prepared.pupils.items():
        own = {"institution": institution, "pupil": pupil}
        rows["pupils"].append({**own, **attributes})
        for year in prepared.years[institution, pupil]:
            known = {f"known_{record}": record in year.known for record in RECORDS}
            rows["years"].append({**own, **vars(year), **known, "pupil": pupil})
        for encounter in prepared.encounters[institution, pupil]:
            rows["encounters"].append({**vars(encounter), **encounter.attributes, **own})
        for kind, checked_on in prepared.destinations[institution, pupil]:
            rows["destinations"].append({**own, "kind": kind, "checked_on": checked_on})
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}
