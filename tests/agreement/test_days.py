"""A store to which days were added counts as one that was built from all records together."""

import json
import random
import shutil
from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.agreement.batches import BY, Batch, differences
from tests.agreement.test_preparation import FIRST_CASES, raw
from tests.agreement.test_store import CALENDAR, HUBS, batch_at, evaluate, keep_records
from trigpoint.engine.datasets.words import STATES
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.segment_evaluator.grain import grain_of
from trigpoint.jobs.evidence_store import days
from trigpoint.jobs.evidence_store.building import build_store
from trigpoint.jobs.evidence_store.classing import class_rows, name_of
from trigpoint.jobs.evidence_store.days import append_day
from trigpoint.jobs.evidence_store.layout import Store
from trigpoint.jobs.evidence_store.refused_days import RefusedDay

DAYS = 3


def key_of(row):
    return row["institution"], row["pupil"], row["activity"]


def split(records, as_of, dice):
    """Records as they were first, and days that bring them up to what they are; some rows change several times."""
    held = [row for row in records["activities"] if row["held_on"] is None or row["held_on"] <= as_of]
    late = {
        (row["institution"], row["activity"]): dice.randrange(DAYS) for row in held if dice.random() < 0.3
    }
    base = [row for row in records["activities"] if (row["institution"], row["activity"]) not in late]
    kept = {(row["institution"], row["activity"]) for row in held}
    made = [{"activities": [], "participations": []} for _ in range(DAYS)]
    for row in held:
        if (row["institution"], row["activity"]) in late:
            made[late[row["institution"], row["activity"]]]["activities"].append(row)
    first = []
    for row in records["participations"]:
        activity = (row["institution"], row["activity"])
        since = late.get(activity, -1)
        if activity not in kept or (since < 0 and dice.random() < 0.6):
            first.append(row)
            continue
        if since < 0 and dice.random() < 0.5:
            first.append(row | {"state": dice.choice((*STATES, None))})
        last = dice.randrange(max(since, 0), DAYS)
        for number in range(max(since, 0), last):
            if dice.random() < 0.5:
                made[number]["participations"].append(row | {"state": dice.choice((*STATES, None))})
        made[last]["participations"].append(row)
    return records | {"activities": base, "participations": first}, [raw(each) for each in made]


def store_of(records, as_of, folder):
    keep_records(records, folder / "records")
    store = Store(folder / "store")
    build_store(folder / "records", store.root, as_of=as_of, calendar=CALENDAR)
    return store


def add(store, day, **more):
    return append_day(store, day, records=store.root.parent / "records", calendar=CALENDAR, **more)


def begin(tmp_path, first=0):
    records, as_of, whole = batch_at(first)
    batch = whole.few_questions
    base, made = split(records, as_of, random.Random(first))
    grain = grain_of({question.rule for question in batch.questions}, calendar=CALENDAR, by=BY)
    return store_of(base, as_of, tmp_path), made, batch, grain


@pytest.mark.parametrize(
    ("first", "classes"),
    [*((first, "brought up to date") for first in FIRST_CASES[:3]), (FIRST_CASES[3], "made again")],
)
def test_after_the_last_day_the_cells_are_those_of_all_records(first, classes, tmp_path):
    store, made, batch, grain = begin(tmp_path, first)
    assert list(differences(batch.expected(), evaluate(store, batch, grain)))
    for day in made:
        add(store, day, grains=[grain] if classes == "brought up to date" else [])
        assert store.classes(name_of(grain)).manifest.exists() == (classes == "brought up to date")
    assert not list(differences(batch.expected(), evaluate(store, batch, grain)))
    assert json.loads(store.manifest.read_text())["days"] == DAYS


def test_after_each_day_the_cells_are_those_of_the_records_so_far(tmp_path):
    store, made, batch, grain = begin(tmp_path)
    records, as_of, _ = batch_at(0)
    so_far = split(records, as_of, random.Random(0))[0]
    for day in made:
        add(store, day, grains=[grain])
        activities, participations = (day[name].to_pylist() for name in ("activities", "participations"))
        rows = {key_of(row): row for row in (*so_far["participations"], *participations)}
        so_far |= {"activities": so_far["activities"] + activities, "participations": list(rows.values())}
        case = prepare_pupils(so_far, as_of=as_of, calendar=CALENDAR)
        expected = Batch(batch.questions, (case,)).expected()
        assert not list(differences(expected, evaluate(store, batch, grain)))


def test_a_day_that_was_broken_off_is_added_again_and_no_other_before_it(tmp_path):
    store, made, batch, grain = begin(tmp_path)

    class Stopped(Exception):
        pass

    def stop(hub):
        raise Stopped

    class_rows(store, HUBS, grain)
    with pytest.raises(Stopped):
        add(store, made[0], grains=[grain], tell=stop)
    assert not store.classes(name_of(grain)).manifest.exists()
    with pytest.raises(RefusedDay, match="add that one again first"):
        add(store, made[1])
    for day in made:
        assert add(store, day) == list(HUBS)
    assert not list(differences(batch.expected(), evaluate(store, batch, grain)))


def test_a_store_with_days_is_not_taken_for_one_of_its_records(tmp_path):
    store, made, _, _ = begin(tmp_path)
    as_of = batch_at(0)[1]
    add(store, made[0])
    with pytest.raises(FileExistsError, match="made from something else"):
        build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)


