-- Until the end of the transaction nobody else writes lines outside.
select pg_advisory_xact_lock(3003)
