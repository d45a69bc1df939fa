"""Tests: quick hashing, tasks run at once, mail kept in memory, files in a folder that is thrown away."""

import tempfile
from pathlib import Path

from trigpoint.web.settings.base import *  # noqa: F403  (settings modules build on one another)
from trigpoint.web.settings.base import SQLITE_OPTIONS, database, env

SECRET_KEY = "a-key-for-tests-only-that-is-long-enough-to-satisfy-the-system-check"
ALLOWED_HOSTS = ["*"]
VAR_DIR = Path(tempfile.mkdtemp(prefix="trigpoint-test-"))
MEDIA_ROOT = VAR_DIR / "uploads"
STATIC_ROOT = VAR_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
WHITENOISE_AUTOREFRESH = True
SECOND_FACTOR_REQUIRED = False  # most tests sign in by force; tests/web/accounts turns it on

_address = env.str("TRIGPOINT_TEST_DATABASE", default="")
if _address:
    DATABASES = {"default": database(_address) | {"OPTIONS": {}}}
else:
    # A file, not memory: the live server of a browser test and the test itself are two threads.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "trigpoint.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
        }
    }
