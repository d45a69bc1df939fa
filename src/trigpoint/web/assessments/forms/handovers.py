"""To whom some questions are handed: a colleague with an account, or somebody by email."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models import Institution, Role, RoleKind
from trigpoint.web.organisations.queries.people import people_of_institution


class HandOverForm(forms.Form):
    colleague = forms.ChoiceField(label=_("Who can answer it?"), required=False)
    name = forms.CharField(label=_("Their name"), required=False, max_length=200)
    email = forms.EmailField(label=_("Their email"), required=False)
    due_on = forms.DateField(
        label=_("Needed by (optional)"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    message = forms.CharField(
        label=_("Message (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, institution: Institution, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [RoleKind.CAREERS_LEADER, RoleKind.COLLEAGUE, RoleKind.HEAD]
        roles: list[Role] = list(people_of_institution(institution).filter(kind__in=kinds))
        self.people = {str(role.user_id): role.user for role in roles}
        named = [(pk, user.name) for pk, user in self.people.items()]
        self.fields["colleague"].choices = [("", _("Someone else, by email")), *named]

    def clean(self):
        data = self.cleaned_data
        if user := self.people.get(data.get("colleague", "")):
            data |= {"to_user": user, "name": user.name, "email": user.email}
        elif not self.errors:
            if not data.get("name"):
                self.add_error("name", _("Choose a colleague, or write the name of who is to answer."))
            if not data.get("email"):
                self.add_error("email", _("Write the email address that the link goes to."))
        return data
