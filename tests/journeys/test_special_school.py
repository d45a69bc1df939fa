"""A special school chooses whom it reports on, says why, and its standing says so."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from trigpoint.web.organisations.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_careers_leader_of_a_special_school_reports_on_a_chosen_cohort(visit, axe):
    school = Institution.objects.get(name="Haughlaw School")
    nia = visit("Nia Brook", width=360)
    nia.goto(f"/institutions/{school.pk}/assessments/start/")
    nia.get_by_label("Title").fill("Pathway review")
    nia.get_by_label("Answers are for this day").fill(timezone.localdate().isoformat())
    nia.get_by_label("Whom you report on").fill("Years 10 and 11, pathway B")
    nia.get_by_role("button", name="Start", exact=True).click()
    expect(nia.get_by_role("alert")).to_contain_text("This edition asks for it.")
    expect(nia.get_by_label("Whom you report on")).to_have_value("Years 10 and 11, pathway B")
    axe(nia)
    nia.get_by_label("Why this cohort").fill("They are the pupils who leave within two years.")
    nia.get_by_role("button", name="Start", exact=True).click()
    expect(nia.get_by_role("status")).to_contain_text("Started.")
    review = school.assessments.get(title="Pathway review")
    assert (review.edition_id, review.chosen_cohort) == ("gatsby-2024-special", "Years 10 and 11, pathway B")
    expect(nia.locator(".facts").first).to_contain_text("They are the pupils who leave within two years.")

    nia.goto(f"/assessments/{review.pk}/questions/6.1/")
    expect(nia.get_by_role("heading", level=1)).to_be_visible()
    with nia.expect_response(lambda answer: answer.request.method == "POST") as sent:
        nia.get_by_label(re.compile("^We do not know")).first.check()
    assert "Saved at" in sent.value.json()["saved"]
    axe(nia)
    nia.goto(f"/assessments/{review.pk}/check/")
    axe(nia)
    nia.get_by_role("button", name="Submit to the hub").click()
    expect(nia.get_by_role("status")).to_contain_text("Submitted.")

    nia.set_viewport_size({"width": 1280, "height": 900})
    nia.goto("/")
    expect(nia.locator(".survey")).to_contain_text("Pathway review")
    expect(nia.locator(".survey")).to_contain_text("Years 10 and 11, pathway B")
    hana = visit("Hana Webb")
    hana.goto(f"/assessments/{review.pk}/")
    expect(hana.locator(".facts").first).to_contain_text("Years 10 and 11, pathway B")
    review.refresh_from_db()
    assert review.state == "submitted"
