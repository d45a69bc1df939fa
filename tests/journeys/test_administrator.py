"""The administrator's first day: a register comes in, a hub is formed, its lead invited, and nobody is locked out."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Hub, Identifier, Institution, Membership, Role, RoleKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "four plain words together"
HEADER = (
    "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),LA (code),LA (name),OpenDate,"
    "CloseDate,StatutoryLowAge,StatutoryHighAge,Town,Postcode\n"
)
FERRY = "123401,{},Community school,Open,9999,Elmshire,01-09-1999,,11,16,Elmton,NE1 4LP\n"
QUARRY = "123402,Quarry Hill Academy,Academy converter,{},9999,Elmshire,01-09-2011,{},11,18,Elmton,NE1 4LP\n"
NOBODY = "12340X,Nobody's School,Community school,Open,9999,Elmshire,,,11,16,Elmton,NE1 4LP\n"
REGISTER = HEADER + FERRY.format("Ferry Lane School") + QUARRY.format("Open", "") + NOBODY
NEWER = HEADER + FERRY.format("Ferry Lane Academy") + QUARRY.format("Closed", "31-08-2026")


@pytest.fixture(autouse=True)
def no_attempts_yet():
    """How often somebody tried to sign in is counted in the cache, which outlives a test."""
    cache.clear()


def upload(page, text, name):
    page.goto("/register/")
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Register file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()


def invite(page, address, kind, name, email):
    page.goto(address)
    page.get_by_label("Role").select_option(kind)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Work email").fill(email)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("status")).to_contain_text(f"Invitation sent to {email}.")


def accept(page, mailoutbox, email):
    """Follows the link of the letter to this address and sets a password."""
    [letter] = [each for each in mailoutbox if each.to == [email]]
    page.goto(re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1])
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url(lambda address: "invitation" not in address)


def set_up_an_app(page):
    """From the page that asks for a second factor: a code from an app on a telephone."""
    page.get_by_role("link", name="Set up an app").click()
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    secret = page.input_value("#authenticator_secret")
    page.fill("#id_code", format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url(lambda address: "totp" not in address)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_administrator_brings_in_a_register_and_then_a_newer_one(visit, look, script):
    alex = visit("Alex Stone", script=script)
    upload(alex, REGISTER, "edubasealldata20260801.csv")
    expect(alex.get_by_text("GIAS, all fields")).to_be_visible()
    refused = alex.get_by_role("row").filter(has_text="12340X")
    assert refused.get_by_role("rowheader").inner_text() == "4"
    expect(refused).to_contain_text('"12340X" is not a URN.')
    expect(refused).to_contain_text("refused")
    expect(alex.get_by_role("heading", name="What would change")).to_be_visible()
    assert not Identifier.objects.filter(value="123401").exists()
    if script:
        look(alex)
    alex.get_by_role("button", name="Write it").click()
    expect(alex.get_by_role("heading", name="What changed")).to_be_visible()
    written = Identifier.objects.filter(scheme="urn", value__startswith="12340")
    assert sorted(written.values_list("value", flat=True)) == ["123401", "123402"]

    upload(alex, NEWER, "edubasealldata20260901.csv")
    alex.get_by_role("button", name="Write it").click()
    expect(alex.get_by_role("heading", name="What changed")).to_be_visible()
    alex.get_by_role("link", name="Renamed").click()
    expect(alex.locator("main")).to_contain_text("Ferry Lane School")
    expect(alex.locator("main")).to_contain_text("Ferry Lane Academy")
    if script:
        look(alex)
    assert Institution.objects.get(name="Quarry Hill Academy").state == "closed"
    alex.goto("/institutions/?words=123401")
    expect(alex.locator("main")).to_contain_text("Ferry Lane Academy")


def test_administrator_forms_a_hub_and_its_lead_accepts_with_a_second_factor(
    visit, look, mailoutbox, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    alex = visit("Alex Stone")
    upload(alex, REGISTER, "edubasealldata20260801.csv")
    alex.get_by_role("button", name="Write it").click()
    alex.goto("/hubs/new/")
    look(alex)
    alex.get_by_label("Name", exact=True).fill("Ferryside Careers Hub")
    alex.get_by_label("Short name for addresses").fill("ferryside")
    alex.get_by_label("Jurisdiction").select_option("england")
    alex.get_by_label("Kind of hub").select_option("careers")
    alex.get_by_label("English").check()
    alex.get_by_role("button", name="Form the hub").click()
    expect(alex.get_by_role("heading", level=1)).to_be_visible()
    hub = Hub.objects.get(slug="ferryside")
    assert Event.objects.filter(hub_id=hub.pk, action="hubs.form", actor_name="Alex Stone").count() == 1

    alex.goto("/hubs/ferryside/members/add/")
    look(alex)
    alex.get_by_label("Numbers").fill("123401\n123402\n999999")
    alex.get_by_label("They are members from today").last.check()
    alex.get_by_role("button", name="Add these").click()
    expect(alex.locator("main")).to_contain_text("999999")
    members = Membership.objects.filter(hub=hub, joined_on=timezone.localdate())
    names = ["Ferry Lane School", "Quarry Hill Academy"]
    assert sorted(members.values_list("institution__name", flat=True)) == names

    invite(alex, "/hubs/ferryside/people/", RoleKind.HUB_LEAD, "Petra Lowe", "petra@ferryside.example")
    look(alex)
    petra = visit(width=360)
    accept(petra, mailoutbox, "petra@ferryside.example")
    assert Role.objects.get(user__email="petra@ferryside.example").hub == hub
    school = Institution.objects.get(name="Ferry Lane School")
    closed = ["/hubs/ferryside/", "/hubs/ferryside/?table=matrix&format=csv", f"/institutions/{school.pk}/"]
    for address in closed:
        petra.goto(address)
        assert petra.url.endswith("/account/2fa/"), address
    expect(petra.locator("body")).to_contain_text("Your role shows you more than one institution")
    look(petra)
    set_up_an_app(petra)
    petra.goto("/hubs/ferryside/")
    assert petra.locator("table.matrix tbody th a").all_inner_texts() == names
    look(petra)

    petra.get_by_role("button", name="Sign out").click()
    petra.goto("/account/login/")
    petra.fill("#id_login", "petra@ferryside.example")
    petra.fill("#id_password", PASSWORD)
    petra.get_by_role("button", name="Sign in", exact=True).click()
    petra.goto("/hubs/ferryside/")
    assert petra.locator("table.matrix").count() == 0, "the password alone does not open the hub"


def test_only_administrator_leaves_once_there_is_another(visit, look, mailoutbox):
    alex = visit("Alex Stone", width=360)
    role = Role.objects.get(user__name="Alex Stone", kind=RoleKind.ADMINISTRATOR)
    leave = f"/roles/{role.pk}/end/"
    alex.goto(leave)
    look(alex)
    expect(alex.locator("main")).to_contain_text("This is the only administrator of the service")
    assert alex.locator("main").get_by_role("button").count() == 0
    alex.get_by_role("link", name="Invite another administrator").click()
    invite(alex, alex.url, RoleKind.ADMINISTRATOR, "Noor Reid", "noor@service.example")
    look(alex)
    alex.goto(leave)
    expect(alex.locator("main")).to_contain_text("This is the only administrator of the service")

    noor = visit(width=360)
    accept(noor, mailoutbox, "noor@service.example")
    alex.goto(leave)
    alex.get_by_role("button", name="Leave").click()
    assert alex.goto("/register/").status == 403
    assert noor.goto("/register/").status == 200
    own = Role.objects.get(user__email="noor@service.example")
    noor.goto(f"/roles/{own.pk}/end/")
    expect(noor.locator("main")).to_contain_text("This is the only administrator of the service")
