"""Every text of the pages exists in Welsh and in Traditional Chinese, and a new one cannot be forgotten."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.test import Client

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "src" / "trigpoint" / "web"
COLLECT = ROOT / "script" / "support" / "collect_messages.py"
LANGUAGES = ["cy", "zh_Hant"]
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|\{\w*\}")


def read(web: Path, language: str) -> polib.POFile:
    return polib.pofile(str(web / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(catalog: polib.POFile) -> set[tuple[str | None, str]]:
    return {(entry.msgctxt, entry.msgid) for entry in catalog}


def collect(web: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "trigpoint.web.settings.test"}
    subprocess.run([sys.executable, str(COLLECT), str(web)], check=True, env=environment)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the web floor whose .po files were just brought up to date with its texts."""
    copy = tmp_path_factory.mktemp("collected") / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "migrations", "*.mo"))
    collect(copy)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(collected: Path, language: str) -> None:
    missing = [entry.msgid for entry in read(collected, language) if not entry.translated()]
    assert missing == [], f"translate these in {language}: run script/assets messages, then fill the .po file"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_the_texts_of_the_pages_and_no_others(collected: Path, language: str) -> None:
    assert texts(read(WEB, language)) == texts(read(collected, language)), "run script/assets messages"


def test_a_new_text_is_collected_untranslated_and_not_guessed(collected: Path, tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    shutil.copytree(collected / "locale", web / "locale")
    (web / "page.html").write_text('{% translate "Sign in" %} {% translate "Sign in here" %}')

    collect(web)

    catalog = read(web, "cy")
    assert [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in catalog] == [
        ("Sign in", "Mewngofnodi", False),
        ("Sign in here", "", False),
    ]


def test_modules_import_gettext_only_under_names_that_are_collected() -> None:
    imported = re.compile(r"import .*\bn?p?gettext\w* as (\w+)")
    names = {name for file in WEB.rglob("*.py") for name in imported.findall(file.read_text())}
    assert names == {"_", "_lazy", "_now"}, (
        "add a new name to OTHER_NAMES of script/support/collect_messages.py"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_english_text(language: str) -> None:
    wrong = []
    for entry in read(WEB, language):
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for said in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if set(PLACEHOLDER.findall(said)) != wanted:
                wrong.append(said)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_that_of_the_english_text(language: str) -> None:
    def tags(text: str) -> list[str]:
        return sorted(re.findall(r"<[^>]+>", text))

    assert [e.msgstr for e in read(WEB, language) if e.msgstr and tags(e.msgstr) != tags(e.msgid)] == []


@pytest.mark.parametrize(("language", "forms"), [("cy", 4), ("zh_Hant", 1)])
def test_every_count_has_the_forms_of_its_language(language: str, forms: int) -> None:
    counted = [entry for entry in read(WEB, language) if entry.msgid_plural]
    assert {len(entry.msgstr_plural) for entry in counted} == {forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_name_no_machine_and_no_day(language: str) -> None:
    catalog = read(WEB, language)
    assert sorted(catalog.metadata) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Language",
        "MIME-Version",
        "Plural-Forms",
        "Project-Id-Version",
    ]
    assert [entry.msgid for entry in catalog if entry.occurrences or entry.obsolete] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "lang", "words"),
    [
        ("cy", "cy", "Ble mae pob ysgol a choleg yn sefyll"),
        ("zh-HK", "zh-Hant", "每所學校及學院的現況"),
        ("en", "en-GB", "Where every school and college stands"),
    ],
)
def test_the_start_page_when_the_browser_asks_for(client: Client, asked: str, lang: str, words: str) -> None:
    page = client.get("/", headers={"accept-language": asked}).content.decode()
    assert f'<html lang="{lang}"' in page
    assert words in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("cy", "Nid yw&#x27;r cyfeiriad e-bost neu&#x27;r cyfrinair a roesoch yn gywir."),
        ("zh-HK", "你輸入的電郵地址或密碼不正確。"),
    ],
)
def test_a_refusal_by_another_package_when_the_browser_asks_for(
    client: Client, asked: str, words: str
) -> None:
    wrong = {"login": "nobody@example.org", "password": "not the password"}
    page = client.post("/account/login/", wrong, headers={"accept-language": asked}).content.decode()
    assert words in page
