"""Column types that both databases share: ids as sixteen bytes, and one metadata for all tables."""

from typing import Any

from sqlalchemy import BLOB, Dialect, Index, MetaData, TextClause, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the server is in here; the migrations make them."""


def partial_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """Describe an index of some rows alone, as the migrations make it on both databases.

    PostgreSQL's option of the same meaning would load its dialect wherever tables are described, also on SQLite.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where)


class IdType(TypeDecorator[str]):
    """A UUID: text in Python, a blob of sixteen bytes in SQLite, `uuid` in PostgreSQL."""

    impl = BLOB
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type."""
        return dialect.type_descriptor(BLOB(16) if dialect.name == "sqlite" else Uuid(as_uuid=False))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Turn text into what the driver stores.

        Raises:
            ValueError: the text is no UUID.
        """
        if value is None or dialect.name != "sqlite":
            return value
        return pack_id(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Turn what the driver read into text."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]  # text already: Uuid(as_uuid=False)
        return unpack_id(value)


def pack_id(value: str) -> bytes:
    """Turn a canonical UUID into its sixteen bytes.

    Raises:
        ValueError: the text is no UUID.
    """
    packed = bytes.fromhex(value.replace("-", ""))
    if len(packed) != 16:
        raise ValueError("not sixteen bytes")
    return packed


def unpack_id(value: bytes) -> str:
    """Turn sixteen bytes into a canonical UUID."""
    digits = value.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
