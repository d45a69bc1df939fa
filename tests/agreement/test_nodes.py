"""Every kind of node that a rule can be made of is invented, has a case of its own, and a branch in each evaluator."""

import random
from dataclasses import fields, is_dataclass
from enum import Enum
from types import ModuleType
from typing import get_args

import pytest

from tests.agreement.invented_institutions import invent_institution_rule
from tests.agreement.invention import invent_rules
from tests.agreement.test_agreement import CASES
from tests.spec.test_spec import rules_of, spec_files
from trigpoint.engine.evidence.reference_evaluator import encounters, institutions, pupils
from trigpoint.engine.evidence.rule_model import measures, predicates, rules, windows
from trigpoint.engine.evidence.rule_model.measures import How
from trigpoint.engine.evidence.sql_evaluator import institutions as sql_institutions
from trigpoint.engine.evidence.sql_evaluator import plans
from trigpoint.engine.evidence.sql_evaluator import predicates as sql_predicates
from trigpoint.engine.evidence.worked_cases.reading import read_cases


def members(alias) -> set[type]:
    """The nodes of a type, those of the types in it too."""
    parts = get_args(getattr(alias, "__value__", alias))
    return {each for part in parts for each in members(part)} if parts else {alias}


MEASURES = members(measures.Measure)
ABOUT_INSTITUTIONS = members(rules.Rule) - {rules.PupilRule}
NODES = (
    MEASURES
    | members(windows.Window)
    | members(predicates.Predicate)
    | members(rules.Rule)
    | {rules.Population, measures.Encounters}
)


def nodes_in(thing) -> set:
    """Every node of a rule, and each way of counting an encounter."""
    if isinstance(thing, Enum):
        return {thing}
    if isinstance(thing, tuple):
        return {node for part in thing for node in nodes_in(part)}
    if not is_dataclass(thing):
        return set()
    inside = {node for field in fields(thing) for node in nodes_in(getattr(thing, field.name))}
    return inside | {type(thing)}


def declared_in(module: ModuleType) -> set[type]:
    """The nodes that a room of the model declares."""
    return {
        each
        for each in vars(module).values()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__
    }


def test_every_node_of_the_model_is_one_that_a_rule_can_be_made_of():
    assert set().union(*map(declared_in, (rules, measures, predicates, windows))) == NODES


def test_every_node_is_invented():
    found = set()
    for seed in range(CASES):
        found |= nodes_in(tuple(invent_rules(random.Random(seed))))
        found |= nodes_in(invent_institution_rule(random.Random(seed), "rule"))
    assert NODES | set(How) <= found


def test_pupils_of_every_kind_of_population_are_invented():
    found = {rule.population for seed in range(CASES) for rule in invent_rules(random.Random(seed))}
    assert {(bool(each.groups), each.on_programme) for each in found} == {
        (True, False),
        (False, True),
        (False, False),
    }


def test_every_node_of_a_rule_about_pupils_has_a_case():
    found = {
        node
        for text in spec_files()
        for rule in rules_of(read_cases(text)).values()
        for node in nodes_in(rule)
    }
    assert (NODES | set(How)) - ABOUT_INSTITUTIONS <= found


BRANCHES = {
    "reference, measures": (pupils, MEASURES),
    "reference, windows": (encounters, members(windows.Window)),
    "reference, predicates": (encounters, members(predicates.Predicate)),
    "reference, institutions": (institutions, ABOUT_INSTITUTIONS),
    # The segments settle the plans, conditions and windows of the common SQL.
    "SQL and segments, measures": (plans, MEASURES),
    "SQL and segments, windows": (sql_predicates, members(windows.Window)),
    "SQL and segments, predicates": (sql_predicates, members(predicates.Predicate)),
    "SQL, institutions": (sql_institutions, ABOUT_INSTITUTIONS),
}


@pytest.mark.parametrize("evaluator", BRANCHES, ids=str)
def test_every_node_has_a_branch(evaluator):
    module, nodes = BRANCHES[evaluator]
    assert {node.__name__ for node in nodes} <= vars(module).keys()
