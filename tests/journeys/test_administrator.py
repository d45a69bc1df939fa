"""The administrator's first day: a register comes in, a hub is formed, its lead invited, and nobody is locked out."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Hub, Identifier, Membership, Role, RoleKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "four plain words together"
REGISTER = """urn,name,open_date,town,postcode
123401,Ferry Lane School,01-09-1999,Elmton,NE1 4LP
123402,Quarry Hill Academy,01-09-2011,Elmton,NE1 4LP
12340X,Nobody's School,,,
"""


def test_administrator_brings_a_register_in_and_forms_a_hub(visit, axe, mailoutbox, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    alex = visit("Alex Stone")
    file = {"name": "schools_gias_20260901.csv", "mimeType": "text/csv", "buffer": REGISTER.encode()}
    alex.goto("/register/")
    axe(alex)
    alex.get_by_label("Register file").set_input_files(file)
    alex.get_by_role("button", name="Check the file").click()
    expect(alex.locator("main")).to_contain_text('"12340X" is not a URN.')
    refused = alex.get_by_role("row").filter(has_text="12340X")
    expect(refused).to_contain_text("4")
    assert not Identifier.objects.filter(value="123401").exists()
    axe(alex)
    alex.get_by_role("button", name="Write it").click()
    expect(alex.get_by_role("heading", name="What changed")).to_be_visible()
    assert set(Identifier.objects.filter(value__startswith="1234").values_list("value", flat=True)) == {
        "123401",
        "123402",
    }

    alex.goto("/hubs/new/")
    alex.set_viewport_size({"width": 360, "height": 780})
    axe(alex)
    alex.get_by_label("Name", exact=True).fill("Ferryside Careers Hub")
    alex.get_by_label("Short name for addresses").fill("ferryside")
    alex.get_by_label("Jurisdiction").select_option("england")
    alex.get_by_label("Kind of hub").select_option("careers")
    alex.get_by_label("English").check()
    alex.get_by_role("button", name="Form the hub").click()
    hub = Hub.objects.get(slug="ferryside")
    alex.goto("/hubs/ferryside/members/add/")
    alex.get_by_label("Numbers").fill("123401\n123402\n999999")
    alex.get_by_label("They are members from today").last.check()
    alex.get_by_role("button", name="Add these").click()
    expect(alex.locator("main")).to_contain_text("999999")
    members = Membership.objects.filter(hub=hub, joined_on=timezone.localdate())
    assert sorted(members.values_list("institution__name", flat=True)) == [
        "Ferry Lane School",
        "Quarry Hill Academy",
    ]

    alex.goto("/hubs/ferryside/people/")
    alex.get_by_label("Role").select_option(RoleKind.HUB_LEAD)
    alex.get_by_label("Name", exact=True).fill("Petra Lowe")
    alex.get_by_label("Work email").fill("petra@ferryside.example")
    alex.get_by_role("button", name="Send the invitation").click()
    [letter] = [each for each in mailoutbox if each.to == ["petra@ferryside.example"]]
    petra = visit()
    petra.goto(re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1])
    axe(petra)
    petra.get_by_label("Password", exact=False).first.fill(PASSWORD)
    petra.get_by_role("button").last.click()
    assert Role.objects.filter(
        user__email="petra@ferryside.example", kind=RoleKind.HUB_LEAD, hub=hub
    ).exists()
    assert Event.objects.filter(hub_id=hub.pk, action="hubs.form").exists()
    petra.goto("/hubs/ferryside/")
    assert "/2fa/" in petra.url, "a hub lead sets up a second factor before seeing several institutions"
    axe(petra)


def test_the_only_administrator_cannot_leave_the_service_without_one(visit, axe):
    alex = visit("Alex Stone", width=360)
    role = Role.objects.get(user__name="Alex Stone", kind=RoleKind.ADMINISTRATOR)
    alex.goto(f"/roles/{role.pk}/end/")
    axe(alex)
    expect(alex.locator("main")).to_contain_text("This is the only administrator of the service")
    assert alex.locator("main").get_by_role("button").count() == 0
