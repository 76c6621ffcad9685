-- One statement, so that no process or machine can lose a count.
insert into privacy_attempts as a (key, ends_at, count)
values (%(key)s, %(ends_at)s, 1)
on conflict (key) do update set
    count = case when a.ends_at <= %(now)s then 1 else a.count + 1 end,
    ends_at = case when a.ends_at <= %(now)s then excluded.ends_at else a.ends_at end
returning count, ends_at
