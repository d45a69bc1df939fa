"""Starting an assessment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trigpoint.engine.frameworks.choosing import in_force
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.editions import editions_of_kind
from trigpoint.web.assessments.queries.starting import Occasion
from trigpoint.web.organisations.models import Institution, Site
from trigpoint.web.shared.wording import wording


class StartForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("Such as Autumn term 2026."))
    as_of = forms.DateField(
        label=_("Answers are for this day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    edition_id = forms.ChoiceField(label=_("Edition"))
    site = forms.ModelChoiceField(
        label=_("Site or department"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("The whole institution"),
    )
    copy_from = forms.ModelChoiceField(
        label=_("Begin with"),
        queryset=Assessment.objects.none(),
        required=False,
        empty_label=_("No answers"),
        help_text=_(
            "Copied answers stay marked as unchanged until you look at them. Figures need a fresh look."
        ),
    )
    chosen_cohort = forms.CharField(
        label=_("Whom you report on"),
        required=False,
        max_length=200,
        help_text=_("This edition lets the institution choose a cohort, such as Years 9 to 11, pathway B."),
    )
    cohort_reason = forms.CharField(
        label=_("Why this cohort"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, institution: Institution, occasion: Occasion, earlier: list, **kwargs):
        super().__init__(*args, **kwargs)
        # Those of the occasion first; older ones too, for who enters what was missed.
        offered = [*occasion.editions, *editions_of_kind(institution)]
        self.editions = {edition.id: edition for edition in offered}
        self.fields["edition_id"].choices = [
            (edition.id, wording(edition.title).words) for edition in self.editions.values()
        ]
        self._offer("site", institution.sites.filter(closed_on=None))
        same = [claim.pk for claim in earlier if claim.edition_id in self.editions]
        self._offer("copy_from", Assessment.objects.filter(pk__in=same).select_related("institution", "site"))
        if "copy_from" in self.fields:
            self.fields["copy_from"].label_from_instance = _name_of_source
        if not any(edition.cohort_is_chosen for edition in self.editions.values()):
            del self.fields["chosen_cohort"], self.fields["cohort_reason"]

    def _offer(self, name: str, choices) -> None:
        """A choice that has something to choose from, or no such field."""
        if choices.exists():
            self.fields[name].queryset = choices
        else:
            del self.fields[name]

    def clean(self):
        data = self.cleaned_data
        edition = self.editions.get(data.get("edition_id", ""))
        if edition and edition.cohort_is_chosen:
            for name in ("chosen_cohort", "cohort_reason"):
                if not data.get(name):
                    self.add_error(name, _("This edition asks for it."))
        if edition and data.get("as_of") and not in_force(edition, data["as_of"]):
            self.add_error("as_of", _("The edition is not in force on that day."))
        source = data.get("copy_from")
        if source and edition and source.edition_id != edition.id:
            self.add_error("copy_from", _("Those answers belong to another edition. Begin with no answers."))
        return data


def _name_of_source(claim: Assessment) -> str:
    place = f", {claim.site}" if claim.site else ""
    return _("The answers of %(title)s%(place)s") % {"title": claim.title, "place": place}
