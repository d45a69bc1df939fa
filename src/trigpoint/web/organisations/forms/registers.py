"""Forms for uploading a register and for looking institutions up."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class RegisterForm(forms.Form):
    file = forms.FileField(
        label=_("Register file"),
        help_text=_("CSV, CSV packed as .gz, or XLSX, as it was downloaded."),
        error_messages={"empty": _("The file is empty. Download it again.")},
    )
    as_of = forms.DateField(
        label=_("Date of the register (optional)"),
        help_text=_("Needed only when the file's name carries no date."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.REGISTER_LIMIT_MB * 1_000_000:
            raise forms.ValidationError(
                _now("The file has %(size)s MB; %(limit)s MB is the most. Pack it as .gz and send that.")
                % {"size": round(file.size / 1_000_000), "limit": settings.REGISTER_LIMIT_MB}
            )
        return file

    def clean_as_of(self):
        as_of = self.cleaned_data["as_of"]
        if as_of and as_of > timezone.localdate():
            raise forms.ValidationError(_now("This date is still to come. Give the date of the download."))
        return as_of


class LookUpForm(forms.Form):
    words = forms.CharField(label=_("Name, postcode or register number"), max_length=100, required=False)
    closed = forms.BooleanField(label=_("Show closed institutions too"), required=False)
