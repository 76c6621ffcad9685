-- Several processes count, each for itself; here their counts meet.
insert into agg_visits as a (day, kind, name, count, closed)
select %s, fresh.*, false
from unnest(%s::text[], %s::text[], %s::int[]) as fresh
on conflict (day, kind, name) do update set count = a.count + excluded.count
