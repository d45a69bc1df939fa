"""What an institution decides about itself. Each part of the page is a form of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.web.organisations.actions.institutions import (
    add_site,
    close_site,
    set_registered_contact,
    set_signature_required,
    set_year_groups,
)
from trigpoint.web.organisations.forms.institutions import (
    ContactForm,
    SignatureForm,
    SiteForm,
    YearGroupsForm,
)
from trigpoint.web.organisations.models import Institution, Site
from trigpoint.web.organisations.queries.places import find_institution, find_site
from trigpoint.web.organisations.queries.year_groups import year_group_choices
from trigpoint.web.shared.access import needs

PARTS = {"signature", "contact", "site", "years"}


def _forms(request: HttpRequest, institution: Institution) -> dict:
    """All four forms; only the one that was sent is filled from what was sent."""
    part = request.POST.get("part") if request.method == "POST" else None

    def sent(name: str) -> dict | None:
        return request.POST if part == name else None

    return {
        "signature": SignatureForm(
            sent("signature"), prefix="signature", initial={"required": institution.signature_required}
        ),
        "contact": ContactForm(
            sent("contact"), prefix="contact", initial={"email": institution.registered_contact}
        ),
        "site": SiteForm(sent("site"), prefix="site"),
        "years": YearGroupsForm(
            sent("years"),
            prefix="years",
            choices=year_group_choices(institution),
            initial={"year_groups": institution.year_groups or []},
        ),
    }


def _save(request: HttpRequest, institution: Institution, part: str, data: dict) -> None:
    who = {"by": request.user, "institution": institution}
    if part == "signature":
        set_signature_required(**who, required=data["required"])
    elif part == "contact":
        set_registered_contact(**who, email=data["email"])
    elif part == "site":
        add_site(**who, name=data["name"], kind=data["kind"])
    else:
        set_year_groups(**who, year_groups=data["year_groups"] or None)


@needs("organisations.change_settings", of=find_institution)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_settings(request: HttpRequest, institution: Institution) -> HttpResponse:
    forms = _forms(request, institution)
    part = request.POST.get("part", "")
    if request.method == "POST" and part in PARTS and forms[part].is_valid():
        try:
            _save(request, institution, part, forms[part].cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("institution-settings", pk=institution.pk)
        except ValidationError as error:
            forms[part].add_error(None, error)
    context = {
        "institution": institution,
        "forms": forms,
        "failed": forms.get(part) if request.method == "POST" else None,
        "sites": institution.sites.order_by("closed_on", "name"),
        "here": "settings",
    }
    return render(request, "organisations/institution_settings.html", context)


@needs("organisations.change_site", of=find_site)
@require_POST
def site_close(request: HttpRequest, site: Site) -> HttpResponse:
    close_site(by=request.user, site=site)
    messages.success(request, _("%(name)s is closed. Its assessments stay.") % {"name": site.name})
    return redirect("institution-settings", pk=site.institution_id)
