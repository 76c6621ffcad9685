-- The end of a hold may come sooner than was said, never later: to hold on is
-- a new hold, of two people again. What is over is history.
drop trigger ends_once on privacy_legalhold;
create trigger ends_once before update on privacy_legalhold
for each row when (
    old.ended_on is not null and old.ended_on is distinct from new.ended_on
    and (
        new.ended_on is null or new.ended_on > old.ended_on
        or old.ended_on <= privacy_date_of_duty(now())
    )
) execute function privacy_refuse_change();

-- To say no to an authority is history, too.
create trigger history_once_declined before update on privacy_disclosure
for each row when (old.declined_on is not null)
execute function privacy_refuse_change_of(
    'authority', 'country', 'instrument', 'reference', 'received_on',
    'legal_basis', 'article_48_note', 'assessed_by_id', 'approved_by_id',
    'disclosed_on', 'declined_on', 'declined_because'
);

-- Article 33(4): the authority learns more in phases, but is told once, and
-- so are the people. Of what is closed nothing is written any more.
create trigger told_once before update on privacy_breach
for each row when (
    (old.authority_told_at is not null
        and old.authority_told_at is distinct from new.authority_told_at)
    or (old.subjects_told_at is not null
        and old.subjects_told_at is distinct from new.subjects_told_at)
) execute function privacy_refuse_change();
create trigger closed_for_good before update on privacy_breach
for each row when (old.closed_at is not null)
execute function privacy_refuse_change();

-- The 72 hours begin in our time: neither to come nor long past. The clock is
-- read now, because a transaction may have begun before we knew.
create function privacy_guard_awareness() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if new.aware_at > clock_timestamp()
    or new.aware_at < clock_timestamp() - interval '366 days' then
        raise exception 'we knew of it within the last year'
            using errcode = 'check_violation',
            constraint = 'known_within_a_year';
    end if;
    return new;
end
$$;
create trigger known_within_a_year before insert on privacy_breach
for each row execute function privacy_guard_awareness();

-- Two people agreed to whom the letter goes. The address may be forgotten, but
-- nobody turns the letter to another one.
create trigger address_is_agreed before update on privacy_disclosure
for each row when (
    old.approved_by_id is not null and new.email is not null
    and old.email is distinct from new.email and old.email is not null
) execute function privacy_refuse_change();

-- Where none was kept, it is typed in later by somebody who may disclose and
-- did not judge the order.
create function privacy_guard_typed_address() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (
        select from privacy_disclosure
        where id = new.row_id and assessed_by_id = new.by_id
    ) then
        raise exception 'who judged the order does not say where to write'
            using errcode = 'check_violation',
            constraint = 'two_people_know_the_address';
    end if;
    return new;
end
$$;
create trigger two_people_know_the_address before insert on privacy_auditevent
for each row when (
    new.kind = 'privacy.Disclosure' and new.purpose = 'address typed in'
) execute function privacy_guard_typed_address();
