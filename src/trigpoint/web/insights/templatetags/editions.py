"""Words of an edition that are not texts of its file: thresholds, kinds of question, policies."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext_lazy

from trigpoint.engine.frameworks.edition import Areas, Edition, Question, QuestionKind, Threshold
from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.frameworks.thresholds import Ask, Part, parts_of
from trigpoint.web.organisations.queries.kinds import KINDS
from trigpoint.web.shared.context import LANGUAGE_NAMES
from trigpoint.web.shared.wording import wording

register = template.Library()

QUESTION_KINDS = {
    QuestionKind.CHOICE: _lazy("one answer"),
    QuestionKind.SHARE: _lazy("a share of people"),
    QuestionKind.CHECKLIST: _lazy("one answer a line"),
    QuestionKind.MATRIX: _lazy("one answer a cell"),
    QuestionKind.FIGURE: _lazy("two figures"),
    QuestionKind.WORDS: _lazy("words"),
}
ASKS = {
    Ask.AT_LEAST: _lazy("at least %(value)s"),
    Ask.EVERYONE: _lazy("everyone"),
    Ask.SHARE: _lazy("%(value)s of them"),
    Ask.EACH: _lazy("in each: %(value)s"),
    Ask.BY: _lazy("by the end of %(value)s"),
    Ask.MONTHS: ngettext_lazy("within %(value)s month", "within %(value)s months", "value"),
    Ask.KINDS: _lazy("of each kind: %(value)s"),
}
POLICIES = {
    "scored": _lazy("Is there a score from 0 to 100?"),
    "compared": _lazy("May institutions and averages stand side by side?"),
    "ranked": _lazy("May institutions be put in order of result?"),
    "published": _lazy("May results be published?"),
}


@register.simple_tag
def threshold(edition: Edition, asked: Threshold | None) -> str:
    """The numbers a criterion asks for, in words; nothing where it asks for none."""
    return ", ".join(map(_said, parts_of(edition, asked))) if asked else ""


def _said(part: Part) -> str:
    value = wording(part.value).words if isinstance(part.value, Text) else part.value
    return str(ASKS[part.ask] % {"value": value})


@register.simple_tag
def asked_as(question: Question) -> str:
    """How a question is answered, and how many areas of the sum it stands for."""
    kind = str(QUESTION_KINDS[question.kind])
    if question.areas is Areas.NONE:
        return _("%(kind)s; not in the sum") % {"kind": kind}
    if question.areas is Areas.EACH_LINE:
        return _("%(kind)s; each line an area") % {"kind": kind}
    return _("%(kind)s; one area") % {"kind": kind}


@register.simple_tag
def policy(name: str) -> str:
    """The question that a policy answers."""
    return str(POLICIES[name])


@register.simple_tag
def kind_of_institution(kind: str) -> str:
    """A kind of institution in words."""
    return str(KINDS.get(kind, kind.replace("_", " ")))


@register.simple_tag
def language_name(code: str) -> str:
    """A language of a content file by its own name."""
    return LANGUAGE_NAMES.get({"en": "en-gb", "zh-Hant": "zh-hant"}.get(code, code), code)
