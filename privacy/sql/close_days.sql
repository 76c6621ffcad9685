-- A group of few may point at somebody: together they are the others.
with small as (
    delete from agg_visits
    where day < %(today)s and not closed and count < %(smallest)s
    returning day, kind, count
)
insert into agg_visits as a (day, kind, name, count, closed)
select day, kind, 'other', sum(count), true from small
group by day, kind having sum(count) >= %(smallest)s
on conflict (day, kind, name) do update set count = a.count + excluded.count
