"""Every page of the demonstration that a role can reach: each language, wide and narrow, with and without JavaScript.

The pages are found as a person finds them: by following links from where a role lands. Each kind of page (URL name) is
looked at once for each role.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from trigpoint.web.accounts.models import User

# One process for all of them: it follows the links of every role once.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("sweep"),
]

ROLES = [
    "careers-leader",
    "colleague",
    "head",
    "governor",
    "adviser",
    "special",
    "college",
    "hong-kong",
    "hong-kong-lead",
    "hub-lead",
    "coordinator",
    "trust-lead",
    "authority-officer",
    "national-viewer",
    "administrator",
]
LANGUAGES = ["en-gb", "cy", "zh-hant"]
WIDTHS = [1280, 360]
LINK = re.compile(r'<a [^>]*?href="([^"#]*)"')
LEFT_OUT = {
    "health": "not a page",
    "account_logout": "signs the sweeping person out",
    "demo-roles": "seen signed out, with the public pages",
}


REACHED: dict[str | None, dict[str, str]] = {}
"""What each role reaches: the same in every language and window, so the links are followed once."""


def name_of(address: str) -> str:
    """The URL name that an address is for."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        pytest.fail(f"a page links to {address}, which does not exist")


def links_of(address: str, text: str) -> list[str]:
    """The addresses on this service that the page at an address links to."""
    targets = [urljoin(address, link.replace("&amp;", "&")) for link in LINK.findall(text)]
    return [
        target
        for target in targets
        if target.startswith("/") and not target.startswith(("//", f"/{settings.STATIC_URL}"))
    ]


def pages_of(role: str | None, client: Client, dead_ends: list[str], start: str = "/") -> dict[str, str]:
    """One address for each URL name that can be reached by following links, from the start page on.

    A link to a page that this role may not open is a dead end, and a fault of the page it stands on.
    """
    if role in REACHED:
        return REACHED[role]
    found: dict[str, str] = {}
    waiting, seen = [start], set()
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        name = name_of(address)
        if name in found or name in LEFT_OUT or "format=" in address:
            continue
        response = client.get(address)
        while response.status_code == 302:
            address = response.url
            name = name_of(address)
            response = client.get(address)
        if response.status_code != 200:
            dead_ends.append(f"{address} answers {response.status_code}")
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        found.setdefault(name, address)
        waiting += links_of(address, response.content.decode())
    if not dead_ends:
        REACHED[role] = found
    return found


def sign_in(context, live_server, person: str | None) -> Client:
    """A client and a browser context that are signed in as the same invented person."""
    client = Client()
    if person:
        user = User.objects.get(email=f"{person}@demo.example")
        client.force_login(user)
        assert client.session[SESSION_KEY]
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return client


def speak(context, live_server, language: str) -> None:
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])


def faults_of(page, axe, **rules) -> list[str]:
    """What is wrong with the page that is open: broken rules, and scrolling sideways."""
    faults = []
    try:
        axe(page, **rules)
    except AssertionError as error:
        faults.append(str(error))
    if not page.locator("h1").first.is_visible():
        faults.append(f"{page.url} has no heading")
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        faults.append(f"{page.url} scrolls sideways: {width} in {page.viewport_size['width']}")
    return faults


OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The dear half of the rules. A page has the same colours in every language, with JavaScript and without."""
MORE = pytest.mark.exhaustive
WINDOWS = [
    (LANGUAGES[0], True, ()),
    *((language, True, OF_COLOURS) for language in LANGUAGES[1:]),
    (LANGUAGES[0], False, OF_COLOURS),
    *(pytest.param(language, True, (), marks=MORE) for language in LANGUAGES[1:]),
    *(pytest.param(language, False, (), marks=MORE) for language in LANGUAGES),
]


@pytest.mark.parametrize(("language", "script", "but"), WINDOWS)
def test_every_page_of_every_role_is_accessible(
    region, live_server, browser, guard, strays, axe, language, script, but
):
    """With JavaScript and without it."""
    visited: set[str] = set()
    faults: list[str] = []
    for role in [None, *ROLES]:
        context = browser.new_context()
        guard(context)
        if not script:
            # axe is a script itself, so pages are left without theirs instead of the browser without any.
            context.route("**/*.js", lambda route: route.abort())
        speak(context, live_server, language)
        client = sign_in(context, live_server, role)
        dead_ends: list[str] = []
        reached = pages_of(role, client, dead_ends)
        faults += [f"{role}: {dead_end}" for dead_end in dead_ends]
        tab = context.new_page()
        for name, address in reached.items():
            if name not in visited:
                visited.add(name)
                tab.goto(live_server.url + address)
                for width in WIDTHS:
                    tab.set_viewport_size({"width": width, "height": 900})
                    faults += [f"{width} px: {fault}" for fault in faults_of(tab, axe, but=but)]
        context.close()
    assert faults == [], "\n\n".join(faults)
    assert strays == []
    assert visited >= MUST_BE_SEEN, f"never reached: {sorted(MUST_BE_SEEN - visited)}"


@pytest.mark.parametrize(
    "which", ["the main pages", pytest.param("every page", marks=pytest.mark.exhaustive)]
)
def test_pages_in_the_dark_and_on_paper(region, live_server, browser, guard, strays, axe, which):
    """Dark: contrast, as nothing else changes. Paper: the sheet holds the page, and no menu or button is on it."""
    visited: set[str] = set()
    faults: list[str] = []
    for role in [None, *ROLES]:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
        guard(context)
        client = sign_in(context, live_server, role)
        tab = context.new_page()
        for name, address in pages_of(role, client, []).items():
            if name in visited or (which == "the main pages" and name not in MUST_BE_SEEN):
                continue
            visited.add(name)
            tab.emulate_media(media="screen")
            tab.set_viewport_size({"width": 1280, "height": 900})
            tab.goto(live_server.url + address)
            faults += [f"dark: {fault}" for fault in faults_of(tab, axe, only=OF_COLOURS)]
            tab.emulate_media(media="print")
            tab.set_viewport_size(PAPER)
            faults += [f"paper: {address}: {fault}" for fault in faults_on_paper(tab)]
        context.close()
    assert faults == [], "\n\n".join(faults)
    assert strays == []
    assert visited >= MUST_BE_SEEN, f"never reached: {sorted(MUST_BE_SEEN - visited)}"


PAPER = {"width": 695, "height": 1009}
"""A sheet of A4 within the margins of the stylesheet, at 96 dots an inch."""


def faults_on_paper(page) -> list[str]:
    """What of a page would not be on its sheet, and what is on it that only a screen can use."""
    width = page.evaluate("document.documentElement.scrollWidth")
    faults = [f"{width} wide on a sheet of {PAPER['width']}"] if width > PAPER["width"] else []
    if not page.locator("h1").first.is_visible():
        faults.append("no heading")
    on_screen_only = page.locator("nav:visible, main button:visible, .skip:visible")
    faults += [f"printed: {text!r}" for text in on_screen_only.all_inner_texts()]
    if page.evaluate("getComputedStyle(document.body).backgroundColor") not in WHITE:
        faults.append("the paper is inked all over")
    return faults


WHITE = {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


MUST_BE_SEEN = {
    "account",
    "assessment",
    "assessment-check",
    "assessments",
    "benchmark",
    "campaign",
    "campaigns",
    "group",
    "home",
    "hub",
    "hub-members",
    "institution",
    "institution-people",
    "network",
    "one-page",
    "question",
    "register",
}


def test_every_page_name_exists():
    names = {pattern for pattern in get_resolver().reverse_dict if isinstance(pattern, str)}
    assert names >= MUST_BE_SEEN
