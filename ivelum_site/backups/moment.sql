-- One moment, held for as long as pg_dump reads from it.
set transaction isolation level repeatable read, read only;
set local idle_in_transaction_session_timeout = 0;
set local statement_timeout = 0;
select pg_export_snapshot();
