"""One's own name and language, and the password of a new account."""

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from trigpoint.web.accounts.models import User
from trigpoint.web.shared.context import LANGUAGE_NAMES


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of pages and emails"),
        help_text=_("For a new device. A choice at the top of a page counts on that device only."),
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("What the browser asks for"))] + [
            (code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES
        ]


class NewAccountForm(forms.Form):
    """What somebody without an account fills in to accept an invitation."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Three or four words that do not belong together work well."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict:
        found = super().clean()
        if "password" in found:
            person = User(email=self.email, name=found.get("name", ""))
            try:
                password_validation.validate_password(found["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return found
