-- Of this session: a worker that dies lets go of it.
select pg_try_advisory_lock(3004, %s::int)
