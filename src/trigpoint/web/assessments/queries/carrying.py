"""What answers to one edition become in another, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from trigpoint.engine.crosswalk.carrying import CarryOver, Loss, preview_carry_over
from trigpoint.engine.frameworks.edition import Edition, Question
from trigpoint.jobs.storage.packaged_content import crosswalk_between
from trigpoint.web.assessments.models import Answer, Assessment
from trigpoint.web.assessments.queries.assessments import given_in, rows_of
from trigpoint.web.assessments.queries.editions import edition_of
from trigpoint.web.assessments.queries.words import Said, answer_in_words

WHY = {
    Loss.NO_COUNTERPART: _("The new edition asks nothing that means the same."),
    Loss.ANSWER_DIFFERS: _("The new edition asks, but this answer does not settle it."),
    Loss.NOT_KNOWN: _("It was not known, so there is nothing to carry."),
    Loss.NOT_APPLICABLE: _("Whether it applies has to be said anew."),
}


@dataclass(frozen=True)
class NewAnswer:
    """An answer that would be carried: in words, with the questions it comes from. `stands_in_way` when the new
    assessment has an answer already, which then stays."""

    question: Question
    said: list[Said]
    origins: list[Question]
    stands_in_way: bool


@dataclass(frozen=True)
class LostAnswer:
    question: Question
    line: str
    why: str


@dataclass(frozen=True)
class Preview:
    origin: Edition
    target: Edition
    carried: list[NewAnswer]
    lost: list[LostAnswer]
    open: list[Question]


def preview_of(assessment: Assessment, source: Assessment) -> CarryOver | None:
    """What the packaged crosswalk carries from `source` into the edition of `assessment`; None without a crosswalk."""
    crosswalk = crosswalk_between(source.edition_id, assessment.edition_id)
    if crosswalk is None:
        return None
    answers = given_in(rows_of(source))
    return preview_carry_over(crosswalk, edition_of(source), edition_of(assessment), answers)


def preview_in_words(assessment: Assessment, source: Assessment) -> Preview | None:
    """Every answer that would be carried and everything that would not; None where no crosswalk joins the editions."""
    found = preview_of(assessment, source)
    if found is None:
        return None
    origin, target = edition_of(source), edition_of(assessment)
    have = set(assessment.answers.values_list("question_id", flat=True))
    carried = [
        NewAnswer(
            target.question(question_id),
            answer_in_words(
                target, target.question(question_id), Answer(state=given.state.value, value=given.value)
            ),
            [
                origin.question(each)
                for each in dict.fromkeys(
                    part.question_id for part in found.carried if part.to_question_id == question_id
                )
            ],
            question_id in have,
        )
        for question_id, given in found.answers.items()
    ]
    lost = [
        LostAnswer(
            origin.question(each.question_id), _line(origin, each.question_id, each.line), str(WHY[each.loss])
        )
        for each in found.lost
    ]
    return Preview(
        origin, target, carried, lost, [target.question(question_id) for question_id in found.open]
    )


def _line(edition: Edition, question_id: str, line_id: str | None) -> str:
    lines = edition.question(question_id).lines
    return next((str(line.text) for line in lines if line.id == line_id), "")
