"""What was said of an assessment, and of which questions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trigpoint.web.assessments.models import Assessment, Remark


def remarks_of(assessment: Assessment) -> list[Remark]:
    """What was said of it, oldest first; of a new version also what was said of the one that it answers."""
    versions = [pk for pk in (assessment.supersedes_id, assessment.pk) if pk]
    return list(Remark.objects.filter(assessment__in=versions).order_by("assessment_id", "at"))


def remarks_naming(assessment: Assessment, question_ids: Iterable[str]) -> list[Remark]:
    """Queries, and reasons why it was sent back, that name one of these questions by its number."""
    kinds = {Remark.Kind.QUERY, Remark.Kind.SENT_BACK}
    numbers = "|".join(re.escape(each) for each in question_ids)
    # 6.1 is named in "see 6.1." and not in "6.1.2", "16.1" or "6.10".
    named = re.compile(rf"(?<![\w.])(?:{numbers})(?!\w|\.\w)")
    return [each for each in remarks_of(assessment) if each.kind in kinds and named.search(each.words)]
