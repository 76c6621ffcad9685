-- What a crash leaves as it is. Of the rest a backup has no rows.
select relname from pg_class
where relnamespace = 'public'::regnamespace
and relkind in ('r', 'p') and relpersistence = 'p'
order by relname
