"""Settings that every way of running shares. Each can be set from the environment; see docs/operate/settings.md."""

from pathlib import Path

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from trigpoint.web.settings.sign_in import *  # noqa: F403  (settings modules build on one another)
from trigpoint.web.settings.sign_in import PROVIDERS, form_targets

env = environ.Env()

PACKAGE_DIR = Path(__file__).resolve().parent.parent
# Everything the service writes: database, uploads, collected static files. Never inside the package.
VAR_DIR = Path(env.str("TRIGPOINT_VAR", default="var")).resolve()

SECRET_KEY = env.str("TRIGPOINT_SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("TRIGPOINT_HOSTS", default=["localhost", "127.0.0.1"])
BASE_URL = env.str("TRIGPOINT_BASE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "trigpoint.web.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks_db",
    "rules",
    "trigpoint.web.shared",
    "trigpoint.web.audit",
    "trigpoint.web.organisations",
    "trigpoint.web.assessments",
    "trigpoint.web.insights",
    "trigpoint.web.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trigpoint.web.shared.middleware.AccessMiddleware",
    "trigpoint.web.accounts.middleware.SecondFactorMiddleware",
    "trigpoint.web.accounts.middleware.StoredLanguageMiddleware",
    "trigpoint.web.organisations.middleware.UnreviewedTranslationsMiddleware",
]

ROOT_URLCONF = "trigpoint.web.urls"
WSGI_APPLICATION = "trigpoint.web.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trigpoint.web.shared.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "trigpoint.web.shared.templatetags.look"],
        },
    }
]

SQLITE_OPTIONS = {
    # Without IMMEDIATE, two people who read and then write at once get "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;"
        "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
    ),
}
POSTGRES_OPTIONS = {"pool": {"min_size": 2, "max_size": 8, "timeout": 10}}


def database(address: str) -> dict:
    """A database by address, with the options that each engine needs to serve several people at once."""
    found = env.db_url_config(address)
    if "sqlite" in found["ENGINE"]:
        return found | {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": 600}
    return found | {"OPTIONS": POSTGRES_OPTIONS, "CONN_MAX_AGE": 0}


DATABASES = {
    "default": database(env.str("TRIGPOINT_DATABASE", default=f"sqlite:///{VAR_DIR / 'trigpoint.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Rate limits live here and must be shared by every process.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "trigpoint.web.shared.views.forged"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https")
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh")), ("zh-hant", _("Traditional Chinese"))]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TRIGPOINT_TIME_ZONE", default="Europe/London")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Evidence files. Outside the static root and served only by a view that checks who asks.
MEDIA_ROOT = VAR_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "trigpoint.web.shared.receiving.UploadHandler",
]
UPLOAD_LIMIT_MB = env.int("TRIGPOINT_UPLOAD_LIMIT_MB", default=10)
REGISTER_LIMIT_MB = env.int("TRIGPOINT_REGISTER_LIMIT_MB", default=100)
POSTCODES_FILE = VAR_DIR / "postcodes.sqlite3"

MAILERS = {
    "default": env.dict("TRIGPOINT_MAILER", default={})
    or {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
DEFAULT_FROM_EMAIL = env.str("TRIGPOINT_FROM_EMAIL", default="Trigpoint <no-reply@localhost>")

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # the QR code of a second factor is a data address
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF, *form_targets(PROVIDERS)],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

DEMO = env.bool("TRIGPOINT_DEMO", default=False)  # one-click sign-in and a banner, on demo data only

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "trigpoint.web.shared.rendering.LookRenderer"
