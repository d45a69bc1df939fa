"""Past results pasted from all sorts of places: either every number is understood, or each mistake is told."""

import html

import pytest

from tests.web.assessments.conftest import small_editions  # noqa: F401  (fixture)
from trigpoint.web.assessments.models import Assessment

USUAL = {"as_of": "2024-07-31", "title": "Summer term 2024", "source_name": "Compass"}


@pytest.fixture
def enter(client, world, small_editions):  # noqa: F811
    client.force_login(world.alice)
    address = f"/institutions/{world.ash.pk}/assessments/past/?edition=small-2024"
    return lambda **sent: client.post(address, USUAL | sent)


@pytest.mark.parametrize(
    "pasted",
    [
        "100\t64",
        "100;64",
        "100\r\n64",
        "100,64",
        "100 %, 64 %",
        "100\u00a0%\n64\u00a0%",
        "\ufeff100 64",
        "１００ ６４",
    ],
)
def test_any_delimiter_is_understood_or_told(enter, pasted):
    shown = enter(pasted=pasted)
    if shown.status_code == 302:
        held = Assessment.objects.get().benchmark_results
        assert list(held.values_list("score_low", flat=True)) == [100, 64]
    else:
        page = html.unescape(shown.text)
        assert "is not a whole number from 0 to 100." in page
        assert pasted in page
        assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("100|64", "There are 1 values; there should be 2, one for each benchmark."),
        ("64,5 100", "There are 3 values; there should be 2"),
        ("100\ufffd 64", "Value 1, “100\ufffd”, is not a whole number from 0 to 100."),
        ("²5 64", "Value 1, “²5”, is not a whole number"),
        ("=SUM(A1:A2) 64", "Value 1, “=SUM(A1:A2)”, is not a whole number"),
        ("9" * 5000 + " 64", "Value 1, “99999999999999999999”, is not a whole number"),
        ("a " * 5000, "Copy the percentages alone, and paste again."),
    ],
)
def test_what_cannot_be_understood_is_told_and_kept(enter, pasted, told):
    shown = enter(pasted=pasted)
    page = html.unescape(shown.text)
    assert (shown.status_code, told in page) == (200, True)
    assert pasted in page
    assert page.count("is not a whole number") <= 30
    assert 'value="Summer term 2024"' in page
    assert not Assessment.objects.exists()


def test_text_in_another_encoding_is_told(client, enter, world):
    body = "as_of=2024-07-31&title=Summer&source_name=Compass&pasted=100%A3+64"
    shown = client.post(
        f"/institutions/{world.ash.pk}/assessments/past/?edition=small-2024",
        body,
        content_type="application/x-www-form-urlencoded",
    )
    assert "Value 1, “100\ufffd”, is not a whole number from 0 to 100." in shown.text


@pytest.mark.parametrize("as_of", ["31.07.2024", "2024-02-30", "", "2999-07-31"])
def test_date_that_is_none_is_told_and_the_numbers_stay(enter, as_of):
    shown = enter(as_of=as_of, pasted="100 64")
    assert (shown.status_code, "id_as_of_error" in shown.text, "100 64" in shown.text) == (200, True, True)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("percent", ["101", "-1", "64.5", "nan", "9" * 5000])
def test_typed_number_that_is_none_is_told_at_its_field(enter, percent):
    shown = enter(percent_1="100", percent_2=percent)
    assert (shown.status_code, "id_percent_2_error" in shown.text, 'value="100"' in shown.text) == (
        200,
        True,
        True,
    )
    assert not Assessment.objects.exists()
