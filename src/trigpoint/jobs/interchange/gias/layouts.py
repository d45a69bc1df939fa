"""The layouts in which the English register is found. Heads' names and telephone numbers are never read."""

from __future__ import annotations

from trigpoint.jobs.interchange.gias.reading import (
    finish_closed_cut,
    finish_full,
    finish_open_cut,
    finish_spine,
    read_links,
    read_types,
)
from trigpoint.jobs.interchange.registers.cells import (
    age,
    code,
    day,
    decimal,
    long_text,
    number,
    postcode,
    text,
    urn,
)
from trigpoint.jobs.interchange.registers.layout import Column, Layout, read_institutions, status_from

STATE = status_from(
    {
        "open": "open",
        "open, but proposed to close": "open",
        "closed": "closed",
        "proposed to open": "proposed",
    }
)
SPINE_STATE = status_from({"1": "open", "2": "closed", "3": "proposed"})

FULL = Layout(
    id="gias",
    title="GIAS, all fields",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset(
        {"URN", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (name)"}
    ),
    read=read_institutions,
    finish=finish_full,
    columns=(
        Column("URN", "number", urn),
        Column("EstablishmentName", "name", long_text),
        Column("EstablishmentStatus (name)", "state", STATE),
        Column("OpenDate", "opened_on", day),
        Column("CloseDate", "closed_on", day),
        Column("LA (code)", "area_code", code),
        Column("LA (name)", "area_name", text),
        Column("EstablishmentNumber", "establishment_number", code),
        Column("TypeOfEstablishment (name)", "type_name", text),
        Column("EstablishmentTypeGroup (name)", "type_group", text),
        Column("FurtherEducationType (name)", "further_education_type", text),
        Column("PhaseOfEducation (name)", "phase", text),
        Column("StatutoryLowAge", "low_age", age),
        Column("StatutoryHighAge", "high_age", age),
        Column("OfficialSixthForm (name)", "sixth_form", text),
        Column("Gender (name)", "gender", text),
        Column("SchoolCapacity", "capacity", number),
        Column("NumberOfPupils", "pupils", number),
        Column("PercentageFSM", "free_meals_percent", decimal),
        Column("Trusts (code)", "group_code", code),
        Column("Trusts (name)", "group_name", long_text),
        Column("UKPRN", "ukprn", code),
        Column("Street", "street", text),
        Column("Town", "town", text),
        Column("Postcode", "postcode", postcode),
        Column("SchoolWebsite", "website", long_text),
        Column("GOR (name)", "region", text),
        Column("UrbanRural (name)", "urban_rural", text),
        Column("Easting", "easting", number),
        Column("Northing", "northing", number),
    ),
)

SPINE = Layout(
    id="spine",
    title="performance tables, list of schools (spine)",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset({"URN", "LAESTAB", "SCHNAME", "ICLOSE", "MINORGROUP", "NFTYPE", "AGEL", "AGEH"}),
    read=read_institutions,
    finish=finish_spine,
    columns=(
        Column("URN", "number", urn),
        Column("SCHNAME", "name", long_text),
        Column("OTHERSCHNAME", "other_name", long_text),
        Column("ICLOSE", "state", SPINE_STATE),
        Column("OPENDATE", "opened_on", day),
        Column("CLOSEDATE", "closed_on", day),
        Column("LA", "area_code", code),
        Column("LAESTAB", "laestab", code),
        Column("NFTYPE", "type_name", text),
        Column("MINORGROUP", "type_group", text),
        Column("AGEL", "low_age", age),
        Column("AGEH", "high_age", age),
        Column("GENDER", "gender", text),
        Column("STREET", "street", text),
        Column("TOWN", "town", text),
        Column("POSTCODE", "postcode", postcode),
    ),
)

EDUBASE_2017 = Layout(
    id="edubase",
    title="EduBase, schools in England (2017)",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset({"URN", "Establishment name", "Type of establishment", "Establishment status"}),
    read=read_institutions,
    finish=finish_full,
    blanks=frozenset({"NA"}),
    columns=(
        Column("URN", "number", urn),
        Column("Establishment name", "name", long_text),
        Column("Establishment status", "state", STATE),
        Column("Opening date", "opened_on", day),
        Column("Local authority (code)", "area_code", code),
        Column("Local authority (name)", "area_name", text),
        Column("Establishment number", "establishment_number", code),
        Column("Type of establishment", "type_name", text),
        Column("Phase of education", "phase", text),
        Column("Statutory lowest age", "low_age", age),
        Column("Statutory highest age", "high_age", age),
        Column("Sixth form", "sixth_form", text),
        Column("Gender", "gender", text),
        Column("UKPRN", "ukprn", code),
        Column("Street", "street", text),
        Column("Town", "town", text),
        Column("Postcode", "postcode", postcode),
        Column("Website address", "website", long_text),
        Column("Region", "region", text),
    ),
)

CUT_COLUMNS = (
    Column("urn", "number", urn),
    Column("name", "name", long_text),
    Column("open_date", "opened_on", day),
    Column("close_date", "closed_on", day),
    Column("town", "town", text),
    Column("postcode", "postcode", postcode),
)
OPEN_CUT = Layout(
    id="gias_cut",
    title="GIAS, cut of open schools",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset({"urn", "name", "open_date", "town", "postcode"}),
    exact=True,
    read=read_institutions,
    finish=finish_open_cut,
    columns=CUT_COLUMNS,
)
CLOSED_CUT = Layout(
    id="gias_closed_cut",
    title="GIAS, cut with closed schools",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset({"urn", "name", "open_date", "close_date", "town", "postcode"}),
    exact=True,
    read=read_institutions,
    finish=finish_closed_cut,
    columns=CUT_COLUMNS,
)

LINKS = Layout(
    id="gias_links",
    title="GIAS, links between establishments",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset({"URN", "LinkURN", "LinkType", "LinkEstablishedDate"}),
    read=read_links,
    columns=(
        Column("URN", "number", urn),
        Column("LinkURN", "name", urn),
        Column("LinkType", "kind", text),
        Column("LinkEstablishedDate", "since", day),
    ),
)
TYPES = Layout(
    id="gias_types",
    title="GIAS, types of establishment",
    jurisdiction="england",
    scheme="urn",
    recognised_by=frozenset({"type-of-establishment-code", "type-of-establishment-name"}),
    read=read_types,
    columns=(
        Column("type-of-establishment-code", "number", code),
        Column("type-of-establishment-name", "name", text),
        Column("further-education-type-name-applicable", "detail", text),
    ),
)

LAYOUTS = (FULL, SPINE, EDUBASE_2017, OPEN_CUT, CLOSED_CUT, LINKS, TYPES)
