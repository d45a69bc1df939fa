"""Forms for hubs and their members."""

import re

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models import Cohort, Designation, Hub, Role, RoleKind


class HubForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    name_local = forms.CharField(
        label=_("Name in the region's other language (optional)"), max_length=200, required=False
    )
    slug = forms.SlugField(
        label=_("Short name for addresses"),
        help_text=_("Small letters, numbers and hyphens, such as northmoor."),
    )
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"))
    kind = forms.ChoiceField(label=_("Kind of hub"), choices=Designation.Kind.choices)
    lead_body = forms.CharField(label=_("Lead body (optional)"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, jurisdictions: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].choices = [(name, name) for name in jurisdictions]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if Hub.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another hub has this short name. Choose a different one."))
        return slug


class HubDetailsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    name_local = forms.CharField(
        label=_("Name in the region's other language (optional)"), max_length=200, required=False
    )
    lead_body = forms.CharField(label=_("Lead body (optional)"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    shows_unreviewed = forms.BooleanField(
        label=_("Show translations that nobody has reviewed yet"),
        help_text=_(
            "They are marked as unreviewed wherever they show. Without them, people of the hub read the original."
        ),
        required=False,
    )


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Find institutions"),
        help_text=_("Part of a name, a postcode or a register number."),
        required=False,
    )


class NumbersForm(forms.Form):
    numbers = forms.CharField(
        label=_("Register numbers"),
        help_text=_(
            "One on each line, or with commas between. Nothing else about the institutions is needed."
        ),
        widget=forms.Textarea,
    )

    def clean_numbers(self):
        return list(dict.fromkeys(re.findall(r"[A-Za-z0-9]+", self.cleaned_data["numbers"])))


class MemberForm(forms.Form):
    """What a hub can say of one institution it is for."""

    joined_on = forms.DateField(
        label=_("Member since"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    left_on = forms.DateField(
        label=_("Left on"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), required=False)
    coordinator = forms.ModelChoiceField(label=_("Coordinator"), queryset=Role.objects.none(), required=False)

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        hub = membership.hub
        self.fields["cohort"].queryset = hub.cohorts.all()
        self.fields["coordinator"].queryset = Role.objects.filter(
            hub=hub, kind=RoleKind.COORDINATOR, until=None
        ).select_related("user")

    def clean(self):
        joined, left = self.cleaned_data.get("joined_on"), self.cleaned_data.get("left_on")
        if left and not joined:
            self.add_error("joined_on", _("Say since when it was a member, or take the leaving date out."))
        if joined and left and left < joined:
            self.add_error("left_on", _("It cannot leave before it joined."))
        return self.cleaned_data


class CohortForm(forms.Form):
    name = forms.CharField(label=_("Name of the cohort"), max_length=100)
    since = forms.DateField(
        label=_("Starts on"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )


class SnapshotDatesForm(forms.Form):
    """One line a date, so that a hub can have as many as it needs: `31.12. Autumn term`."""

    dates = forms.CharField(
        label=_("Snapshot dates"),
        help_text=_("One on each line: day.month. and a name, such as 31.12. Autumn term"),
        widget=forms.Textarea,
    )

    def clean_dates(self):
        dates = []
        for number, line in enumerate(self.cleaned_data["dates"].splitlines(), 1):
            if not line.strip():
                continue
            found = re.fullmatch(r"\s*(\d{1,2})\.(\d{1,2})\.?\s+(.+)", line)
            if not found or not (1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12):
                raise forms.ValidationError(
                    _("Line %(number)s is not a date and a name. Write it like 31.12. Autumn term"),
                    params={"number": number},
                )
            dates.append((found[3].strip(), int(found[2]), int(found[1])))
        if not dates:
            raise forms.ValidationError(_("A hub needs at least one snapshot date."))
        return dates
