-- Looks for words in every text of every table, without knowing a model: the
-- second opinion after an erasure. Gives counts, never what was found.
create function privacy_scan(words text[])
returns table (rel text, hits bigint)
stable language plpgsql set search_path = public, pg_temp as $$
declare
    target record;
begin
    for target in
        select c.oid::regclass as name, string_agg(
            format(case when t.typname = 'bytea'
                then 'coalesce(encode(%I, ''escape''), '''')'
                else 'coalesce(%I::text, '''')' end, a.attname),
            ' || '' '' || '
        ) as all_of_it
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid
        join pg_type t on t.oid = a.atttypid
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
            and a.attnum > 0 and not a.attisdropped
            -- S: text of any kind; U and A: json, bytea, arrays.
            and (t.typcategory in ('S', 'A') or t.typname in ('json', 'jsonb',
                'xml', 'bytea', 'hstore', 'tsvector'))
        group by c.oid
    loop
        rel := target.name;
        execute format(
            'select count(*) from %s where exists (select from unnest($1) w '
            'where position(w in lower(%s)) > 0)',
            target.name, target.all_of_it
        ) into hits using words;
        if hits > 0 then
            return next;
        end if;
    end loop;
end
$$;