def test_a_day_without_rows_changes_nothing(tmp_path):
    store, _, _, grain = begin(tmp_path)
    class_rows(store, HUBS, grain)
    before = store.manifest.read_text()
    assert add(store, {}) == []
    assert (store.manifest.read_text(), store.classes(name_of(grain)).manifest.exists()) == (before, True)


def whole_store(store):
    """Every file with what is in it."""
    return {path: path.read_bytes() for path in sorted(store.root.rglob("*")) if path.is_file()}


REFUSED = {
    "after the day of the store": (
        "activities, row 1: held on .*, after the day of the store, .*; leave it out",
        lambda day, as_of: day["activities"][0].update(held_on=as_of + timedelta(days=1)),
    ),
    "of a pupil nobody knows": (
        "participations, row 2: the records have no pupil nobody at institution",
        lambda day, as_of: day["participations"][1].update(pupil="nobody"),
    ),
    "of an activity nobody knows": (
        "participations, row 1: activity none of institution .* is neither in the day nor held by the day",
        lambda day, as_of: day["participations"][0].update(activity="none"),
    ),
    "of an institution nobody knows": (
        "institution nowhere: the store has no pupils of it",
        lambda day, as_of: day["participations"][0].update(institution="nowhere"),
    ),
    "twice": (
        "participations, row .*: a second row of .*; keep the one that holds",
        lambda day, as_of: day["participations"].append(day["participations"][0]),
    ),
    "without a key": (
        "participations, row 1: pupil is empty; every row needs one",
        lambda day, as_of: day["participations"][0].update(pupil=None),
    ),
    "of enrolments": (
        "enrolments: a day brings activities and participations only; build the store again",
        lambda day, as_of: day.update(enrolments=[{"institution": "A", "pupil": "1", "started_on": as_of}]),
    ),
    "of coverage": (
        "coverage: a day brings activities and participations only; build the store again",
        lambda day, as_of: day.update(coverage=[{"institution": "A", "records": "x", "from_on": as_of}]),
    ),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """One store for all that is refused: none of them changes it."""
    return begin(tmp_path_factory.mktemp("begun"))


@pytest.mark.xdist_group("refused days")
@pytest.mark.parametrize("rows", REFUSED)
def test_rows_that_a_store_cannot_take_are_refused_and_nothing_is_changed(rows, begun):
    store, made, _, _ = begun
    why, change = REFUSED[rows]
    day = {name: table.to_pylist() for name, table in made[0].items()}
    change(day, batch_at(0)[1])
    before = whole_store(store)
    with pytest.raises(RefusedDay, match=why):
        add(store, raw(day))
    assert whole_store(store) == before


def test_an_activity_that_was_held_otherwise_is_refused_and_the_same_again_is_not(tmp_path):
    store, made, _, _ = begin(tmp_path)
    add(store, made[0])
    activities = made[0]["activities"].to_pylist()
    again = {"activities": activities, "participations": []}
    assert set(add(store, raw(again))) <= set(HUBS)
    activities[0]["minutes"] = 7
    with pytest.raises(
        RefusedDay, match="activities, row 1: activity .* is in the store and was held otherwise"
    ):
        add(store, raw(again))


def test_an_activity_that_the_records_have_for_a_later_day_is_refused(tmp_path):
    records, as_of, _ = batch_at(0)
    first, *others = records["activities"]
    planned = records | {"activities": [first | {"held_on": as_of + timedelta(days=1)}, *others]}
    store = store_of(planned, as_of, tmp_path)
    with pytest.raises(RefusedDay, match="is in the records and was held after the day of the store"):
        add(store, raw({"activities": [first | {"held_on": as_of}], "participations": []}))


def test_records_that_are_not_those_of_the_store_are_refused(tmp_path):
    store, made, _, _ = begin(tmp_path)
    file = tmp_path / "records" / "hubs" / HUBS[0] / "enrolments.parquet"
    pq.write_table(pq.read_table(file).slice(1), file)
    with pytest.raises(RefusedDay, match="records of hub-A: enrolments changed since the store was made"):
        add(store, made[0])


@pytest.mark.xdist_group("refused days")
def test_a_table_without_a_column_is_refused(begun):
    store, made, _, _ = begun
    with pytest.raises(RefusedDay, match="participations: no column state; add it"):
        add(store, made[0] | {"participations": made[0]["participations"].drop_columns(["state"])})


def test_without_a_whole_store_there_is_nothing_to_add_to(tmp_path):
    store, made, _, _ = begin(tmp_path)
    with pytest.raises(FileNotFoundError, match="build it first"):
        append_day(Store(tmp_path / "none"), made[0], records=tmp_path / "records", calendar=CALENDAR)
    shutil.rmtree(store.hub(HUBS[1]))
    with pytest.raises(FileNotFoundError, match="not built yet"):
        add(store, made[0])


def test_what_is_left_out_of_a_merge_is_caught(tmp_path, monkeypatch):
    store, made, batch, grain = begin(tmp_path)

    def of_the_first_hub_only(store, rows, workers, tell, whole=days._merge):
        first = pa.compute.equal(rows.met["hub"], HUBS[0])
        return whole(store, type(rows)(rows.met.filter(first), rows.held, rows.travelled), workers, tell)

    monkeypatch.setattr(days, "_merge", of_the_first_hub_only)
    for day in made:
        add(store, day, grains=[grain])
    assert list(differences(batch.expected(), evaluate(store, batch, grain)))
