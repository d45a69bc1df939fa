"""How long the pages of many institutions take, beside an empty Django view in the same run.

    script/bench pages

Sixty institutions, eight benchmarks, nine terms, in a database that is thrown away. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
INSTITUTIONS = 60
EDITION_OF = {2024: "gatsby-2014-schools", 2025: "gatsby-2014-schools", 2026: "gatsby-2024-schools"}
TERMS = [date(year, month, day) for year in EDITION_OF for month, day in ((3, 31), (7, 31), (12, 31))]
ROUNDS = 15


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TRIGPOINT_VAR": folder, "DJANGO_SETTINGS_MODULE": "trigpoint.web.settings.test"}
        os.environ.pop("TRIGPOINT_TEST_DATABASE", None)
        sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
        import django

        django.setup()
        print(json.dumps({"bench": "pages", "figures": measure()}))  # noqa: T201


def measure() -> dict:
    """Median milliseconds of each page and how many times an empty view that is, with its queries."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import include, path

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    addresses, person = build()
    add_empty_view(path, include)
    client = Client()
    client.force_login(person)
    empty = median(lambda: client.get("/empty/"))
    figures: dict = {"institutions": INSTITUTIONS, "terms": len(TERMS), "empty_ms": round(empty, 2)}
    print(f"{'empty view':14} {empty:8.2f} ms")  # noqa: T201
    for name, address in addresses.items():
        queries = count_queries(client, address)
        taken = median(lambda address=address: client.get(address))
        figures[name] = {
            "ms": round(taken, 1),
            "times_empty": round(taken / empty, 1),
            "queries": queries,
        }
        print(f"{name:14} {taken:8.2f} ms {taken / empty:8.1f} times {queries:4} queries")  # noqa: T201
    return figures


def median(get: Callable[[], object]) -> float:
    get()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        get()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def count_queries(client: object, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)  # type: ignore[attr-defined]
    if response.status_code != 200:
        sys.exit(f"{address} answered {response.status_code}.")
    return len(queries)


def add_empty_view(path: Callable, include: Callable) -> None:
    """A view that does nothing, behind the same middleware."""
    from django.conf import settings
    from django.http import HttpResponse

    from trigpoint.web.shared.access import public

    @public
    def empty(request: object) -> HttpResponse:
        return HttpResponse("")

    module = type(sys)("bench_addresses")
    module.urlpatterns = [path("empty/", empty), path("", include("trigpoint.web.urls"))]
    sys.modules[module.__name__] = module
    settings.ROOT_URLCONF = module.__name__


def build() -> tuple[dict[str, str], object]:
    """A hub of sixty schools in a network, with nine terms of results each, and who sees it all."""
    from django.urls import reverse

    from trigpoint.web.accounts.models import User
    from trigpoint.web.organisations.models import Hub, Institution, Membership, Network, Role

    since = date(2020, 9, 1)
    network = Network.objects.create(name="Network", jurisdiction="england")
    hub = Hub.objects.create(name="Hub", slug="hub", jurisdiction="england", network=network)
    schools = Institution.objects.bulk_create(
        Institution(
            name=f"School {number:02}",
            jurisdiction="england",
            kind="school_11_16",
            state="open",
            year_groups=["Y7", "Y8", "Y9", "Y10", "Y11"],
            longitude=-1.6 + number / 100,
            latitude=54.9 + number / 200,
        )
        for number in range(INSTITUTIONS)
    )
    Membership.objects.bulk_create(
        Membership(hub=hub, institution=school, eligible_since=since, joined_on=since) for school in schools
    )
    for school in schools:
        for term in TERMS:
            add_claim(school, term)
    person = User.objects.create_user("bench@example.org", "Bench", "a long password 1")
    Role.objects.create(user=person, kind="administrator", since=since)
    return {
        "institution": reverse("institution", args=[schools[0].pk]),
        "hub": reverse("hub", args=[hub.slug]),
        "network": reverse("network", args=[network.pk]),
    }, person


def add_claim(school: object, term: date) -> None:
    from trigpoint.jobs.storage.packaged_content import edition_hash, packaged_edition
    from trigpoint.web.assessments.models import Assessment, BenchmarkResult, CriterionResult

    edition = packaged_edition(EDITION_OF[term.year])
    made = Assessment.objects.create(
        institution=school,
        edition_id=edition.id,
        edition_hash=edition_hash(edition.id),
        title=str(term),
        as_of=term,
        state="submitted",
        achieved_low=0,
        achieved_high=0,
        assessable=len(edition.benchmarks),
    )
    result = {"status": "in_progress", "earned_low": "3/4", "earned_high": "3/4", "areas": 1}
    BenchmarkResult.objects.bulk_create(
        BenchmarkResult(assessment=made, benchmark_id=each.id, score_low=75, score_high=75, **result)
        for each in edition.benchmarks
    )
    CriterionResult.objects.bulk_create(
        CriterionResult(assessment=made, criterion_id=criterion.id, **result)
        for each in edition.benchmarks
        for criterion in each.criteria
    )


if __name__ == "__main__":
    main()
