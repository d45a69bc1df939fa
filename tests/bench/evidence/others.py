"""The same rows in the hands of others: each adds up, for every pupil, what the rules ask for, and stops there.

That is less than our own evaluator does: no not-known, no coverage, no breakdowns, no release. Conditions are the ones
that the rules put, so that nobody is slowed down by how they are worded.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from inputs import Inputs, calendar, questions
from work import measured

from trigpoint.engine.evidence.rule_model.measures import AllOf, DestinationKnown, EitherOf, How
from trigpoint.engine.evidence.rule_model.predicates import All, AnyOf, Between, Is
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear
from trigpoint.engine.evidence.segment_evaluator.inquiry import Sum, ask
from trigpoint.engine.evidence.sql_evaluator.plans import Table, Unit
from trigpoint.engine.evidence.sql_evaluator.plans import sums as taken_apart
from trigpoint.engine.evidence.sql_evaluator.predicates import all_hold


def sums() -> list[Sum]:
    """Everything that is added up over encounters, each once."""
    asked = ask(questions(), calendar=calendar())
    found = dict.fromkeys(Sum.of(leaf) for one in asked for leaf in one.leaves)
    return [each for each in found if each.table is Table.ENCOUNTERS]


def conditions() -> list[tuple[Sum, str]]:
    return [(each, all_hold(each.conditions).replace("r.", "")) for each in sums()]


def polars(inputs: Inputs) -> dict:
    """One lazy query over all files, on the streaming engine."""
    import polars as pl

    def one(number: int, each: Sum, text: str):
        holds = pl.sql_expr(text).fill_null(False)
        if each.unit is Unit.DIFFERENT:
            return pl.col(each.by).filter(holds).n_unique().alias(f"s{number}")
        weight = pl.col("minutes") if each.unit is Unit.MINUTES else pl.lit(1)
        return pl.when(holds).then(weight).otherwise(0).sum().alias(f"s{number}")

    asked = [one(number, *each) for number, each in enumerate(conditions())]

    def work() -> dict:
        rows = pl.scan_parquet(str(inputs.wide("*", coded=False)))
        found = rows.group_by("institution", "pupil").agg(asked).collect(engine="streaming")
        return {"pupils": found.height, "sums": len(asked)}

    return measured(work)


def chdb(inputs: Inputs) -> dict:
    """One statement of ClickHouse."""
    from chdb import query

    def one(each: Sum, text: str) -> str:
        if each.unit is Unit.DIFFERENT:
            return f"uniqExactIf({each.by}, {text})"
        return f"sumIf(minutes, {text})" if each.unit is Unit.MINUTES else f"countIf({text})"

    asked = ", ".join(f"{one(*each)} AS s{number}" for number, each in enumerate(conditions()))
    count = len(sums())
    text = f"SELECT institution, pupil, {asked} FROM file('{inputs.wide('*', coded=False)}', Parquet) GROUP BY 1, 2"
    totals = ", ".join(f"sum(s{number})" for number in range(count))

    def work() -> dict:
        found = str(query(f"SELECT count(*), {totals} FROM ({text}) SETTINGS max_threads = 2", "CSV"))
        return {"pupils": int(found.split(",")[0]), "sums": count}

    return measured(work)


def pandas(inputs: Inputs) -> dict:
    """As somebody who knows pandas would write it: a mask for every sum, then one group-by."""
    import pandas as pd

    asked = list(dict.fromkeys(encounters_asked()))

    def work() -> dict:
        files = sorted(inputs.wide("*", coded=False).parent.glob("*.parquet"))
        rows = pd.concat(
            [pd.read_parquet(file, dtype_backend="pyarrow") for file in files], ignore_index=True
        )
        keys, weighed, different = ["institution", "pupil"], {}, []
        for number, (encounters, unit, by, year) in enumerate(asked):
            holds = mask(rows, encounters, year).fillna(False).astype(bool)
            if unit is Unit.DIFFERENT:
                different.append(rows.loc[holds].groupby(keys)[by].nunique())
            else:
                weighed[number] = holds * rows["minutes"].fillna(0) if unit is Unit.MINUTES else holds
        found = pd.concat([rows[keys], pd.DataFrame(weighed)], axis=1).groupby(keys)[list(weighed)].sum()
        return {"pupils": len(found), "sums": len(weighed) + len(different)}

    return measured(work, times=1)


def encounters_asked():
    """What is added up, as rules say it."""
    for question in questions():
        for measure in parts_of(question.rule.measure):
            for encounters, _, unit, by in taken_apart(measure):
                yield encounters, unit, by, question.view.year


def parts_of(measure):
    if isinstance(measure, AllOf | EitherOf):
        return [each for part in measure.parts for each in parts_of(part)]
    return [] if isinstance(measure, DestinationKnown) else [measure]


def mask(rows, encounters, year: int):
    """The rows that count."""
    found = rows["kind"].isin(encounters.kinds) & holds(rows, encounters.where)
    if encounters.how is How.ATTENDED:
        found &= rows["state"] == "present"
    window = encounters.window
    if isinstance(window, ThisYear):
        return found & (rows["year"] == year)
    if isinstance(window, Programme):
        return found & (rows["year"] <= year) & rows["in_programme"]
    found &= (rows["year"] <= year) & rows["year_group"].isin(window.groups)
    if window.until:
        in_time = rows["day"] <= calendar().place(*window.until)
        found &= in_time | (rows["year_group"] != window.groups[-1])
    return found if window.before_age is None else found & (rows["age"] < window.before_age)


def holds(rows, predicate):
    """The rows of which a predicate is true."""
    match predicate:
        case Is(attribute, values):
            return rows[attribute.name].isin(values)
        case Between(attribute, low, high):
            return rows[attribute.name].between(low or 0, high if high is not None else 1 << 30)
        case All(parts):
            return reduce(and_, (holds(rows, part) for part in parts), rows["kind"].notna())
        case AnyOf(parts):
            return reduce(or_, (holds(rows, part) for part in parts))
