"""Official results of the past: a percentage for each benchmark, typed one by one or pasted in one go."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.web.shared.wording import wording

NUMBER = re.compile(r"[0-9]{1,9}")
MOST_TOLD = 10  # mistakes; after so many it is the wrong text that was pasted
UNKNOWN = {"", "-", "?", "n/a", "not known"}


class PastResultsForm(forms.Form):
    as_of = forms.DateField(
        label=gettext_lazy("Date of the results"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=120, help_text=gettext_lazy("Such as Summer term 2024.")
    )
    source_name = forms.CharField(label=gettext_lazy("Where they come from"), max_length=120)
    pasted = forms.CharField(
        label=gettext_lazy("Paste all at once (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.benchmarks = [each for each in edition.benchmarks if each.awaiting is None]
        self.fields["pasted"].help_text = _(
            "%(count)s percentages in the order of the benchmarks, with a space, a comma or a line between "
            "them. Write ? for one that you do not know. Leave the fields below empty then."
        ) % {"count": len(self.benchmarks)}
        for each in self.benchmarks:
            label = f"{each.id} {wording(each.title).words}"
            self.fields[f"percent_{each.id}"] = forms.IntegerField(
                label=label, min_value=0, max_value=100, required=False
            )

    def clean_as_of(self):
        as_of = self.cleaned_data["as_of"]
        if as_of > timezone.localdate():
            raise ValidationError(_("This date is still to come. Give the day that the results are of."))
        return as_of

    def clean_pasted(self) -> list[int | None]:
        """The pasted numbers in order; empty when nothing was pasted. Every mistake is told by its place."""
        text = self.cleaned_data["pasted"].strip()
        if not text:
            return []
        parts = [part for part in re.split(r"[\s,;]+", text) if part and part != "%"]
        problems = []
        if len(parts) != len(self.benchmarks):
            said = _("There are %(found)s values; there should be %(wanted)s, one for each benchmark.")
            problems.append(said % {"found": len(parts), "wanted": len(self.benchmarks)})
        numbers: list[int | None] = []
        for place, part in enumerate(parts, 1):
            number = _percent(part)
            if number is None and part.lower() not in UNKNOWN:
                said = _("Value %(place)s, “%(part)s”, is not a whole number from 0 to 100.")
                problems.append(said % {"place": place, "part": part[:20]})
            numbers.append(number)
        if len(problems) > MOST_TOLD:
            problems = [*problems[:MOST_TOLD], _("Copy the percentages alone, and paste again.")]
        if problems:
            raise ValidationError(problems)
        return numbers

    def clean(self):
        data = self.cleaned_data
        typed = {
            each.id: data[f"percent_{each.id}"]
            for each in self.benchmarks
            if data.get(f"percent_{each.id}") is not None
        }
        if data.get("pasted") and typed:
            self.add_error("pasted", _("You pasted values and also typed some. Keep one of the two."))
        elif data.get("pasted"):
            pairs = zip(self.benchmarks, data["pasted"], strict=True)
            data["percents"] = {each.id: number for each, number in pairs}
        elif typed:
            data["percents"] = typed
        elif not self.errors:
            self.add_error("pasted", _("Paste the percentages here, or type them below."))
        return data


def _percent(part: str) -> int | None:
    part = part.removesuffix("%")
    return int(part) if NUMBER.fullmatch(part) and int(part) <= 100 else None
