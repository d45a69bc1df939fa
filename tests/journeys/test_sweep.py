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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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


def pages_of(client: Client, dead_ends: list[str], start: str = "/") -> dict[str, str]:
    """One address for each URL name that can be reached by following links, from the start page on.

    A link to a page that this role may not open is a dead end, and a fault of the page it stands on.
    """
    found: dict[str, str] = {}
    waiting, seen = [start], set()
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        path = urlsplit(address).path
        try:
            name = resolve(path).view_name
        except Resolver404:
            pytest.fail(f"a page links to {address}, which does not exist")
        if name in found or name in LEFT_OUT or "format=" in address:
            continue
        response = client.get(address)
        while response.status_code == 302:
            address = response.url
            path = urlsplit(address).path
            name = resolve(path).view_name
            response = client.get(address)
        if response.status_code != 200:
            dead_ends.append(f"{address} answers {response.status_code}")
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        found.setdefault(name, address)
        for link in LINK.findall(response.content.decode()):
            target = urljoin(address, link.replace("&amp;", "&"))
            if target.startswith("/") and not target.startswith(("//", f"/{settings.STATIC_URL}")):
                waiting.append(target)
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


def faults_of(page, axe) -> list[str]:
    """What is wrong with the page that is open: broken rules, and scrolling sideways."""
    faults = []
    try:
        axe(page)
    except AssertionError as error:
        faults.append(str(error))
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        faults.append(f"{page.url} scrolls sideways: {width} in {page.viewport_size['width']}")
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_every_role_is_accessible(region, live_server, browser, guard, strays, axe, language):
    visited: set[str] = set()
    faults: list[str] = []
    for role in [None, *ROLES]:
        contexts = {width: browser.new_context(viewport={"width": width, "height": 900}) for width in WIDTHS}
        plain = browser.new_context(viewport={"width": 360, "height": 900}, java_script_enabled=False)
        client = Client()
        for context in (*contexts.values(), plain):
            guard(context)
            speak(context, live_server, language)
            client = sign_in(context, live_server, role)
        dead_ends: list[str] = []
        reached = pages_of(client, dead_ends)
        faults += [f"{role}: {dead_end}" for dead_end in dead_ends]
        pages = {name: address for name, address in reached.items() if name not in visited}
        tabs = {width: context.new_page() for width, context in contexts.items()}
        bare = plain.new_page()
        for name, address in pages.items():
            for tab in tabs.values():
                tab.goto(live_server.url + address)
                faults += faults_of(tab, axe)
            bare.goto(live_server.url + address)
            if not bare.locator("h1").first.is_visible():
                faults.append(f"{address} has no heading without JavaScript")
            visited.add(name)
        for context in (*contexts.values(), plain):
            context.close()
    assert faults == [], "\n\n".join(faults)
    assert strays == []
    assert visited >= MUST_BE_SEEN, f"never reached: {sorted(MUST_BE_SEEN - visited)}"


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
