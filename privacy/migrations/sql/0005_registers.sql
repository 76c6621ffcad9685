-- What a constraint cannot say, because it depends on what a row was before,
-- on another row, or on today.
create function privacy_refuse_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    raise exception '% of % is refused', tg_op, tg_table_name
        using errcode = 'check_violation';
end
$$;

-- Refuses to change the columns that the trigger names.
create function privacy_refuse_change_of() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    was jsonb = to_jsonb(old);
    is_now jsonb = to_jsonb(new);
    fixed text;
begin
    foreach fixed in array tg_argv loop
        if was -> fixed is distinct from is_now -> fixed then
            raise exception '% of % is fixed', fixed, tg_table_name
                using errcode = 'check_violation';
        end if;
    end loop;
    return new;
end
$$;

-- A published version is there for ever, byte for byte. It may end, once.
create trigger published_as_it_is before update on privacy_policyversion
for each row execute function
privacy_refuse_change_of('id', 'document', 'lang', 'label', 'body');

create trigger ends_once before update on privacy_policyversion
for each row when (
    old.effective is distinct from new.effective
    and (
        not upper_inf(old.effective)
        or lower(old.effective) is distinct from lower(new.effective)
    )
) execute function privacy_refuse_change();

create trigger never_deleted before delete on privacy_policyversion
for each row execute function privacy_refuse_change();

create trigger never_truncated before truncate on privacy_policyversion
for each statement execute function privacy_refuse_change();

revoke update, delete, truncate on privacy_policyversion from {runtime};
grant update (effective) on privacy_policyversion to {runtime};

-- A word once given is not given differently later. It goes with its period.
create trigger never_rewritten before update on privacy_attestation
for each row execute function privacy_refuse_change();

create trigger never_truncated before truncate on privacy_attestation
for each statement execute function privacy_refuse_change();

revoke update, truncate on privacy_attestation from {runtime};
-- The sweep locks what it deletes, and only who may update a column may lock.
grant update (id) on privacy_attestation to {runtime};

-- Nobody touches data for us before the policy says so.
create function privacy_guard_subprocessor() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if lower(new.active) < (
        select (lower(effective) at time zone 'Europe/Vilnius')::date
        from privacy_policyversion where id = new.listed_in_id
    ) then
        raise exception 'active before the policy lists it'
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;

create trigger listed_before_active before insert or update
on privacy_subprocessor
for each row execute function privacy_guard_subprocessor();

create function privacy_guard_cookie() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (
        select from privacy_policyversion
        where id = new.declared_in_id and effective @> now()
    ) then
        raise exception 'the policy in force does not list this cookie'
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;

create trigger listed_in_the_policy_in_force before insert or update
on privacy_cookieentry
for each row execute function privacy_guard_cookie();

-- The notice to people is made from this row, so it cannot be older than it.
create function privacy_guard_notice() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if new.notice_on < (now() at time zone 'Europe/Vilnius')::date then
        raise exception 'a notice is not dated back'
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;

create trigger notice_not_dated_back before insert on privacy_ownershipchange
for each row execute function privacy_guard_notice();

create trigger told_as_it_is before update on privacy_ownershipchange
for each row execute function privacy_refuse_change_of(
    'receiver', 'contract', 'contract_sha256', 'policy_version_id', 'notice_on'
);

create trigger never_deleted before delete on privacy_ownershipchange
for each row execute function privacy_refuse_change();

create trigger never_truncated before truncate on privacy_ownershipchange
for each statement execute function privacy_refuse_change();

revoke delete, truncate on privacy_ownershipchange from {runtime};

-- What was handed over, and who decided it, is history from then on.
create trigger history_once_disclosed before update on privacy_disclosure
for each row when (old.disclosed_on is not null)
execute function privacy_refuse_change_of(
    'authority', 'country', 'instrument', 'reference', 'received_on',
    'legal_basis', 'article_48_note', 'assessed_by_id', 'approved_by_id',
    'items', 'disclosed_on'
);

-- The floor of the period in privacy/declaration, less a day for time zones.
create trigger never_deleted_early before delete on privacy_disclosure
for each row when (
    old.disclosed_on is not null
    and old.received_on > current_date - (5 * 365 - 1)
) execute function privacy_refuse_change();

-- Article 33(5): every breach is documented, and its 72 hours do not restart.
create trigger clock_is_fixed before update on privacy_breach
for each row execute function privacy_refuse_change_of('aware_at');

create trigger never_deleted before delete on privacy_breach
for each row execute function privacy_refuse_change();

create trigger never_truncated before truncate on privacy_breach
for each statement execute function privacy_refuse_change();

revoke delete, truncate on privacy_breach from {runtime};
