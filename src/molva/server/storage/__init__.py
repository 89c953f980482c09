"""Storage: one database behind SQLAlchemy Core, one writer, commits in groups, numbered revisions."""
