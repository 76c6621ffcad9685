"""A private, real PostgreSQL for a checkout that has no DATABASE_URL.

Only PostgreSQL's own programs are borrowed, from a wheel or from the system.
The life cycle is ours: no TCP port, no system user, no permission changed
outside our own directory, and no server left behind by whoever used it last.
"""


class PostgresError(RuntimeError):
    """PostgreSQL could not be found, made, started or stopped."""
