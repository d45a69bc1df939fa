"""Takes the pictures of README and guide from a fresh demonstration, in headless Chromium.

Run by `script/assets pictures`; needs what `script/setup --dev` installs.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent / "pictures"
ADDRESS = "http://127.0.0.1:8431"
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

# file name, who looks, the link to follow from where they land (or None), width, height
PICTURES = [
    ("institution", "Mair Tarn", None, 1280, 1150),
    ("assessment", "Mair Tarn", "Go on with it", 1280, 900),
    ("hub", "Hana Webb", None, 1280, 1150),
    ("campaign", "Hana Webb", "Campaigns", 1280, 800),
    ("hong-kong", "陳思敏", None, 1280, 1150),
    ("institution-phone", "Mair Tarn", None, 360, 760),
]


def wait_until_it_answers() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{ADDRESS}/health/", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The demonstration did not answer.")


def take(browser: Browser, name: str, person: str, link: str | None, width: int, height: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB").new_page()
    page.goto(f"{ADDRESS}/demo/")
    page.get_by_role("button", name=person).click()
    if link:
        page.get_by_role("link", name=link).first.click()
    # Cut from the whole page: a shot of the window alone fails in some builds of headless Chromium.
    shown = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=HERE / f"{name}.png", full_page=True, clip=shown)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    settings = "trigpoint.web.settings.development"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "TRIGPOINT_VAR": folder,
            "TRIGPOINT_DEMO": "yes",
            "DJANGO_SETTINGS_MODULE": settings,
        }
        django = [sys.executable, "-m", "django"]
        for command in (
            ["migrate", "-v0"],
            ["createcachetable"],
            ["collectstatic", "--noinput", "-v0"],
            ["seed_demo"],
        ):
            subprocess.run([*django, *command], env=environment, check=True)
        port = ADDRESS.rsplit(":", 1)[1]
        server = subprocess.Popen([*django, "runserver", port, "--noreload"], env=environment)
        try:
            wait_until_it_answers()
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                for picture in PICTURES:
                    take(browser, *picture)
                browser.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
