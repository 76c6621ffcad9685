-- When people heard of a version is not said by who told them, and is said once.
create function privacy_tell_now() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    new.people_told_at := now();
    return new;
end
$$;
create trigger told_now before insert or update of people_told_at
on privacy_policyversion
for each row when (new.people_told_at is not null)
execute function privacy_tell_now();
create trigger told_once before update on privacy_policyversion
for each row when (old.people_told_at is not null)
execute function privacy_refuse_change_of('people_told_at', 'people_told');
grant update (people_told_at, people_told) on privacy_policyversion to {runtime};

-- A company that is new gets nothing before the version that lists it is in
-- force, nor for 30 days after everybody we know was told. Those of the very
-- first version were there before it.
create or replace function privacy_guard_subprocessor() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    listed privacy_policyversion;
    begins date = lower(new.active);
begin
    select * into listed from privacy_policyversion where id = new.listed_in_id;
    if position(lower(new.name) in
            lower(convert_from(listed.body, 'UTF8'))) = 0 then
        raise exception 'this version does not name it'
            using errcode = 'check_violation',
            constraint = 'listed_before_active';
    end if;
    if begins < (lower(listed.effective) at time zone 'Europe/Vilnius')::date
    then
        raise exception 'active before the policy lists it'
            using errcode = 'check_violation',
            constraint = 'listed_before_active';
    end if;
    if coalesce(begins < (
            listed.people_told_at at time zone 'Europe/Vilnius'
        )::date + 30, true)
        and exists (
            select from privacy_policyversion as earlier
            where earlier.document = listed.document
            and earlier.lang = listed.lang
            and lower(earlier.effective) < lower(listed.effective)
        )
        and not exists (
            select from privacy_subprocessor as before
            where before.name = new.name and before.id <> new.id
            and lower(before.active) <= begins
        )
    then
        raise exception 'active before its 30 days of notice are over'
            using errcode = 'check_violation',
            constraint = 'noticed_before_active';
    end if;
    return new;
end
$$;

-- Who worked for us, under which contract and since when, is history.
create trigger entered_as_it_is before update on privacy_subprocessor
for each row execute function privacy_refuse_change_of(
    'name', 'dpa_signed_on', 'dpa_sha256', 'listed_in_id'
);
create trigger ends_once before update on privacy_subprocessor
for each row when (
    old.active is distinct from new.active
    and (
        not upper_inf(old.active) or lower(old.active) <> lower(new.active)
    )
) execute function privacy_refuse_change();
create trigger never_deleted before delete on privacy_subprocessor
for each row execute function privacy_refuse_change();
create trigger never_truncated before truncate on privacy_subprocessor
for each statement execute function privacy_refuse_change();
revoke delete, truncate on privacy_subprocessor from {runtime};

-- A change of ownership: agreed to by two, told, and only then carried out.
create trigger agreed_by_an_approver
before insert or update of approved_by_id on privacy_ownershipchange
for each row when (new.approved_by_id is not null)
execute function privacy_guard_second_person();

create trigger each_step_once before update on privacy_ownershipchange
for each row when (
    old.proposed_by_id <> new.proposed_by_id
    or old.approved_by_id is not null
        and new.approved_by_id is distinct from old.approved_by_id
    or old.people_told_at is not null
        and new.people_told_at is distinct from old.people_told_at
    or old.transferred_at is not null
        and (new.transferred_at is distinct from old.transferred_at
            or new.transfer_on is distinct from old.transfer_on)
    or old.called_off_at is not null
        and new.called_off_at is distinct from old.called_off_at
) execute function privacy_refuse_change();

create function privacy_guard_transfer() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if new.transferred_at > clock_timestamp() + interval '1 minute' then
        raise exception 'that moment has not come'
            using errcode = 'check_violation',
            constraint = 'not_moved_tomorrow';
    end if;
    return new;
end
$$;
create trigger not_moved_tomorrow before insert or update
on privacy_ownershipchange
for each row when (new.transferred_at is not null)
execute function privacy_guard_transfer();

insert into privacy_may
select unnest(array['approver', 'lead']), 'sale_agreed'
union all
select 'lead', unnest(array[
    'company_entered', 'company_ended', 'sale_proposed', 'sale_step',
    'stray_settled', 'word_given']);
