-- The name of the trigger is the rule: whoever is refused reads it.
create or replace function privacy_refuse_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    raise exception '% of % is refused', tg_op, tg_table_name
        using errcode = 'check_violation', constraint = tg_name;
end
$$;

-- Article 12(5): a refusal is proposed by one and agreed to by another. What
-- was proposed is what is agreed to.
create trigger proposed_as_it_is before update on privacy_refusal
for each row execute function privacy_refuse_change_of(
    'dsr_id', 'ground', 'proposed_by_id', 'proposed_at'
);
create trigger reason_only_emptied before update on privacy_refusal
for each row when (
    (old.reason <> new.reason and new.reason <> '')
    or (old.declined_at is not null and new.declined_because <> ''
        and old.declined_because <> new.declined_because)
) execute function privacy_refuse_change();
create trigger decided_once before update on privacy_refusal
for each row when (
    (old.approved_at is not null or old.declined_at is not null)
    and (old.approved_at, old.approved_by_id, old.declined_at)
        is distinct from (new.approved_at, new.approved_by_id, new.declined_at)
) execute function privacy_refuse_change();
create trigger held after delete on privacy_refusal
referencing old table as gone
for each statement execute function privacy_refuse_deletion_under_hold();
create trigger held_from_emptying before update on privacy_refusal
for each row when (
    (old.reason <> '' and new.reason = '')
    or (old.declined_because <> '' and new.declined_because = '')
) execute function privacy_refuse_emptying_under_hold();

create function privacy_guard_refused() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (
        select from privacy_refusal
        where dsr_id = new.id and approved_at is not null
        and ground = new.refusal_ground
        and reason = new.outcome and length(btrim(reason)) >= 20
    ) then
        raise exception 'no second person agreed to this refusal'
            using errcode = 'check_violation',
            constraint = 'a_refusal_is_agreed_to_by_a_second_person';
    end if;
    return new;
end
$$;
create trigger refused_by_two before update on privacy_datasubjectrequest
for each row when (
    new.state = 'refused' and (old.state, old.refusal_ground)
        is distinct from (new.state, new.refusal_ground)
)
execute function privacy_guard_refused();

-- Article 19: first those who got the data are told, or it is said why not.
create function privacy_guard_answered() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (
        select from privacy_recipientnotice
        where dsr_id = new.id
        and acknowledged_at is null and excused_at is null
    ) then
        raise exception 'a recipient has not answered'
            using errcode = 'check_violation',
            constraint = 'every_recipient_answers_first';
    end if;
    return new;
end
$$;
create trigger recipients_first before update on privacy_datasubjectrequest
for each row when (new.state = 'answered' and old.state <> 'answered')
execute function privacy_guard_answered();

create trigger a_notice_is_about_one_request
before update on privacy_recipientnotice
for each row execute function privacy_refuse_change_of(
    'dsr_id', 'recipient', 'about', 'made_at'
);

create function privacy_guard_notice_of_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (
        select from privacy_datasubjectrequest
        where id = old.dsr_id and closed_at is null
    ) then
        raise exception 'a recipient of an open request is not forgotten'
            using errcode = 'check_violation',
            constraint = 'every_recipient_answers_first';
    end if;
    return old;
end
$$;
create trigger never_deleted_unanswered
before delete on privacy_recipientnotice
for each row when (old.acknowledged_at is null and old.excused_at is null)
execute function privacy_guard_notice_of_request();

-- Who proved an address, or was vouched for, did so for this one.
create trigger address_only_emptied before update on privacy_claimedaddress
for each row when (
    new.email is not null and old.email is distinct from new.email
) execute function privacy_refuse_change();

-- P77: a complaint ends with an answer in words, and with what comes next.
create trigger a_complaint_is_answered_in_words
before update on privacy_datasubjectrequest
for each row when (
    new."right" = 'complaint' and new.state = 'answered'
    and old.state <> 'answered' and new.joined_to_id is null
    and (btrim(new.outcome) = '' or btrim(new.what_next) = '')
) execute function privacy_refuse_change();

-- What a colleague had deleted is looked for, like what the person had.
alter table privacy_datasubjectrequest
    drop constraint no_answer_while_a_hit_is_unexplained,
    add constraint no_answer_while_a_hit_is_unexplained check (
        ("right" <> 'erasure'
            and ("right" not in ('child', 'objection') or plan_hash = ''))
        or state <> 'answered' or joined_to_id is not null
        or (scanned_at is not null and unexplained = 0) is true);

-- What is held is not emptied in the columns that are new, either.
drop trigger held_from_emptying on privacy_datasubjectrequest;
create trigger held_from_emptying before update on privacy_datasubjectrequest
for each row when (
    (old.details <> '' and new.details = '')
    or (old.identity_doubt <> '' and new.identity_doubt = '')
    or (old.extension_reason <> '' and new.extension_reason = '')
    or (old.outcome <> '' and new.outcome = '')
    or (old.what_next <> '' and new.what_next = '')
) execute function privacy_refuse_emptying_under_hold();
drop trigger held_from_emptying on privacy_claimedaddress;
create trigger held_from_emptying before update on privacy_claimedaddress
for each row when (
    (old.email is not null and new.email is null)
    or (old.vouched_how <> '' and new.vouched_how = '')
) execute function privacy_refuse_emptying_under_hold();

-- A hold is in force from when a second person agreed to it.
create or replace function privacy_refuse_deletion_under_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    held text;
begin
    select h.row_id into held
    from privacy_legalhold as h join gone on gone.id::text = h.row_id
    where h.kind = tg_table_name and h.approved_by_id is not null
    and (h.ended_on is null or h.ended_on > privacy_date_of_duty(now()))
    limit 1;
    if found then
        raise exception '% % is under a legal hold', tg_table_name, held
            using errcode = 'check_violation', constraint = 'a_hold_is_kept';
    end if;
    return null;
end
$$;
create or replace function privacy_refuse_emptying_under_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (
        select from privacy_legalhold
        where kind = tg_table_name and row_id = old.id::text
        and approved_by_id is not null
        and (ended_on is null or ended_on > privacy_date_of_duty(now()))
    ) then
        raise exception '% % is under a legal hold', tg_table_name, old.id
            using errcode = 'check_violation', constraint = 'a_hold_is_kept';
    end if;
    return new;
end
$$;

drop trigger set_as_it_is on privacy_legalhold;
create trigger set_as_it_is before update on privacy_legalhold
for each row execute function privacy_refuse_change_of(
    'kind', 'row_id', 'ground', 'reason', 'set_by_id',
    'started_on', 'review_on'
);
create trigger agreed_once before update on privacy_legalhold
for each row when (
    old.approved_by_id is not null
    and old.approved_by_id is distinct from new.approved_by_id
) execute function privacy_refuse_change();
create trigger still_holds_something before update on privacy_legalhold
for each row when (
    old.approved_by_id is null and new.approved_by_id is not null
) execute function privacy_guard_new_hold();
drop trigger never_deleted_while_it_holds on privacy_legalhold;
create trigger never_deleted_while_it_holds before delete on privacy_legalhold
for each row when (
    old.approved_by_id is not null
    and (old.ended_on is null or old.ended_on > privacy_date_of_duty(now()))
) execute function privacy_refuse_change();
