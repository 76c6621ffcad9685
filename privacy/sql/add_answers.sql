insert into agg_answers as a (day, path, status, took, count, milliseconds)
select %s, fresh.*
from unnest(%s::text[], %s::int[], %s::text[], %s::int[], %s::bigint[]) as fresh
on conflict (day, path, status, took) do update set
    count = a.count + excluded.count,
    milliseconds = a.milliseconds + excluded.milliseconds
