insert into privacy_familiardatabase (which)
select system_identifier || '/' || oid
from pg_control_system(), pg_database
where datname = current_database()
on conflict do nothing
