"""The whole way to a school's own sign-in and back, in a browser that enforces the content security policy."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.csp import CSP

from tests.web.accounts.local_provider import CLIENT, SECRET, LocalProvider
from trigpoint.web.accounts.actions import create_account
from trigpoint.web.settings.sign_in import form_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provider(settings, transactional_db):
    cache.clear()
    running = LocalProvider().start()
    running.person = {"sub": "17", "email": "ann@ash.example", "email_verified": True, "name": "Ann"}
    app = {
        "provider_id": "oidc",
        "name": "Ash School",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": running.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.SECURE_CSP = {**settings.SECURE_CSP, "form-action": [CSP.SELF, *form_targets([app])]}
    create_account(email="ann@ash.example", name="Ann Ash", password=None)
    yield running
    running.stop()


def go_to_the_provider(page, live_server):
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("link", name="Sign in with Ash School").click()
    page.get_by_role("button", name="Continue").click()


def test_a_browser_follows_to_the_provider_and_comes_back_signed_in(live_server, page, provider, axe):
    page.context.unroute("**/*")  # the provider is another host, on purpose
    page.goto(live_server.url + reverse("account_login"))
    axe(page)
    go_to_the_provider(page, live_server)
    page.wait_for_url(live_server.url + "/")
    assert page.get_by_role("link", name="Ann Ash").is_visible()


def test_the_policy_stops_a_form_that_leads_to_a_host_it_does_not_name(live_server, page, settings, provider):
    page.context.unroute("**/*")
    settings.SECURE_CSP = {**settings.SECURE_CSP, "form-action": [CSP.SELF]}
    said = []
    page.on("console", lambda message: said.append(message.text))
    go_to_the_provider(page, live_server)
    page.wait_for_timeout(500)
    assert any("form-action" in words for words in said)
    assert provider.codes == {}
