-- Who may do what, as in privacy/models/roles.py; a test compares them. The
-- audit takes no event of a colleague who may not do it, who has left, or
-- whose own request it is. Every act notes an event in its own transaction, so
-- the act is refused with it, whoever calls it and from wherever.
create table privacy_may (
    role varchar(16) not null,
    action varchar(32) not null,
    primary key (role, action)
);
insert into privacy_may
select 'handler', unnest(array[
    'consulted', 'downloaded', 'taken_in', 'taken', 'given_back', 'vouched',
    'link_reissued', 'message_out', 'identity_asked', 'identity_accepted',
    'extended', 'corrected', 'restricted', 'lifted', 'erasure_decided',
    'scanned', 'hold_proposed', 'recipient_told', 'recipient_answered',
    'recipient_excused', 'refusal_proposed', 'answered', 'lapsed', 'assessed',
    'person_told', 'breach_noted']);
insert into privacy_may
select 'approver', action from privacy_may
union all
select 'approver', unnest(array[
    'vouch_approved', 'vouch_declined', 'held', 'hold_declined', 'released',
    'refused', 'refusal_declined', 'agreed', 'disclosed']);
insert into privacy_may
select 'lead', action from privacy_may where role = 'approver'
union all
select 'lead', unnest(array[
    'breach_step', 'account_made', 'account_changed']);
revoke insert, update, delete, truncate on privacy_may from {runtime};

create function privacy_guard_actor() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (
        select from privacy_staffmember as s
        join privacy_may as m on m.role = s.role and m.action = new.action
        where s.id = new.by_id and s.is_active
    ) then
        raise exception 'this colleague may not do this'
            using errcode = 'check_violation', constraint = 'not_your_role';
    end if;
    if exists (
        select from privacy_claimedaddress as c
        join privacy_staffmember as s on s.email = c.email
        where c.request_id = new.dsr_id and s.id = new.by_id
    ) then
        raise exception 'nobody works on a request of their own'
            using errcode = 'check_violation', constraint = 'your_own_request';
    end if;
    return new;
end
$$;
create trigger may_do_it before insert on privacy_auditevent
for each row when (new.by_id is not null)
execute function privacy_guard_actor();

-- The second person of a decision is one who may be it.
create function privacy_guard_second_person() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (
        select from privacy_staffmember
        where id = new.approved_by_id and is_active
        and role in ('approver', 'lead')
    ) then
        raise exception 'this colleague may not agree'
            using errcode = 'check_violation', constraint = 'not_your_role';
    end if;
    return new;
end
$$;
create trigger agreed_by_an_approver
before insert or update of approved_by_id on privacy_refusal
for each row when (new.approved_by_id is not null)
execute function privacy_guard_second_person();
create trigger agreed_by_an_approver
before insert or update of approved_by_id on privacy_claimedaddress
for each row when (new.approved_by_id is not null)
execute function privacy_guard_second_person();
create trigger agreed_by_an_approver
before insert or update of approved_by_id on privacy_legalhold
for each row when (new.approved_by_id is not null)
execute function privacy_guard_second_person();
create trigger agreed_by_an_approver
before insert or update of approved_by_id on privacy_disclosure
for each row when (new.approved_by_id is not null)
execute function privacy_guard_second_person();
