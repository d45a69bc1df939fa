"""The layout of the Hong Kong list: every field twice, in English and in Traditional Chinese."""

from __future__ import annotations

from trigpoint.jobs.interchange.hk_edb.reading import read_schools, school_number
from trigpoint.jobs.interchange.registers.cells import code, decimal, long_text, text
from trigpoint.jobs.interchange.registers.layout import Column, Layout

SCHOOLS = Layout(
    id="hk_edb",
    title="Hong Kong, School Location and Information",
    jurisdiction="hong-kong",
    scheme="hk_school_no",
    recognised_by=frozenset({"SCHOOL NO.", "ENGLISH NAME", "中文名稱", "SCHOOL LEVEL", "SESSION"}),
    read=read_schools,
    blanks=frozenset({"N.A.", "N.A", "NOT APPLICABLE", "Not applicable", "Not Applicable", "不適用", "無"}),
    columns=(
        Column("SCHOOL NO.", "number", school_number),
        Column("ENGLISH NAME", "name", long_text),
        Column("中文名稱", "name_local", long_text),
        Column("ENGLISH CATEGORY", "category", text),
        Column("SCHOOL LEVEL", "level", text),
        Column("SESSION", "session", text),
        Column("DISTRICT", "area_name", code),
        Column("分區", "area_name_local", text),
        Column("FINANCE TYPE", "finance_type", text),
        Column("STUDENTS GENDER", "gender", text),
        Column("LONGITUDE", "longitude", decimal),
        Column("LATITUDE", "latitude", decimal),
        Column("WEBSITE", "website", long_text),
    ),
)

LAYOUTS = (SCHOOLS,)
