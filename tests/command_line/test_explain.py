"""`trigpoint explain`: the sum behind a result, and the pupils behind the sum."""

import json
from html import escape

import pytest
from click.testing import CliRunner

from tests.command_line.test_evaluate import FILES
from trigpoint.commands import main


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder, *more, rule="employer-each-year"):
    asked = ["explain", str(folder), "--edition", "gatsby-2024-schools", "--as-of", "2025-10-15"]
    return CliRunner().invoke(main, [*asked, "--institution", "100", "--rule", rule, *more])


def test_each_pupil_is_named_by_number_with_what_the_answer_rests_on(folder):
    found = json.loads(run(folder, "--json").stdout)
    assert (found["met"], found["not_met"], found["not_known"]) == (1, 1, 1)
    told = {
        line["pupil"]: (line["verdict"], line["why"]["least"], line["why"]["most"])
        for line in found["pupils"]
    }
    assert told == {"1": ("met", 1, 1), "2": ("not_met", 0, 0), "3": ("not_known", 0, None)}


def test_people_read_the_sum_and_where_records_have_a_gap(folder):
    shown = " ".join(run(folder).stdout.split())
    assert (
        "School year 2024/25. 100% of those in Y7, Y8, Y9, Y10, Y11, Y12, Y13: at least 1 of these" in shown
    )
    assert "both sides speak, reflection afterwards. Met: 1. Not met: 1. Not known: 1. Together: 3." in shown
    assert "at least 33% and at most 66% met it, and 100% is asked for. Standing: in progress." in shown
    assert "It was due by 31 August 2025." in shown
    assert "0 or more of 1: records are not complete" in shown


def test_this_year_so_far_is_due_and_not_overdue(folder):
    found = json.loads(run(folder, "--so-far", "--json").stdout)
    assert (found["year"], found["due"], found["deadline"]) == (2025, "due", "2026-08-31")
    assert (found["status"], found["sentences"][2]) == (
        "not_applicable",
        "The rule speaks of nobody here in this school year.",
    )


LANGUAGES = {
    "en": ("Met: 1. Not met: 1. Not known: 1.", "Pupil", ""),
    "cy": ("Wedi'i gyflawni: 1. Heb ei gyflawni: 1.", "Disgybl", "heb ei adolygu"),
    "zh-Hant": ("已達到\uff1a1。未達到\uff1a1。", "學生", "尚未經審校"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_told_in_each_language_on_the_screen_and_on_a_page(folder, language):
    told, pupil, _ = LANGUAGES[language]
    shown = " ".join(run(folder, "--language", language).stdout.split())
    assert told in shown
    assert pupil in shown
    page = run(folder, "--language", language, "--format", "html").stdout
    assert page.startswith(f'<!doctype html><html lang="{language}">')
    assert escape(told, quote=True) in page
    assert "<script" not in page


def test_a_translation_says_that_nobody_has_reviewed_it(folder):
    for language in ("cy", "zh-Hant"):
        assert LANGUAGES[language][2] in run(folder, "--language", language, "--format", "html").stdout


def test_a_rule_that_does_not_exist_is_answered_with_those_that_do(folder):
    refused = run(folder, rule="employers")
    assert refused.exit_code == 2
    assert "employer-each-year" in refused.output


def test_parts_are_told_one_by_one(folder):
    text = FILES["enrolments.csv"] + "100,3,2024-09-01,2025-01-19,Y11\n"
    (folder / "enrolments.csv").write_text(
        text.replace("100,3,2025-01-20,2025-08-31,Y9", "100,3,2025-01-20,2025-08-31,Y11")
    )
    [pupil] = json.loads(run(folder, "--json", rule="each-kind-of-provider").stdout)["pupils"]
    assert [part["wanted"] for part in pupil["why"]["parts"]] == [1, 1, 1, 1]
