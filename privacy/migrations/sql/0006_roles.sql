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
        -- Whose address somebody else only typed in is not concerned.
        and (c.proven_at is not null or c.taken_in_by_id is not null)
    ) then
        raise exception 'nobody works on a request of their own'
            using errcode = 'check_violation', constraint = 'your_own_request';
    end if;
    if exists (
        select from privacy_disclosure as d
        join privacy_staffmember as s on s.email = d.email
        where new.kind = 'privacy.Disclosure' and d.id = new.row_id
        and s.id = new.by_id
    ) then
        raise exception 'nobody decides about data of their own'
            using errcode = 'check_violation', constraint = 'your_own_data';
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

-- Somebody must be left who looks after the accounts; the lock lets two leads
-- leave one after the other. But an account that nobody used for years is
-- emptied, whoever's it was, and closed with that.
create function privacy_guard_account() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' and new.email is null then
        new.is_active := false;
        return new;
    end if;
    if tg_op = 'UPDATE' and new.role = 'lead' and new.is_active
        or old.role <> 'lead' or not old.is_active then
        return coalesce(new, old);
    end if;
    perform pg_advisory_xact_lock(3004);
    if not exists (
        select from privacy_staffmember
        where role = 'lead' and is_active and id <> old.id
    ) then
        raise exception 'nobody else looks after the accounts'
            using errcode = 'check_violation',
            constraint = 'a_lead_is_left';
    end if;
    return coalesce(new, old);
end
$$;
create trigger a_lead_is_left before update or delete on privacy_staffmember
for each row execute function privacy_guard_account();

create function privacy_guard_own_account() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    raise exception 'nobody changes what they may do themselves'
        using errcode = 'check_violation', constraint = 'your_own_account';
end
$$;
create trigger not_their_own_account before insert on privacy_auditevent
for each row when (
    new.action = 'account_changed' and new.row_id = new.by_id
    and new.purpose <> 'name'
) execute function privacy_guard_own_account();
