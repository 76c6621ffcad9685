-- Every form of a copy is read from one and the same moment.
set transaction isolation level repeatable read, read only;
-- We read to the end, so plan for the last row and not for the first.
set local cursor_tuple_fraction = 1;
-- Somebody may stop reading without closing: do not hold back vacuum for them.
set local idle_in_transaction_session_timeout = '2min';
