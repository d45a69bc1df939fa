"""What an institution decides about itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models import Site


class SignatureForm(forms.Form):
    required = forms.BooleanField(
        label=_("A head or link governor signs before an assessment is submitted"), required=False
    )


class ContactForm(forms.Form):
    email = forms.EmailField(
        label=_("Registered contact"),
        help_text=_(
            "An address that stays when people leave, such as the office. A lost account goes back through it."
        ),
    )


class SiteForm(forms.Form):
    name = forms.CharField(label=_("Name of the site or department"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=Site.Kind)


class YearGroupsForm(forms.Form):
    year_groups = forms.MultipleChoiceField(
        label=_("Year groups"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year_groups"].choices = choices
