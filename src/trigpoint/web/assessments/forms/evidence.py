"""A link or a file for a criterion. All of it is optional: the fields stand on the question page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trigpoint.engine.frameworks.edition import Criterion


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=_("Add a file"),
        help_text=_("PDF, image, CSV, spreadsheet or document. Leave pupils’ names out."),
        required=False,
    )
    address = forms.URLField(label=_("Or add a link"), required=False, max_length=500)
    title = forms.CharField(label=_("What it shows (optional)"), required=False, max_length=200)
    criterion_id = forms.ChoiceField(label=_("For criterion"), required=False)

    def __init__(self, *args, criteria: list[Criterion], **kwargs):
        super().__init__(*args, **kwargs)
        if len(criteria) > 1:
            self.fields["criterion_id"].choices = [(each.id, each.id) for each in criteria]
        else:
            del self.fields["criterion_id"]
        self.only = criteria[0].id

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("file") or self.cleaned_data.get("address"))

    @property
    def criterion(self) -> str:
        return self.cleaned_data.get("criterion_id") or self.only
