"""Forms for campaigns."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trigpoint.engine.frameworks.choosing import in_force
from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.organisations.models import Cohort, Hub
from trigpoint.web.shared.wording import wording


def _date(label: str, **more) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more
    )


class CampaignForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("Such as Autumn term 2026."))
    as_of = _date(_("Snapshot date"), help_text=_("The day that the answers are for."))
    opens_on = _date(_("Opens on"))
    due_on = _date(_("Due on"))
    editions = forms.MultipleChoiceField(
        label=_("Editions"),
        help_text=_("Each institution gets the first of these that is made for its kind."),
        widget=forms.CheckboxSelectMultiple,
    )
    cohort = forms.ModelChoiceField(
        label=_("Only this cohort"),
        queryset=Cohort.objects.none(),
        required=False,
        empty_label=_("All members"),
    )
    message = forms.CharField(
        label=_("Message to careers leaders (optional)"), widget=forms.Textarea, required=False
    )

    def __init__(self, *args, hub: Hub, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = hub.cohorts.all()
        self.fields["editions"].choices = [
            (edition.id, wording(edition.title).words)
            for edition in packaged_editions()
            if edition.jurisdiction == hub.jurisdiction
        ]

    def clean(self):
        data = self.cleaned_data
        if data.get("opens_on") and data.get("due_on") and data["due_on"] < data["opens_on"]:
            self.add_error("due_on", _("It must be due on the day it opens or later."))
        chosen = {edition.id: edition for edition in packaged_editions()}
        for edition_id in data.get("editions", []):
            if data.get("as_of") and not in_force(chosen[edition_id], data["as_of"]):
                text = _("%(edition)s is not in force on the snapshot date.")
                self.add_error("editions", text % {"edition": wording(chosen[edition_id].title).words})
        return data


class DueDateForm(forms.Form):
    due_on = _date(_("New due date"))
