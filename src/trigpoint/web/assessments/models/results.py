"""What the engine made of an assessment, kept so that a hub's picture needs no engine."""

from django.db import models

from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.web.assessments.models.assessments import Assessment

STATUSES = [(status.value, status.value) for status in Status]


class Result(models.Model):
    """Credit is kept as text of an exact fraction ("27/4"); low and high differ where something is not known."""

    reading = models.CharField(
        max_length=10,
        choices=[(reading.value, reading.value) for reading in Reading],
        default=Reading.CLAIMED,
    )
    status = models.CharField(max_length=15, choices=STATUSES)
    earned_low = models.CharField(max_length=20, blank=True)
    earned_high = models.CharField(max_length=20, blank=True)
    areas = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class BenchmarkResult(Result):
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="benchmark_results")
    benchmark_id = models.CharField(max_length=20)
    score_low = models.PositiveSmallIntegerField(
        null=True
    )  # None: the edition gives no score, or nothing was asked
    score_high = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "reading", "benchmark_id"], name="benchmark_result_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.benchmark_id}: {self.status}"


class CriterionResult(Result):
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="criterion_results")
    criterion_id = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "reading", "criterion_id"], name="criterion_result_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.criterion_id}: {self.status}"
