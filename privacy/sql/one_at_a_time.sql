-- Until the end of the transaction others who act for this address wait.
select pg_advisory_xact_lock(3010, hashtext(%s))
