select pg_advisory_unlock(3004, %s::int)
