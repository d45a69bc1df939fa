"""An institution's answers for one edition at one date, and what came of them."""

from trigpoint.web.assessments.models.assessments import Answer, Assessment, Campaign
from trigpoint.web.assessments.models.evidence import Evidence, Handover, Remark
from trigpoint.web.assessments.models.results import BenchmarkResult, CriterionResult

__all__ = [
    "Answer",
    "Assessment",
    "BenchmarkResult",
    "Campaign",
    "CriterionResult",
    "Evidence",
    "Handover",
    "Remark",
]
