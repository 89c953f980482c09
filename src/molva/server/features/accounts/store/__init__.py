"""The only place of this slice with SQL, one file a table."""
