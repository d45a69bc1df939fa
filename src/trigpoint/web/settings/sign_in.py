"""How people sign in: password, passkey, second factor, the institution's own accounts. See docs/operate/sign-in.md."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()

ACCOUNT_ADAPTER = "trigpoint.web.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "trigpoint.web.accounts.adapters.ProviderAdapter"
# Accounts sit below organisations, which answer these two questions about roles and invitations.
SECOND_FACTOR_NEEDED = "trigpoint.web.organisations.queries.roles.sees_several"
JOIN_BY_EMAIL = "trigpoint.web.organisations.actions.invitations.join_by_email"
SECOND_FACTOR_REQUIRED = True  # the tests of other things turn it off

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True  # one address; the new one counts once it is confirmed
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
# A stranger who types any address must not make us write to it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Trigpoint: "
ACCOUNT_SESSION_REMEMBER = False  # staff rooms share computers
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# A whole staff room sits behind one address, so limits by address are wide and limits by account are narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Trigpoint"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones drift
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}

SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the adapter decides which addresses are believed
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False


def _microsoft() -> dict[str, Any] | None:
    client = _env.str("TRIGPOINT_MICROSOFT_CLIENT", default="")
    if not client:
        return None
    tenant = _env.str("TRIGPOINT_MICROSOFT_TENANT", default="")
    domains = _env.list("TRIGPOINT_MICROSOFT_DOMAINS", default=[])
    if tenant in ("", "common", "organizations", "consumers") or not domains:
        # Microsoft does not say whether an address is verified: anybody's own tenant may claim any address.
        raise ImproperlyConfigured(
            "Sign-in with Microsoft needs TRIGPOINT_MICROSOFT_TENANT (the id of one organisation, not 'common') "
            "and TRIGPOINT_MICROSOFT_DOMAINS (the email domains of that organisation, separated by commas)."
        )
    return {
        "provider_id": "microsoft",
        "name": "Microsoft",
        "client_id": client,
        "secret": _env.str("TRIGPOINT_MICROSOFT_SECRET"),
        "settings": {
            "server_url": f"https://login.microsoftonline.com/{tenant}/v2.0",
            "verified_email": domains,
        },
    }


def _google() -> dict[str, Any] | None:
    client = _env.str("TRIGPOINT_GOOGLE_CLIENT", default="")
    return client and {
        "provider_id": "google",
        "name": "Google",
        "client_id": client,
        "secret": _env.str("TRIGPOINT_GOOGLE_SECRET"),
        "settings": {"server_url": "https://accounts.google.com"},
    }


def _other() -> dict[str, Any] | None:
    server = _env.str("TRIGPOINT_OIDC_SERVER", default="")
    return server and {
        "provider_id": "oidc",
        "name": _env.str("TRIGPOINT_OIDC_NAME", default=urlsplit(server).netloc),
        "client_id": _env.str("TRIGPOINT_OIDC_CLIENT"),
        "secret": _env.str("TRIGPOINT_OIDC_SECRET"),
        "settings": {
            "server_url": server,
            "verified_email": _env.list("TRIGPOINT_OIDC_DOMAINS", default=[]),
        },
    }


PROVIDERS = [found for found in (_microsoft(), _google(), _other()) if found]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": PROVIDERS}}


def form_targets(providers: list[dict[str, Any]]) -> list[str]:
    """Where a form of ours may lead: browsers apply `form-action` to the redirect to the provider too."""
    origins = {
        f"{found.scheme}://{found.netloc}"
        for app in providers
        if (found := urlsplit(app["settings"]["server_url"]))
    }
    return sorted(origins | set(_env.list("TRIGPOINT_SIGN_IN_HOSTS", default=[])))
