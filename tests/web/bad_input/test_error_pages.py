"""Pages for what goes wrong: in the reader's language, in the look of the service, and saying what to do."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import path, reverse
from django.utils.translation import gettext, override

from trigpoint.web import urls
from trigpoint.web.shared.access import public

HTML = {"en-gb": "en-GB", "cy": "cy", "zh-hant": "zh-Hant"}


@public
def breaks(request):
    raise RuntimeError("a mistake of ours")


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [*urls.urlpatterns, path("breaks/", breaks)]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(params=HTML)
def language(request):
    return request.param


@pytest.fixture
def visitor(db, language):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies["django_language"] = language
    return client


def assert_says(shown, status, language, title):
    """The title in the page's language, inside the frame of the service, with a way on."""
    with override(language):
        said = gettext(title)
    assert (said == title) is (language == "en-gb")
    assert (shown.status_code, f"<h1>{said}</h1>" in shown.text) == (status, True)
    assert f'<html lang="{HTML[language]}">' in shown.text
    assert 'href="/"' in shown.text


def test_address_that_does_not_exist(visitor, language):
    assert_says(visitor.get("/nowhere/"), 404, language, "There is no such page")


def test_page_of_somebody_else(visitor, language, world):
    visitor.force_login(world.olga)
    visitor.cookies["django_language"] = language
    shown = visitor.get(reverse("institution-people", args=[world.ash.pk]))
    assert_says(shown, 403, language, "You may not see this page")


def test_form_without_the_mark_of_this_browser(visitor, language):
    shown = visitor.post(reverse("account_login"), {"login": "a@example.org"})
    assert_says(shown, 403, language, "This page had grown too old")


def test_what_was_written_in_such_a_form_is_there_to_be_copied(visitor, language):
    sent = {"words": "We changed <two> plans", "login-password": "my long secret", "do": "query"}
    ours = visitor.post("/demo/", sent, headers={"sec-fetch-site": "same-origin"})
    assert "<p>We changed &lt;two&gt; plans</p>" in ours.text
    assert "secret" not in ours.text
    theirs = visitor.post("/demo/", sent, headers={"sec-fetch-site": "cross-site"})
    assert "two" not in theirs.text


def test_host_that_is_not_ours(visitor, language, settings):
    settings.ALLOWED_HOSTS = ["trigpoint.example.org"]
    shown = visitor.get("/", headers={"host": "elsewhere.example.org"})
    assert (shown.status_code, "elsewhere" in shown.text) == (400, False)


def test_more_text_than_a_page_takes(visitor, language):
    visitor.get(reverse("account_login"))  # the browser gets its mark
    shown = visitor.post(reverse("account_login"), {"login": "a" * 3_000_000})
    assert_says(shown, 413, language, "What you sent is too large")


def test_more_fields_than_a_page_takes(visitor, language):
    visitor.get(reverse("account_login"))
    shown = visitor.post(reverse("account_login"), {f"field{number}": "" for number in range(1001)})
    assert_says(shown, 413, language, "What you sent is too large")


def test_mistake_of_ours(visitor, language):
    assert_says(visitor.get("/breaks/"), 500, language, "Something went wrong here")


def test_mistake_of_ours_while_the_database_is_away(visitor, language, world):
    visitor.force_login(world.alice)
    visitor.cookies["django_language"] = language

    def away(*_arguments):
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        shown = visitor.get("/")
    assert_says(shown, 500, language, "Something went wrong here")


def test_words_of_a_mistake_never_reach_the_page(visitor):
    assert "a mistake of ours" not in visitor.get("/breaks/").text
