select conname || ' on ' || relname
from pg_constraint join pg_class on pg_class.oid = conrelid
where convalidated and relnamespace = 'public'::regnamespace
union
select tgname || ' on ' || relname
from pg_trigger join pg_class on pg_class.oid = tgrelid
where tgenabled in ('O', 'A') and relnamespace = 'public'::regnamespace
