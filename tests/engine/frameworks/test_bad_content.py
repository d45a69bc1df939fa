"""One broken file per mistake: each is refused with one message, which its first line expects word for word."""

from pathlib import Path

import pytest

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

BAD_CONTENT = Path(__file__).parents[2] / "bad_content"
EDITIONS = sorted((BAD_CONTENT / "editions").glob("*.yaml"))
TRANSLATIONS = sorted((BAD_CONTENT / "translations").glob("*.yaml"))


def opened(path: Path) -> FileText:
    return FileText(path.name, path.read_text("utf-8"))


def expected(path: Path) -> str:
    first = path.read_text("utf-8").splitlines()[0]
    return f"{path.name}, {first.removeprefix('# expect: ')}"


def messages(files: EditionFiles) -> list[str]:
    with pytest.raises(BadContent) as refused:
        read_edition(files)
    return [str(problem) for problem in refused.value.problems]


def test_good_edition_is_read():
    assert read_edition(EditionFiles(opened(BAD_CONTENT / "good.yaml"))).id == "good-1"


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_one_mistake_gives_one_message(path):
    assert messages(EditionFiles(opened(path))) == [expected(path)]


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.stem)
def test_one_mistake_in_a_translation_gives_one_message(path):
    files = EditionFiles(opened(BAD_CONTENT / "good.yaml"), [opened(path)])
    assert messages(files) == [expected(path)]


def test_mistakes_are_listed_in_the_order_of_the_file():
    text = (BAD_CONTENT / "good.yaml").read_text("utf-8")
    text = text.replace("publisher: Nobody\n", "").replace("exactly: 100", "exactly: half")
    places = [message.partition(":")[0] for message in messages(EditionFiles(FileText("two.yaml", text)))]
    assert places == [
        "two.yaml, line 2, column 1 (publisher)",
        "two.yaml, line 39, column 31 (scales bands > values all > exactly)",
    ]
