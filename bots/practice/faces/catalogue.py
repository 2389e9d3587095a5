"""The faces there are, by the name of their system."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bots.practice.faces import insurance, library, nursery, residents
from bots.practice.faces.describe import Face

FACES: Mapping[str, Face] = MappingProxyType(
    {face.name: face for face in (library.FACE, residents.FACE, insurance.FACE, nursery.FACE)}
)
