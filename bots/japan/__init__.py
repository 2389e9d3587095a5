"""Values of this country: eras, width and kana, numbers with a check digit, encodings. Pure
functions."""

from __future__ import annotations
