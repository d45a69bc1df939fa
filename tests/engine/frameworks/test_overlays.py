"""An edition that builds on another, and translations of it."""

from pathlib import Path

import pytest

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

BASE = EditionFiles(
    FileText("good.yaml", (Path(__file__).parents[2] / "bad_content" / "good.yaml").read_text("utf-8"))
)
VARIANT = """\
extends: good-1
id: good-2
kinds_of_institution: [college]
benchmarks:
  - id: "1"
    title: Another title
    questions:
      - id: "1.2"
        lines:
          - {id: c, text: Employers, status: inferred}
"""


def head(language, title):
    return f"translates: good-1\nlanguage: {language}\nmade_by: trigpoint\nreviewed: false\ntitle: {title}\n"


def varied(text):
    return EditionFiles(FileText("variant.yaml", text), (), BASE)


def test_variant_changes_what_it_names_and_keeps_the_rest():
    edition = read_edition(varied(VARIANT))
    assert (edition.id, str(edition.title), edition.kinds_of_institution) == (
        "good-2",
        "Good benchmarks",
        ("college",),
    )
    assert str(edition.benchmark("1").title) == "Another title"
    assert [line.id for line in edition.question("1.2").lines] == ["a", "b", "c"]


def test_mistake_in_a_variant_names_its_own_file_and_line():
    with pytest.raises(BadContent) as refused:
        read_edition(varied(VARIANT.replace("text: Employers", 'text: ""')))
    assert [(problem.file, problem.line) for problem in refused.value.problems] == [("variant.yaml", 10)]


def test_variant_of_another_edition_is_refused():
    with pytest.raises(BadContent, match="it is laid over good-1, and says better-1"):
        read_edition(varied(VARIANT.replace("good-1", "better-1")))


def test_two_translations_stand_side_by_side():
    translations = [FileText("cy.yaml", head("cy", "Da")), FileText("zh.yaml", head("zh-Hant", "好"))]
    edition = read_edition(EditionFiles(BASE.file, translations))
    assert dict(edition.title.root) == {"en": "Good benchmarks", "cy": "Da", "zh-Hant": "好"}
    assert [made.language for made in edition.translations] == ["cy", "zh-Hant"]


def test_same_language_twice_is_refused():
    translations = [FileText("cy.yaml", head("cy", "Da")), FileText("again.yaml", head("cy", "Da iawn"))]
    with pytest.raises(
        BadContent, match=r'again.yaml, line 2, column 1 \(language\): the edition has words in "cy"'
    ):
        read_edition(EditionFiles(BASE.file, translations))


def test_text_that_is_not_translated_stays_in_the_first_language():
    edition = read_edition(EditionFiles(BASE.file, [FileText("cy.yaml", head("cy", "Da"))]))
    assert edition.benchmark("1").title.in_language("cy").language == "en"
