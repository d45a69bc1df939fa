"""Words about an assessment: a query, a note, a reply, a reason to send it back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemarkForm(forms.Form):
    words = forms.CharField(
        label=_("Your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
