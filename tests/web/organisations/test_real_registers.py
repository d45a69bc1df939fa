"""The registers as they are published: what is read, kept and refused, and the same state in any order."""

import hashlib
import json
from datetime import date

import pytest
from django.db import transaction

from trigpoint.jobs.interchange.registers.opening import open_register
from trigpoint.jobs.interchange.registers.tallying import read_through, say_problem
from trigpoint.web.audit.recording import Service
from trigpoint.web.organisations.actions.registers import import_register
from trigpoint.web.organisations.models import Area, Group, Institution, Succession

pytestmark = [pytest.mark.reference, pytest.mark.django_db]

SPINE = "2017-2018_england_spine.xlsx"
LIST_2025 = "schools_gias_20250711.csv.gz"
LIST_2022 = "schools_gias_20221102_incl_closed.csv.gz"
SUBSET_2017 = "edubase_schools_july2017_subset.csv.gz"
LINKS = "links_edubasealldata20250422.csv.gz"
TYPES = "edubasealldata20250422-establishment-types.csv"
FULL_SAMPLE = "edubase_sample_gias_layout.csv"
HONG_KONG = "SCH_LOC_EDB_202512_utf16le.csv.gz"
DATES = {SUBSET_2017: date(2017, 7, 1), FULL_SAMPLE: date(2019, 2, 1)}  # their names carry none

# rows read, kept, refused, passed over; new institutions when the file comes first
COUNTS = {
    SPINE: (26_078, 26_078, 0, 0, 26_078),
    LIST_2025: (22_010, 22_010, 0, 0, 22_010),
    LIST_2022: (42_545, 42_545, 0, 0, 42_545),
    SUBSET_2017: (6_023, 6_022, 1, 0, 6_022),  # one row is "NA" from end to end
    LINKS: (33_801, 33_454, 0, 347, 0),
    TYPES: (50, 50, 0, 0, 0),
    FULL_SAMPLE: (4, 4, 0, 0, 4),
    HONG_KONG: (3_513, 3_513, 0, 0, 2_046),  # several rows are one school
}
ORDERS = [
    [SPINE, LIST_2025, LINKS, SUBSET_2017, FULL_SAMPLE, HONG_KONG],
    [HONG_KONG, LIST_2025, FULL_SAMPLE, SUBSET_2017, SPINE, LINKS],
    [LINKS, SUBSET_2017, FULL_SAMPLE, HONG_KONG, LIST_2025, SPINE],
]
ORDERS_OF_ALL = [
    [SPINE, LIST_2025, LINKS, LIST_2022, SUBSET_2017, FULL_SAMPLE, HONG_KONG],
    [HONG_KONG, LIST_2022, FULL_SAMPLE, SUBSET_2017, LIST_2025, SPINE, LINKS],
    [LINKS, SUBSET_2017, LIST_2025, HONG_KONG, SPINE, LIST_2022, FULL_SAMPLE],
]
OF_INSTITUTION = (
    "jurisdiction", "name", "name_local", "kind", "state", "opened_on", "closed_on", "town", "postcode",
    "low_age", "high_age", "year_groups", "pupils", "area__code", "group__code", "longitude", "facts",
)  # fmt: skip


@pytest.fixture
def bring(reference_data):
    def bring_file(name):
        folder = "hong-kong" if name == HONG_KONG else "england-schools"
        return import_register(path=reference_data / folder / name, as_of=DATES.get(name), by=Service())

    return bring_file


def state() -> str:
    """One hash over everything that registers bring, whatever the keys of the rows."""
    digest = hashlib.sha256()
    numbered = Institution.objects.order_by("identifiers__scheme", "identifiers__value")
    tables = [
        numbered.values_list("identifiers__value", *OF_INSTITUTION),
        Area.objects.order_by("code").values_list(
            "jurisdiction", "code", "name", "name_local", "named_as_of"
        ),
        Group.objects.order_by("code").values_list("jurisdiction", "code", "name", "named_as_of"),
        Succession.objects.order_by("predecessor", "successor", "kind").values_list(
            "scheme", "predecessor", "successor", "kind", "since", "as_of"
        ),
    ]
    for table in tables:
        for row in table.iterator(chunk_size=2000):
            digest.update(json.dumps(row, sort_keys=True, default=str).encode())
    return digest.hexdigest()


@pytest.mark.parametrize("name", [LIST_2025, SUBSET_2017, LINKS, TYPES, FULL_SAMPLE, HONG_KONG])
def test_rows_read_kept_and_refused(bring, name):
    tally, changes = bring(name)
    passed_over = tally.passed_over.total()
    assert (tally.read, tally.kept, tally.refused, passed_over, changes.counts["added"]) == COUNTS[name]


def test_rows_of_the_list_with_closed_schools(reference_data):
    file = reference_data / "england-schools" / LIST_2022
    with open_register(file, today=date(2026, 9, 1)) as register:
        tally = read_through(register)
    assert (tally.read, tally.kept, tally.refused) == COUNTS[LIST_2022][:3]


def test_the_only_refused_row_says_why(bring):
    tally, _ = bring(SUBSET_2017)
    assert [say_problem(problem) for problem in tally.problems] == [
        "row 6024, URN: the cell is empty. Every institution needs its number and its name."
    ]


def test_hong_kong_has_579_secondary_schools(bring):
    bring(HONG_KONG)
    kinds = Institution.objects.filter(jurisdiction="hong-kong").values_list("kind", flat=True)
    assert [list(kinds).count(kind) for kind in ("hk_secondary_school", "primary_school", "nursery")] == [
        579,
        533,
        934,
    ]
    assert Area.objects.filter(jurisdiction="hong-kong").count() == 18
    assert not Institution.objects.filter(jurisdiction="hong-kong", longitude=None).exists()


def test_kinds_of_the_spine_and_a_second_run_that_changes_nothing(bring):
    tally, changes = bring(SPINE)
    passed_over = tally.passed_over.total()
    assert (tally.read, tally.kept, tally.refused, passed_over, changes.counts["added"]) == COUNTS[SPINE]
    kinds = dict(tally.kinds)
    assert kinds == {
        "primary_school": 18_328,
        "school_11_18": 2_315,
        "independent_school": 1_930,
        "special_school": 1_688,
        "school_11_16": 1_260,
        "fe_college": 223,
        "middle_school": 123,
        "sixth_form_college": 93,
        "academy_16_19": 62,
        "other": 34,
        "": 22,  # free schools whose ages the spine does not know
    }
    before = state()
    _, again = bring(SPINE)
    assert dict(again.counts) == {"unchanged": 26_078}
    assert state() == before


def states_after(bring, orders) -> list[str]:
    states = []
    for order in orders:
        with transaction.atomic():
            for name in order:
                tally, _ = bring(name)
                assert (tally.read, tally.kept) == COUNTS[name][:2]
            states.append(state())
            transaction.set_rollback(True)
    return states


def test_any_order_of_files_gives_the_same_state(bring):
    states = states_after(bring, ORDERS[:2])
    assert states == [states[0]] * 2


@pytest.mark.exhaustive
@pytest.mark.parametrize("orders", [ORDERS, ORDERS_OF_ALL], ids=["without the closed", "all"])
def test_any_of_more_orders_gives_the_same_state(bring, orders):
    states = states_after(bring, orders)
    assert states == [states[0]] * len(orders)
