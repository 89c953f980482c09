"""The Java client's records, interfaces and catalogues, written from the structs."""

from scripts.gen.java.catalogues import catalogues
from scripts.gen.java.types import types

FOLDER = "clients/java/generated/molva/schema"


def java() -> dict[str, str]:
    """Write every file of the package `molva.schema`, by its name."""
    return types() | catalogues()
