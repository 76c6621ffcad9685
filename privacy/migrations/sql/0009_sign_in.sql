-- A code of an app is good for once: the half minute of the last one only ever
-- goes up. A new app begins with a new seed.
create function privacy_guard_second_factor() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if new.seed = old.seed and new.last_step <= old.last_step then
        raise exception 'this code was used'
            using errcode = 'check_violation', constraint = 'a_code_works_once';
    end if;
    return new;
end
$$;
create trigger a_code_works_once before update on privacy_secondfactor
for each row execute function privacy_guard_second_factor();
