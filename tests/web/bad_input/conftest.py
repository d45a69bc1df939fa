"""The administrator at the register page, and work that follows a request."""

import pytest

from trigpoint.web.organisations.models import RoleKind


@pytest.fixture
def run_after_requests(django_capture_on_commit_callbacks, client):
    """Background work starts on commit, which a test never reaches: run it after every request."""
    request = client.request

    def and_then(**kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return request(**kwargs)

    client.request = and_then


@pytest.fixture
def admin(world, client, run_after_requests):
    user = world.person(RoleKind.ADMINISTRATOR)
    client.force_login(user)
    return user
