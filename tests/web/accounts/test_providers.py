"""Signing in with the institution's own account, against a provider on this machine that speaks the real protocol."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from tests.web.accounts.local_provider import CLIENT, SECRET, LocalProvider
from trigpoint.web.accounts.actions import create_account
from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.actions.invitations import invite
from trigpoint.web.organisations.models import Invitation, Role, RoleKind
from trigpoint.web.settings import sign_in


@pytest.fixture(scope="module")
def running():
    provider = LocalProvider().start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(running, settings, db):
    cache.clear()
    running.person = {"sub": "17", "email": "ann@ash.example", "email_verified": True, "name": "Ann"}
    app = {
        "provider_id": "oidc",
        "name": "Ash School",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": running.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    return running


def go_round(client):
    """What a browser does: our form, the provider's page, back to us. Returns our last answer."""
    start = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))
    back = requests.get(start.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(urlsplit(back).path + "?" + urlsplit(back).query)


def signed_in_as(client):
    found = client.session.get("_auth_user_id")
    return User.objects.get(pk=found) if found else None


def test_the_sign_in_page_offers_the_provider(client, provider):
    assert b"Sign in with Ash School" in client.get(reverse("account_login")).content


def test_a_verified_address_opens_the_account_that_has_it(client, provider):
    ann = create_account(email="ann@ash.example", name="Ann", password="three plain words")
    assert go_round(client).status_code == 302
    assert signed_in_as(client) == ann
    assert SocialAccount.objects.get(uid="17").user == ann


def test_the_second_time_the_address_may_have_changed(client, provider):
    ann = create_account(email="ann@ash.example", name="Ann", password=None)
    go_round(client)
    client.logout()
    provider.person["email"] = "ann.beech@ash.example"
    go_round(client)
    assert signed_in_as(client) == ann


def test_an_open_invitation_becomes_an_account_with_its_role(client, provider, world):
    invite(by=world.alice, kind=RoleKind.HEAD, name="Ann", email="ann@ash.example", institution=world.ash)
    go_round(client)
    ann = signed_in_as(client)
    assert (ann.email, ann.has_usable_password()) == ("ann@ash.example", False)
    assert Role.objects.get(user=ann).institution == world.ash


def test_an_expired_invitation_opens_nothing(client, provider, world):
    invite(by=world.alice, kind=RoleKind.HEAD, name="Ann", email="ann@ash.example", institution=world.ash)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert b"No account for this address" in go_round(client).content
    assert signed_in_as(client) is None


def test_an_unknown_address_gets_a_clear_page_and_no_account(client, provider):
    before = User.objects.count()
    page = go_round(client)
    assert b"No account was made" in page.content
    assert (User.objects.count(), signed_in_as(client)) == (before, None)


@pytest.mark.parametrize("said", [False, "false", None])
def test_an_address_that_the_provider_has_not_verified_opens_nothing(client, provider, said):
    create_account(email="ann@ash.example", name="Ann", password="three plain words")
    provider.person["email_verified"] = said
    go_round(client)
    assert signed_in_as(client) is None


def test_an_unverified_address_does_not_use_an_invitation_up(client, provider, world):
    invite(by=world.alice, kind=RoleKind.HEAD, name="Ann", email="ann@ash.example", institution=world.ash)
    provider.person["email_verified"] = "false"
    go_round(client)
    assert Invitation.objects.get().accepted_at is None


def test_an_address_of_a_trusted_domain_needs_no_word_of_the_provider(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = [
        "ash.example"
    ]
    ann = create_account(email="ann@ash.example", name="Ann", password=None)
    del provider.person["email_verified"]
    go_round(client)
    assert signed_in_as(client) == ann


def test_a_wrong_secret_ends_in_a_page_that_says_so(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = "wrong"
    assert b"Signing in did not work" in go_round(client).content


def test_the_policy_lets_our_form_lead_to_the_provider():
    apps = [{"settings": {"server_url": "https://login.school.example/realm/x"}}]
    assert sign_in.form_targets(apps) == ["https://login.school.example"]


def test_microsoft_for_everybody_is_refused(monkeypatch):
    monkeypatch.setenv("TRIGPOINT_MICROSOFT_CLIENT", "id")
    monkeypatch.setenv("TRIGPOINT_MICROSOFT_TENANT", "common")
    with pytest.raises(ImproperlyConfigured, match="TRIGPOINT_MICROSOFT_TENANT"):
        sign_in._microsoft()


def test_microsoft_of_one_organisation_trusts_its_domains_only(monkeypatch):
    monkeypatch.setenv("TRIGPOINT_MICROSOFT_CLIENT", "id")
    monkeypatch.setenv("TRIGPOINT_MICROSOFT_SECRET", "secret")
    monkeypatch.setenv("TRIGPOINT_MICROSOFT_TENANT", "8f1d")
    monkeypatch.setenv("TRIGPOINT_MICROSOFT_DOMAINS", "ash.example,elm.example")
    assert sign_in._microsoft()["settings"] == {
        "server_url": "https://login.microsoftonline.com/8f1d/v2.0",
        "verified_email": ["ash.example", "elm.example"],
    }
