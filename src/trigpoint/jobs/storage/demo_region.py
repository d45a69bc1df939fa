"""The invented region of the demonstration, read from content."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.jobs.storage.packaged_content import content_text


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DemoArea(_Part):
    code: str
    name: str
    name_local: str = ""
    at: tuple[float, float]  # longitude and latitude, degrees
    spread: float  # degrees around it


class DemoInstitution(_Part):
    name: str
    area: str
    kind: str
    sites: tuple[str, ...] = ()


class DemoTrust(_Part):
    name: str
    schools: tuple[str, ...]


class DemoNames(_Part):
    name: str
    name_local: str


class DemoCohort(_Part):
    name: str
    name_local: str
    since: date
    size: int


class DemoHongKong(_Part):
    network: DemoNames
    eligible: int
    cohorts: tuple[DemoCohort, ...]
    districts: tuple[DemoArea, ...]
    places: tuple[tuple[str, str], ...]
    suffixes: tuple[tuple[str, str], ...]

    def school_names(self) -> list[tuple[str, str]]:
        """English and Chinese names of as many schools as there are eligible ones, none twice."""
        combined = [
            (f"{place} {suffix}", f"{place_local}{suffix_local}")
            for suffix, suffix_local in self.suffixes
            for place, place_local in self.places
        ]
        return combined[: self.eligible]


class DemoPerson(_Part):
    key: str
    name: str
    role: str
    institution: str = ""
    hub: str = ""
    group: str = ""
    area: str = ""
    network: str = ""
    language: str = ""


class DemoRegion(_Part):
    areas: tuple[DemoArea, ...]
    schools: tuple[DemoInstitution, ...]
    colleges: tuple[DemoInstitution, ...]
    neighbours: tuple[DemoInstitution, ...]
    neighbour_area: DemoArea
    trust: DemoTrust
    hong_kong: DemoHongKong
    people: tuple[DemoPerson, ...]


@cache
def demo_region() -> DemoRegion:
    """The region as `content/demo/region.yaml` describes it."""
    file = content_text("demo/region.yaml")
    return DemoRegion.model_validate(read_layer(file.text, file.name).data)
