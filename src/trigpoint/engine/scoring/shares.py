"""A share of people computed from records, put on the scale that claims are given on."""

from __future__ import annotations

from fractions import Fraction

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.scales import ScaleKind, ScaleValue


def share_to_band(edition: Edition, scale_id: str, share: Fraction) -> ScaleValue:
    """The band that an exact share (0 to 1) of people falls in, so that a recorded share and a claimed band compare.

    The share is not rounded first: the least bit above a bound is in the next band. KeyError when the edition has
    no such scale; ValueError when it has no bands, or for a share outside 0 to 1.
    """
    scale = next((scale for scale in edition.scales if scale.id == scale_id), None)
    if scale is None:
        raise KeyError(scale_id)
    if scale.kind is not ScaleKind.SHARE:
        raise ValueError(f"the scale {scale_id} has no bands")
    return scale.band_of(share * 100)
