"""A store of several hubs gives the cells of the reference, of those too who moved from one hub to another."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.agreement.batches import BY, Batch, batch_of, differences
from tests.agreement.invention import CALENDAR
from tests.agreement.test_preparation import FIRST_CASES, SIZE, invent, raw
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import views_of
from trigpoint.engine.evidence.segment_evaluator.cells import read_cells
from trigpoint.engine.evidence.segment_evaluator.grain import Grain, grain_of
from trigpoint.jobs.evidence_store.building import build_store
from trigpoint.jobs.evidence_store.classing import class_rows
from trigpoint.jobs.evidence_store.evaluating import evaluate_store
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store

HUBS = ("hub-A", "hub-B")


def keep_records(records, root):
    """Every second institution is a member of the other hub, so that people move between the two."""
    for name, table in raw(records).items():
        for hub in HUBS:
            place = RecordFolders(root).table(hub, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            own = pc.ends_with(table["institution"], pattern=hub[-2:])
            pq.write_table(table.filter(own), place)


def batch_at(first):
    """The records of several seeds on one day, and every rule that was invented for them."""
    records, as_of = invent(first)
    case = prepare_pupils(records, as_of=as_of, calendar=CALENDAR)
    rules = {question.rule for question in batch_of(first, SIZE).questions}
    ordered = sorted(rules, key=lambda rule: rule.id)
    questions = [Question(rule, view) for rule in ordered for view in views_of(rule, case, CALENDAR)]
    return records, as_of, Batch(tuple(questions), (case,))


def evaluate(store, batch, grain, hubs=HUBS):
    folder = class_rows(store, hubs, grain)
    tables = evaluate_store(store, folder, hubs, batch.questions, grain, calendar=CALENDAR, by=BY)
    return read_cells(table for hub in tables for table in hub)


@pytest.mark.parametrize("first", FIRST_CASES[:6])
def test_a_store_of_two_hubs_gives_the_cells_of_the_reference(first, tmp_path):
    records, as_of, batch = batch_at(first)
    keep_records(records, tmp_path / "records")
    store = Store(tmp_path / "store")
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    grain = grain_of({question.rule for question in batch.questions}, calendar=CALENDAR, by=BY)
    assert not list(differences(batch.expected(), evaluate(store, batch, grain)))


def test_a_coarser_grain_says_that_it_cannot_tell(tmp_path):
    records, as_of, batch = batch_at(0)
    keep_records(records, tmp_path / "records")
    store = Store(tmp_path / "store")
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    whole = grain_of({question.rule for question in batch.questions}, calendar=CALENDAR, by=BY)
    coarse = replace(whole, properties=whole.properties[:1])
    assert (whole.holds(coarse), coarse.holds(whole), whole.holds(Grain())) == (True, False, True)
    with pytest.raises(KeyError, match="kinds"):
        evaluate(store, batch, coarse)


def test_a_run_that_was_broken_off_goes_on_and_a_store_of_another_day_is_refused(tmp_path):
    records, as_of, batch = batch_at(0)
    keep_records(records, tmp_path / "records")
    store = Store(tmp_path / "store")
    done = []

    class Stopped(Exception):
        pass

    def stop(hub):
        done.append(hub)
        raise Stopped

    with pytest.raises(Stopped):
        build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR, tell=stop)
    with pytest.raises(FileExistsError, match="made from something else"):
        build_store(
            tmp_path / "records", store.root, as_of=as_of.replace(year=as_of.year - 1), calendar=CALENDAR
        )
    first = (store.hub(done[0]) / "rows.parquet").stat().st_mtime_ns
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    assert (store.hub(done[0]) / "rows.parquet").stat().st_mtime_ns == first
    grain = grain_of({question.rule for question in batch.questions}, calendar=CALENDAR, by=BY)
    assert not list(differences(batch.expected(), evaluate(store, batch, grain)))


def test_a_hub_whose_records_have_changed_is_prepared_again_with_those_it_shares_people_with(tmp_path):
    records, as_of, batch = batch_at(0)
    fewer = records | {"participations": records["participations"][::2]}
    keep_records(fewer, tmp_path / "records")
    store = Store(tmp_path / "store")
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    grain = grain_of({question.rule for question in batch.questions}, calendar=CALENDAR, by=BY)
    case = prepare_pupils(fewer, as_of=as_of, calendar=CALENDAR)
    assert not list(differences(Batch(batch.questions, (case,)).expected(), evaluate(store, batch, grain)))
    keep_records(records, tmp_path / "records")
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    assert not list(differences(batch.expected(), evaluate(store, batch, grain)))


def test_only_what_has_changed_is_made_again(tmp_path):
    records, as_of, _ = batch_at(0)
    nobody_moves = [row | {"person": None} for row in records["pupils"]]
    keep_records(records | {"pupils": nobody_moves}, tmp_path / "records")
    store, done = Store(tmp_path / "store"), []
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    changed = RecordFolders(tmp_path / "records").table(HUBS[1], "coverage")
    pq.write_table(pq.read_table(changed).slice(1), changed)
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR, tell=done.append)
    assert done == [HUBS[1]]


def test_tables_that_are_not_there_have_no_rows(tmp_path):
    records, as_of, batch = batch_at(0)
    few = {name: records[name] for name in ("pupils", "enrolments")}
    keep_records(few, tmp_path / "records")
    store = Store(tmp_path / "store")
    build_store(tmp_path / "records", store.root, as_of=as_of, calendar=CALENDAR)
    grain = grain_of({question.rule for question in batch.questions}, calendar=CALENDAR, by=BY)
    case = prepare_pupils(few, as_of=as_of, calendar=CALENDAR)
    expected = Batch(batch.questions, (case,)).expected()
    assert not list(differences(expected, evaluate(store, batch, grain)))
    assert pa.parquet.read_metadata(store.hub("hub-A") / "rows.parquet").num_rows == 0
