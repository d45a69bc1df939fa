"""The editions themselves, for everybody to read: what is asked, how credit is earned, and how sure we are of it."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.interchange.case.export import export_edition as export_case
from trigpoint.jobs.interchange.skos.export import export_edition as export_skos
from trigpoint.jobs.storage.packaged_content import (
    comparators_for,
    edition_hash,
    packaged_edition,
    packaged_editions,
    register,
)
from trigpoint.web.shared.access import public
from trigpoint.web.shared.wording import content_language, shown_language


@public
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    return render(request, "insights/editions.html", {"editions": packaged_editions()})


@public
@require_safe
def edition(request: HttpRequest, edition_id: str) -> HttpResponse:
    """One edition, or its CASE or SKOS document where `?format=` asks for it."""
    try:
        found = packaged_edition(edition_id)
    except KeyError:
        raise Http404 from None
    if "format" in request.GET:
        return _document(found, request.GET["format"])
    language = shown_language()
    context = {
        "edition": found,
        "hash": edition_hash(edition_id)[:12],
        "translation": next((each for each in found.translations if each.language == language), None),
        "comparators": comparators_for(edition_id),
        "crosswalks": [entry.id for entry in register().crosswalks if edition_id in entry.id.split("--")],
        "domains": {domain.id: domain.title for domain in found.domains},
        "policies": _policies(found),
    }
    return render(request, "insights/edition.html", context)


def _policies(found: Edition) -> list[tuple[str, object]]:
    names = ("scored", "compared", "ranked", "published")
    return [(name, getattr(found.policies, name)) for name in names]


def _document(found: Edition, kind: str) -> HttpResponse:
    if kind == "case":
        text = json.dumps(export_case(found, language=_language_of(found)), ensure_ascii=False, indent=2)
        return _file(text, "application/json", f"{found.id}.case.json")
    if kind == "skos":
        return _file(export_skos(found), "text/turtle; charset=utf-8", f"{found.id}.ttl")
    raise Http404


def _language_of(found: Edition) -> str:
    """The page's language where the edition has it: a CASE package speaks one language."""
    wanted = content_language()
    return wanted if any(each.language == wanted for each in found.translations) else found.language


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})
