"""A service that people rely on: TLS only, and no start without a secret key of its own."""

from trigpoint.web.settings.base import *  # noqa: F403  (settings modules build on one another)
from trigpoint.web.settings.base import env

SECRET_KEY = env.str("TRIGPOINT_SECRET_KEY")  # fails with the name of the setting when it is missing
SECURE_SSL_REDIRECT = env.bool("TRIGPOINT_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# 0 behind a proxy would put every visitor into one bucket of the rate limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRIGPOINT_PROXIES", default=1)
