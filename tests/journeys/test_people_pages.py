"""The pages about people and accounts in each language on a telephone: no broken rule, no sideways scrolling."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.actions.invitations import invitation_token, invite
from trigpoint.web.organisations.actions.roles import give_role
from trigpoint.web.organisations.models import Institution, RoleKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "three plain words"


@pytest.fixture
def ash(transactional_db):
    cache.clear()
    school = Institution.objects.create(name="Ash School", jurisdiction="england", year_groups=["Y7"])
    ann = User.objects.create_user("ann@ash.example", "Ann", PASSWORD)
    EmailAddress.objects.create(user=ann, email=ann.email, verified=True, primary=True)
    give_role(by=ann, user=ann, kind=RoleKind.CAREERS_LEADER, institution=school)
    return school


def check(page, axe, addresses):
    for address in addresses:
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, f"{address} scrolls sideways"


@pytest.mark.parametrize("language", ["en-GB", "cy", "zh-HK"])
def test_pages_about_people_on_a_telephone(live_server, browser, guard, ash, axe, language):
    context = browser.new_context(locale=language, viewport={"width": 360, "height": 800})
    guard(context)
    page = context.new_page()
    ann = User.objects.get()
    offer = invite(by=ann, kind=RoleKind.HEAD, name="Hal", email="hal@ash.example", institution=ash)
    public = ["home", "account_login", "account_reset_password", "account_signup", "components"]
    texts = [reverse("text-page", args=[name]) for name in ("accessibility", "privacy", "sources")]
    link = reverse("invitation", args=[invitation_token(offer)])
    check(page, axe, [live_server.url + address for address in [*map(reverse, public), *texts, link]])
    page.goto(live_server.url + reverse("account_login"))
    page.fill("#id_login", ann.email)
    page.fill("#id_password", PASSWORD)
    page.locator(".sign form button").first.click()
    own = ["account", "mfa_index", "account_email", "account_change_password", "usersessions_list"]
    names = ["institution-people", "institution-settings", "institution-events"]
    places = [reverse(name, args=[ash.pk]) for name in names]
    leave = reverse("role-end", args=[ann.roles.get().pk])
    check(page, axe, [live_server.url + address for address in [*map(reverse, own), *places, leave]])
    context.close()
