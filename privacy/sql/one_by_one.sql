-- Until the end of the transaction nobody else holds this number.
select pg_advisory_xact_lock(%(number)s)
