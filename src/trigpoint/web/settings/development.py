"""A service on one's own machine, and the demonstration: no TLS, mail to the terminal, a key that is no secret."""

from trigpoint.web.settings.base import *  # noqa: F403  (settings modules build on one another)
from trigpoint.web.settings.base import SECRET_KEY as _KEY

SECRET_KEY = _KEY or "a-key-for-development-only-and-long-enough-to-satisfy-the-system-check"
