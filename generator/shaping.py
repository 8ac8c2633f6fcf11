"""Shaping: whether this machine can put the letters of Indian scripts together, as social cards need it."""

from __future__ import annotations

from generator.recall import recalled


def can_shape() -> bool:
    """Whether Pillow has Raqm, and Raqm its FriBidi; without them क्ष would be three signs.

    That they are there is remembered; that they are not, is asked again.
    """
    try:
        return recalled("letters are shaped", _ask)
    except LookupError:
        return False


def _ask() -> bool:
    from PIL import features

    if not features.check("raqm"):
        raise LookupError
    return True
