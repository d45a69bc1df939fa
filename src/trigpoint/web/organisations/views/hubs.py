"""Forming a hub, its members, cohorts and calendar."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.organisations.actions import hubs
from trigpoint.web.organisations.forms.hubs import (
    CohortForm,
    HubDetailsForm,
    HubForm,
    MemberForm,
    NumbersForm,
    SearchForm,
    SnapshotDatesForm,
)
from trigpoint.web.organisations.models import Hub, Institution, Membership
from trigpoint.web.organisations.queries.hubs import (
    by_register_numbers,
    find_institutions,
    memberships_of,
    spread_of,
)
from trigpoint.web.organisations.queries.names import name_of
from trigpoint.web.shared.access import needs

PAGE = 50


def hub_of(slug: str, **_others: object) -> Hub:
    return get_object_or_404(Hub, slug=slug)


def membership_of(slug: str, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("hub", "institution"), hub__slug=slug, pk=pk)


@needs("organisations.manage_service")
@require_http_methods(["GET", "POST"])
def new_hub(request: HttpRequest) -> HttpResponse:
    jurisdictions = sorted({edition.jurisdiction for edition in packaged_editions()})
    form = HubForm(request.POST or None, jurisdictions=jurisdictions, initial={"languages": ["en-gb"]})
    if request.method == "POST" and form.is_valid():
        try:
            hub = hubs.form_hub(**form.cleaned_data, since=timezone.localdate(), by=request.user)
        except ValidationError as error:  # somebody formed one of this name since the form was checked
            form.add_error(None, error)
            return render(request, "organisations/hubs/new.html", {"form": form})
        messages.success(request, _("%(hub)s is formed. Now say whom it is for.") % {"hub": name_of(hub)})
        return redirect("hub-members", slug=hub.slug)
    return render(request, "organisations/hubs/new.html", {"form": form})


@needs("organisations.view_hub", of=hub_of)
@require_safe
def members(request: HttpRequest, hub: Hub) -> HttpResponse:
    rows = memberships_of(hub)
    if words := request.GET.get("words", "").strip():
        rows = rows.filter(institution__name__icontains=words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "hub": hub,
        "here": "members",
        "page": page,
        "query": f"words={words}&" if words else "",
        "search": SearchForm({"words": words}),
        "spread": spread_of(hub),
        "may_manage": request.user.has_perm("organisations.manage_hub", hub),
        "today": timezone.localdate(),
    }
    return render(request, "organisations/hubs/members.html", context)


@needs("organisations.manage_hub", of=hub_of)
@require_safe
def add_members(request: HttpRequest, hub: Hub) -> HttpResponse:
    """Looks institutions up in the register; the ones ticked are sent to `make_eligible`."""
    words = request.GET.get("words", "").strip()
    found = (
        find_institutions(words, jurisdiction=hub.jurisdiction, outside=hub)
        if words
        else Institution.objects.none()
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "hub": hub,
        "here": "members",
        "page": page,
        "words": words,
        "query": f"words={words}&",
        "search": SearchForm({"words": words}),
        "numbers": NumbersForm(),
    }
    return render(request, "organisations/hubs/add_members.html", context)


@needs("organisations.manage_hub", of=hub_of)
@require_POST
def make_eligible(request: HttpRequest, hub: Hub) -> HttpResponse:
    """Institutions ticked in a search, or given by their numbers. Members at once where `join` is ticked."""
    today = timezone.localdate()
    chosen = list(Institution.objects.filter(pk__in=request.POST.getlist("institution")))
    if request.POST.get("numbers"):
        form = NumbersForm(request.POST)
        form.is_valid()
        chosen, unknown = by_register_numbers(form.cleaned_data["numbers"], jurisdiction=hub.jurisdiction)
        if unknown:
            text = _("No institution in the register has these numbers: %(numbers)s. Nothing else was lost.")
            messages.error(request, text % {"numbers": ", ".join(unknown)})
    new = hubs.make_eligible(hub=hub, institutions=chosen, since=today, by=request.user)
    if request.POST.get("join"):
        for membership in hub.memberships.filter(institution__in=chosen, joined_on=None):
            hubs.join(membership=membership, on=today, by=request.user)
    text = ngettext("%(count)s institution added.", "%(count)s institutions added.", new)
    messages.success(request, text % {"count": new})
    return redirect("hub-members", slug=hub.slug)


@needs("organisations.manage_membership", of=membership_of)
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, membership: Membership) -> HttpResponse:
    hub = membership.hub
    initial = {name: getattr(membership, name) for name in ("joined_on", "left_on", "cohort", "coordinator")}
    form = MemberForm(request.POST or None, membership=membership, initial=initial)
    if request.method == "POST" and form.is_valid():
        _save_member(membership, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("hub-members", slug=hub.slug)
    context = {"hub": hub, "here": "members", "membership": membership, "form": form}
    return render(request, "organisations/hubs/member.html", context)


def _save_member(membership: Membership, data: dict, *, by) -> None:
    """One action for each thing that changed."""
    if data["joined_on"] != membership.joined_on and data["joined_on"]:
        hubs.join(membership=membership, on=data["joined_on"], cohort=data["cohort"], by=by)
    if data["left_on"] != membership.left_on and data["left_on"]:
        hubs.leave(membership=membership, on=data["left_on"], by=by)
    if data["cohort"] != membership.cohort:
        hubs.put_in_cohort(membership=membership, cohort=data["cohort"], by=by)
    if data["coordinator"] != membership.coordinator:
        hubs.give_to_coordinator(membership=membership, coordinator=data["coordinator"], by=by)


@needs("organisations.manage_hub", of=hub_of)
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, hub: Hub) -> HttpResponse:
    """Three small forms on one page; the button pressed says which one is saved."""
    dates = "\n".join(f"{date.day}.{date.month}. {date.name}" for date in hub.snapshot_dates.all())
    sent = request.POST.get("form") if request.method == "POST" else None
    keys = ("name", "name_local", "lead_body", "languages", "shows_unreviewed")
    forms = {
        "details": HubDetailsForm(
            request.POST if sent == "details" else None, initial={key: getattr(hub, key) for key in keys}
        ),
        "cohort": CohortForm(request.POST if sent == "cohort" else None),
        "calendar": SnapshotDatesForm(request.POST if sent == "calendar" else None, initial={"dates": dates}),
    }
    if sent in forms and forms[sent].is_valid():
        data = forms[sent].cleaned_data
        if sent == "details":
            hubs.set_hub_details(hub=hub, **data, by=request.user)
        elif sent == "cohort":
            hubs.add_cohort(hub=hub, **data, by=request.user)
        else:
            hubs.set_snapshot_dates(hub=hub, dates=data["dates"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("hub-settings", slug=hub.slug)
    context = {"hub": hub, "here": "settings", "forms": forms, "cohorts": hub.cohorts.all()}
    return render(request, "organisations/hubs/settings.html", context)
