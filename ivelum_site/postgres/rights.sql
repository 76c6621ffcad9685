-- What the running site may do with whatever the owner creates from now on.
-- Said before the tables exist, so that a migration may take a right back from
-- one table (an append-only register) and it stays taken.
grant usage on schema public to {runtime};

alter default privileges in schema public
    grant select, insert, update, delete on tables to {runtime};

alter default privileges in schema public
    grant usage, select on sequences to {runtime};
