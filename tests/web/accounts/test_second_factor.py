"""Who sees more than one institution needs a second factor; who sees one may go without."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from trigpoint.web.audit.models import Event

PASSWORD = "a long password 1"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, user):
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def test_a_hub_lead_without_a_factor_is_led_to_setting_one_up(client, world):
    sign_in(client, world.hana)
    answer = client.get(reverse("hub-people", args=["north"]))
    assert answer.headers["Location"] == reverse("mfa_index")


def test_a_careers_leader_goes_without(client, world):
    sign_in(client, world.alice)
    assert client.get(reverse("institution-people", args=[world.ash.pk])).status_code == 200


def test_a_session_that_never_proved_a_factor_is_asked_for_it(client, world):
    TOTP.activate(world.hana, generate_totp_secret())
    client.force_login(world.hana)
    answer = client.get(reverse("hub-people", args=["north"]))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_hub_lead_signs_in_with_a_code_of_the_app(client, world):
    secret = generate_totp_secret()
    TOTP.activate(world.hana, secret)
    assert sign_in(client, world.hana).headers["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.get(reverse("hub-people", args=["north"])).status_code == 200


def test_a_recovery_code_counts_as_second_factor(client, world):
    TOTP.activate(world.hana, generate_totp_secret())
    codes = RecoveryCodes.activate(world.hana)
    sign_in(client, world.hana)
    client.post(reverse("mfa_authenticate"), {"code": codes.get_unused_codes()[0]})
    assert client.get(reverse("hub-people", args=["north"])).status_code == 200


@pytest.mark.django_db(transaction=True)  # the factor is announced when it is safe in the database
def test_setting_an_app_up_opens_the_pages_of_this_session(client, world):
    sign_in(client, world.hana)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert client.get(reverse("hub-people", args=["north"])).status_code == 200
    assert Event.objects.filter(action="accounts.add_factor", actor=world.hana).exists()


def test_removing_the_last_factor_closes_the_pages_again(client, world):
    sign_in(client, world.hana)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_for(client.session["mfa.totp.secret"])})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=world.hana, type="totp").exists()
    assert client.get(reverse("hub-people", args=["north"])).status_code == 302


@pytest.mark.parametrize("name", ["account_logout", "mfa_index", "health"])
def test_the_way_to_a_factor_and_the_way_out_stay_open(client, world, name):
    client.force_login(world.hana)
    assert client.get(reverse(name)).status_code == 200


def test_an_invented_person_of_the_demonstration_needs_none(client, world, settings):
    settings.DEMO = True
    world.hana.is_demo = True
    world.hana.save()
    client.force_login(world.hana)
    assert client.get(reverse("hub-people", args=["north"])).status_code == 200


def test_an_invented_person_needs_one_where_there_is_no_demonstration(client, world):
    world.hana.is_demo = True
    world.hana.save()
    client.force_login(world.hana)
    assert client.get(reverse("hub-people", args=["north"])).status_code == 302


def test_lost_factors_are_removed_at_the_console_with_the_reason(world, capsys):
    TOTP.activate(world.hana, generate_totp_secret())
    call_command("remove_second_factor", world.hana.email, "--why", "Seen in person")
    assert not Authenticator.objects.filter(user=world.hana).exists()
    assert Event.objects.get(action="accounts.remove_factors").why == "Seen in person"
