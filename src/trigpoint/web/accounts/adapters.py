"""What allauth asks us: nobody signs up alone; an outside account opens only an account or invitation we know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from invitations only (`organisations.actions.invitations`)."""
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Believes an address if the provider says that it is verified, or if the operator trusts its domain."""
        if self.is_email_verified(login.provider, email):
            return True
        claims = login.account.extra_data
        said = {**claims.get("id_token", {}), **claims.get("userinfo", {})}
        # Some providers send the word instead of the value; bool("false") would be true.
        same = str(said.get("email", "")).lower() == email.lower()
        return same and str(said.get("email_verified", "")).lower() == "true"

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """An open invitation for a verified address becomes an account, linked to where its person signed in."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        join_by_email = import_string(settings.JOIN_BY_EMAIL)
        for address in sociallogin.email_addresses:
            if address.verified and self.can_authenticate_by_email(sociallogin, address.email):
                user = join_by_email(email=address.email)
                if user is not None:
                    sociallogin.connect(request, user)
                    return
