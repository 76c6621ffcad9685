select name from pg_settings
where setting = '0' and name in (
    'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'
)
order by name
