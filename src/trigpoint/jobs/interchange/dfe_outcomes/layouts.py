"""The columns of the outcome files that are read, and the words that stand where a number was not published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trigpoint.engine.statistics.destinations import Outcome


@dataclass(frozen=True)
class Layout:
    """A kind of file: the columns it must have. Others may stand beside them, in any order, and are not read."""

    title: str
    columns: frozenset[str]


WITHHELD = frozenset({"", "c", "x", "SUPP", "NE", "LOWCOV"})
"""Not published, for one reason or another: the number exists, and is not known here."""
NOT_APPLICABLE = frozenset({"z", "NA"})

YEAR, LEVEL, REGION, AREA, AREA_CODE = (
    "time_period",
    "geographic_level",
    "region_name",
    "la_name",
    "new_la_code",
)
COHORT, EITHER, NEET, NOT_KNOWN = (
    "Cohort_DJFavg",
    "NEET_not_known_percent",
    "NEET_percent",
    "Notknown_percent",
)
SCORECARD = Layout(
    "NEET and not known by local authority",
    frozenset({YEAR, LEVEL, REGION, AREA, AREA_CODE, COHORT, EITHER, NEET, NOT_KNOWN}),
)
LEVELS: Mapping[str, str] = {"National": "nation", "Regional": "region", "Local authority": "area"}

INSTITUTIONS, INSTITUTION_TYPE, TOPIC, GROUP, UNIT, VERSION = (
    "institution_group",
    "institution_type",
    "breakdown_topic",
    "breakdown",
    "data_type",
    "version",
)
LEAVERS, SUSTAINED = "cohort", "overall"
IN_PEOPLE, IN_PERCENT = "Number of students", "Percentage"
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.EDUCATION: "education",
    Outcome.APPRENTICESHIP: "appren",
    Outcome.EMPLOYMENT: "all_work",
    Outcome.NOT_SUSTAINED: "all_notsust",
    Outcome.NOT_KNOWN: "all_unknown",
}
DESTINATIONS = Layout(
    "destinations after key stage 4, national",
    frozenset(
        {YEAR, INSTITUTIONS, INSTITUTION_TYPE, TOPIC, GROUP, UNIT, VERSION, LEAVERS, SUSTAINED}
        | set(OUTCOMES.values())
    ),
)

URN, CENSUS_AREA, SCHOOL_TYPE, PUPILS = "URN", "LA", "SCHOOLTYPE", "NOR"
OF_THE_NATION = "NAT"  # stands for the URN in the publisher's own sums
CENSUS = Layout("school census", frozenset({URN, CENSUS_AREA, SCHOOL_TYPE, PUPILS}))
