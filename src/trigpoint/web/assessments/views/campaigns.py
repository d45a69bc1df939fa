"""A hub's campaigns, and the board of returns of each."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.engine.frameworks.choosing import in_force
from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.assessments.actions import campaigns
from trigpoint.web.assessments.forms.campaigns import CampaignForm, DueDateForm
from trigpoint.web.assessments.models import Campaign
from trigpoint.web.assessments.queries.campaigns import WAITING, Return, count_returns, returns_of
from trigpoint.web.organisations.models import Hub, SnapshotDate
from trigpoint.web.shared.access import needs

PAGE = 60


def hub_of(slug: str) -> Hub:
    return get_object_or_404(Hub, slug=slug)


def campaign_of(pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.select_related("hub", "cohort"), pk=pk)


@needs("organisations.view_hub", of=hub_of)
@require_safe
def list_campaigns(request: HttpRequest, hub: Hub) -> HttpResponse:
    page = Paginator(hub.campaigns.all(), PAGE).get_page(request.GET.get("page"))
    may_manage = request.user.has_perm("organisations.manage_hub", hub)
    context = {"hub": hub, "here": "campaigns", "page": page, "query": "", "may_manage": may_manage}
    return render(request, "assessments/campaigns/list.html", context)


@needs("organisations.manage_hub", of=hub_of)
@require_http_methods(["GET", "POST"])
def new_campaign(request: HttpRequest, hub: Hub) -> HttpResponse:
    form = CampaignForm(request.POST or None, hub=hub, initial=_usual_answers(hub, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        campaign = campaigns.open_campaign(hub=hub, **form.cleaned_data, by=request.user)
        messages.success(request, _("The campaign is open."))
        return redirect("campaign", pk=campaign.pk)
    return render(request, "assessments/campaigns/new.html", {"hub": hub, "here": "campaigns", "form": form})


def _usual_answers(hub: Hub, today: date) -> dict[str, object]:
    """The hub's next snapshot date, due on that day, with every edition that is in force then."""
    upcoming = sorted(_next(snapshot, today) for snapshot in hub.snapshot_dates.all())
    if not upcoming:
        return {"opens_on": today}
    as_of, name = upcoming[0]
    editions = [edition.id for edition in packaged_editions() if in_force(edition, as_of)]
    return {
        "title": f"{name} {as_of.year}",
        "as_of": as_of,
        "opens_on": today,
        "due_on": as_of,
        "editions": editions,
    }


def _next(snapshot: SnapshotDate, today: date) -> tuple[date, str]:
    this_year = date(today.year, snapshot.month, snapshot.day)
    return (this_year if this_year >= today else this_year.replace(year=today.year + 1), snapshot.name)


@needs("assessments.view_campaign", of=campaign_of)
@require_safe
def show_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The board of returns: who is how far, the late ones first to be seen by a filter."""
    rows = returns_of(campaign, today=timezone.localdate())
    counts = count_returns(rows)
    wanted = request.GET.get("show", "")
    if wanted == "late":
        rows = [row for row in rows if row.late]
    elif wanted in set(Return):
        rows = [row for row in rows if row.state == wanted]
    context = {
        "campaign": campaign,
        "hub": campaign.hub,
        "here": "campaigns",
        "counts": counts,
        "shown": wanted,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "query": f"show={wanted}&" if wanted else "",
        "may_manage": request.user.has_perm("assessments.manage_campaign", campaign),
        "may_remind": request.user.has_perm("assessments.remind", campaign),
        "waiting": WAITING,
        "due_date": DueDateForm(initial={"due_on": campaign.due_on}),
    }
    return render(request, "assessments/campaigns/show.html", context)


@needs("assessments.remind", of=campaign_of)
@require_POST
def remind(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Reminds one institution, or everybody who has not submitted."""
    rows = returns_of(campaign, today=timezone.localdate())
    waiting = [row.institution for row in rows if row.state in WAITING]
    if chosen := request.POST.get("institution"):
        waiting = [institution for institution in waiting if str(institution.pk) == chosen]
    sent = campaigns.send_reminders(campaign=campaign, institutions=waiting, by=request.user)
    if waiting and not sent:
        messages.info(
            request,
            _(
                "No reminder sent: it went out minutes ago already, or there is no careers leader to write to."
            ),
        )
    else:
        text = ngettext("%(count)s reminder sent.", "%(count)s reminders sent.", sent)
        messages.success(request, text % {"count": sent})
    return redirect("campaign", pk=campaign.pk)


@needs("assessments.manage_campaign", of=campaign_of)
@require_POST
def change_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The due date, or closing and opening again; the button pressed says which."""
    wanted = request.POST.get("do")
    if wanted == "close":
        campaigns.close_campaign(campaign=campaign, by=request.user)
    elif wanted == "reopen":
        campaigns.reopen_campaign(campaign=campaign, by=request.user)
    else:
        form = DueDateForm(request.POST)
        if not form.is_valid() or form.cleaned_data["due_on"] < campaign.opens_on:
            messages.error(
                request, _("The new due date must be a day on or after the opening. Nothing was changed.")
            )
            return redirect("campaign", pk=campaign.pk)
        campaigns.move_due_date(campaign=campaign, due_on=form.cleaned_data["due_on"], by=request.user)
    messages.success(request, _("Saved."))
    return redirect("campaign", pk=campaign.pk)
