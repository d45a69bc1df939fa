"""DuckDB runs our statements as they are written: each table scanned once, each sum made where it stands."""

import re
from collections import Counter

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.agreement.batches import BY, batch_of
from tests.agreement.invention import CALENDAR
from trigpoint.engine.evidence.sql_evaluator.statements import statements
from trigpoint.jobs.storage import duckdb_sessions
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session

BY_CLASS = """
SELECT r.institution, r.pupil, SUM(CASE WHEN d.met THEN 1 ELSE 0 END) AS least
FROM rows r JOIN classes d ON d.class = r.class GROUP BY r.institution, r.pupil"""


def operators(explained):
    return Counter(re.findall(r'"name": "([A-Z_ ]+)"', explained[0][1]))


def plan(session, select):
    return operators(session.rows(f"EXPLAIN (FORMAT json) {select}"))


def sums(found):
    return sum(number for name, number in found.items() if "GROUP_BY" in name)


def scans(found):
    return sum(number for name, number in found.items() if "PARQUET" in name)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Rows of pupils in order, in several row groups of a Parquet file, and what each class of them is."""
    place = tmp_path_factory.mktemp("plans")
    with duckdb_session() as session:
        rows = "SELECT i // 200000 AS institution, i // 30 AS pupil, i * 7919 % 500 AS class FROM range(1000000) t(i)"
        session.write(rows, place / "rows.parquet")
        session.write("SELECT i AS class, i % 3 = 0 AS met FROM range(500) t(i)", place / "classes.parquet")
    return {name: f"SELECT * FROM read_parquet('{place / name}.parquet')" for name in ("rows", "classes")}


def test_sums_stay_above_the_join_of_classes(files):
    with duckdb_session() as session:
        for name, select in files.items():
            session.keep_view(name, select)
        found = plan(session, BY_CLASS)
    assert (sums(found), found["UNION"], scans(found)) == (1, 0, 2)


def test_without_the_switches_they_would_not(files):
    with duckdb.connect() as connection:
        for name, select in files.items():
            connection.execute(f"CREATE VIEW {name} AS {select}")
        explained = connection.execute(f"EXPLAIN (FORMAT json) {BY_CLASS}").fetchall()
    assert sums(operators(explained)) == 2


def test_the_statements_of_rules_keep_their_scans_and_sums(tmp_path):
    batch = batch_of(0, 3)
    with duckdb_session() as session:
        for name, table in batch.tables.items():
            pq.write_table(table, tmp_path / f"{name}.parquet")
            session.keep_view(name, f"SELECT * FROM read_parquet('{tmp_path / name}.parquet')")
        for statement in statements(batch.questions, calendar=CALENDAR, by=BY):
            found = plan(session, statement.text)
            tables = len(
                re.findall(r"(?:FROM|JOIN) (?:years|pupils|encounters|destinations) ", statement.text)
            )
            assert (scans(found), found["UNION"]) == (tables, 0)
            assert sums(found) == statement.text.count("GROUP BY")


def test_a_version_without_one_of_the_switches_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(duckdb_sessions, "OPTIMIZERS_OFF", ("partitioned_execution", "of_another_version"))
    duckdb_sessions._database.cache_clear()
    with (
        pytest.raises(RuntimeError, match=r"DuckDB .* has no optimizer 'of_another_version'.*2\.0"),
        duckdb_session(),
    ):
        pass
