"""Real headless Chromium against a live server. Any request to another host fails the test."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from trigpoint.web.demo.actions.seeding import seed

# Playwright's synchronous interface keeps a loop running, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("TRIGPOINT_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What breaks no rule need not be told: on a page of many cells it is most of the work.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Every test says its own address; the plugin's own fixture warns, and warnings are errors here."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not Path(CHROMIUM).exists():
        reason = f"{CHROMIUM} is missing: install Chromium, or set TRIGPOINT_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def strays() -> list[str]:
    """Addresses on other hosts that a page has asked for."""
    return []


@pytest.fixture
def guard(live_server: Any, strays: list[str]) -> Callable[[Any], None]:
    """Closes a browser context to other hosts: `guard(browser.new_context(...))`."""

    def close(context: Any) -> None:
        def decide(route: Any) -> None:
            if route.request.url.startswith((live_server.url, local_name(live_server.url), "data:", "blob:")):
                route.continue_()
            else:
                strays.append(route.request.url)
                route.abort()

        context.route("**/*", decide)

    return close


def local_name(address: str) -> str:
    """Passkeys need a host with a name; the live server answers to both."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def context(context: Any, guard: Callable[[Any], None], strays: list[str]) -> Any:
    guard(context)
    yield context
    assert strays == [], "the page asked other hosts"


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` fails with a report when the page breaks a rule; `only` names the rules that are asked, and `but`
    those that are not."""

    def check(page: Any, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> None:
        page.wait_for_load_state()  # what was clicked may show its words before its stylesheet
        asked: dict[str, Any] = OPTIONS | {"rules": {rule: {"enabled": False} for rule in but}}
        if only:
            asked["runOnly"] = {"type": "rule", "values": list(only)}
        found = Axe().run(page, options=asked)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


@pytest.fixture
def look(axe: Callable[[Any], None]) -> Callable[[Any], None]:
    """Looks at a page wide and narrow: no rule broken, no sideways scrolling."""

    def at(page: Any) -> None:
        before = page.viewport_size
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) == 0, page.url
        page.set_viewport_size(before)

    return at


@pytest.fixture(scope="session")
def seeded() -> Iterator[sqlite3.Connection]:
    """A copy of the demonstration's database once it has been filled; empty before that."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def region(settings: Any, db: None, seeded: sqlite3.Connection) -> None:
    """The demonstration, on a service that says so. Filled once: on SQLite later tests get the copy."""
    settings.DEMO = True
    if connection.vendor != "sqlite":
        return seed(say=lambda _: None)
    connection.ensure_connection()
    if seeded.execute("select count(*) from sqlite_master").fetchone()[0]:
        return seeded.backup(connection.connection)
    seed(say=lambda _: None)
    return connection.connection.backup(seeded)


@pytest.fixture
def visit(
    region: None, live_server: Any, browser: Any, guard: Callable[[Any], None], strays: list[str]
) -> Iterator[Callable[..., Any]]:
    """`visit("Mair Tarn")` opens a browser of her own and signs in by her button; `visit()` signs nobody in.

    With `script=False` it is a browser without JavaScript.
    """
    contexts = []

    def open_for(name: str = "", *, width: int = 1280, script: bool = True) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        guard(context)
        contexts.append(context)
        page = context.new_page()
        if name:
            page.goto("/demo/")
            page.get_by_role("button", name=name).click()
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert strays == [], "a page asked other hosts"
