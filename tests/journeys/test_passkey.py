"""A hub lead sets up a passkey, signs out, and signs in with nothing else; and without JavaScript with an app."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from tests.journeys.conftest import local_name
from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.actions.roles import give_role
from trigpoint.web.organisations.models import Hub, RoleKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "three plain words"


@pytest.fixture
def hana(settings, transactional_db):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()
    hub = Hub.objects.create(name="North Hub", slug="north", jurisdiction="england", languages=["en-gb"])
    user = User.objects.create_user("hana@north.example", "Hana", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    give_role(by=user, user=user, kind=RoleKind.HUB_LEAD, hub=hub)
    return user


def sign_in(page, base, user):
    page.goto(base + reverse("account_login"))
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_password(page):
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def with_virtual_key(context, page):
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_set_up_and_signs_in_alone(live_server, context, hana, axe):
    base = local_name(live_server.url)
    page = context.new_page()
    with_virtual_key(context, page)
    sign_in(page, base, hana)
    page.goto(base + reverse("hub-people", args=["north"]))
    assert page.url == base + reverse("mfa_index")
    axe(page)
    page.get_by_role("link", name="Add a key").click()
    confirm_password(page)
    page.get_by_label("Passwordless").check()
    axe(page)
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    axe(page)
    page.goto(base + reverse("hub-people", args=["north"]))
    page.get_by_role("button", name="Sign out").click()
    page.goto(base + reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda address: "login" not in address)
    page.goto(base + reverse("hub-people", args=["north"]))
    assert page.get_by_role("heading", level=1).inner_text() == "People"
    axe(page)


def test_an_app_is_set_up_without_javascript(live_server, browser, guard, hana, axe):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    guard(context)
    page = context.new_page()
    sign_in(page, live_server.url, hana)
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    confirm_password(page)
    secret = page.input_value("#authenticator_secret")
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    page.fill("#id_code", code)
    page.get_by_role("button", name="Activate").click()
    page.goto(live_server.url + reverse("hub-people", args=["north"]))
    assert page.get_by_role("heading", level=1).inner_text() == "People"
    context.close()
