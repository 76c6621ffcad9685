-- A request: what is fixed, which step may follow which, and when it may go.
create table privacy_step (
    before varchar(16) not null,
    after varchar(16) not null,
    primary key (before, after)
);
insert into privacy_step values
    ('received', 'verifying'), ('received', 'open'),
    ('received', 'refused'), ('received', 'withdrawn'),
    ('verifying', 'open'), ('verifying', 'refused'),
    ('verifying', 'withdrawn'), ('verifying', 'lapsed'),
    ('open', 'verifying'), ('open', 'extended'), ('open', 'answered'),
    ('open', 'refused'), ('open', 'withdrawn'),
    ('extended', 'answered'), ('extended', 'refused'),
    ('extended', 'withdrawn');
revoke insert, update, delete, truncate on privacy_step from {runtime};

create function privacy_guard_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if (new.right, new.channel, new.received_on, new.received_at)
        is distinct from
        (old.right, old.channel, old.received_on, old.received_at) then
        raise exception 'right, channel and receipt of a request are fixed'
            using errcode = 'check_violation';
    end if;
    if new.state <> old.state and not exists (
        select from privacy_step where before = old.state and after = new.state
    ) then
        raise exception 'no step leads from % to %', old.state, new.state
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger steps_are_allowed before update on privacy_datasubjectrequest
for each row execute function privacy_guard_request();

-- It begins unproven or, taken in by staff, open; never in the middle.
create function privacy_guard_new_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if new.received_on > privacy_date_of_duty(clock_timestamp()) then
        raise exception 'a request cannot be received in the future'
            using errcode = 'check_violation';
    end if;
    if new.state not in ('received', 'open') then
        raise exception 'a request begins received or open, not %', new.state
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger received_in_the_past before insert on privacy_datasubjectrequest
for each row execute function privacy_guard_new_request();

create function privacy_guard_open_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if old.state in ('verifying', 'open', 'extended') then
        raise exception 'an unanswered request is not deleted'
            using errcode = 'check_violation';
    end if;
    return old;
end
$$;
create trigger never_deleted_unanswered
before delete on privacy_datasubjectrequest
for each row execute function privacy_guard_open_request();

alter table privacy_datasubjectrequest
    add constraint ended_means_closed check (
        (closed_at is not null)
        = (state in ('answered', 'refused', 'withdrawn', 'lapsed'))),
    add constraint at_work_means_opened check (
        state not in ('open', 'extended', 'answered')
        or opened_at is not null),
    -- Article 12(3): once, with reasons, told in the first month; and not for
    -- complaints, which the policy answers within 30 days.
    add constraint an_extension_is_whole check (
        num_nonnulls(extended_to, extension_told_on,
            nullif(btrim(extension_reason), '')) in (0, 3)
        or closed_at is not null),
    add constraint an_extension_has_a_reason check (
        extended_to is null or closed_at is not null
        or length(btrim(extension_reason)) >= 20),
    add constraint an_extension_is_told_in_time check (
        extended_to is null or (extension_told_on <= due_on) is true),
    add constraint an_extension_is_not_too_long check (
        extended_to is null
        or (extended_to <= privacy_latest_extension(received_on, "right"::text))
            is true),
    add constraint no_extension_of_a_complaint check (
        extended_to is null or "right" <> 'complaint'),
    add constraint extended_means_to_when check (
        state <> 'extended' or extended_to is not null),
    -- Article 12(6): only with reasonable doubts, and they are written down.
    add constraint a_question_has_a_doubt check (
        identity_asked_on is null or closed_at is not null
        or length(btrim(identity_doubt)) >= 20),
    add constraint verifying_means_asked check (
        state <> 'verifying' or identity_asked_on is not null),
    -- Article 12(4): reasons and remedies.
    add constraint a_refusal_has_ground_and_remedies check (
        state <> 'refused'
        or (refusal_ground <> '' and remedies_told is true)),
    add constraint no_answer_while_a_hit_is_unexplained check (
        "right" <> 'erasure' or state <> 'answered' or joined_to_id is not null
        or (scanned_at is not null and unexplained = 0) is true);

-- Article 18(2): what is restricted is stored, and nothing else. It may be
-- erased, and released when the person was told (18(3)). The trigger names as
-- arguments the columns that may change all the same.
create function privacy_refuse_change_of_restricted() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    free text[] = coalesce(tg_argv, '{}');
    was jsonb = to_jsonb(old) - free;
    is_now jsonb = to_jsonb(new) - free;
begin
    -- A row without an address is about nobody: there is nothing to lock.
    if old.restriction_id is null or old.email is null or was = is_now then
        return new;
    end if;
    if new.restriction_id is null
        and was - 'restriction_id' = is_now - 'restriction_id'
        and exists (
            select from privacy_restriction
            where id = old.restriction_id and told_before_lift_at is not null
        ) then
        return new;
    end if;
    if new.email is null and was - 'email' = is_now - 'email' then
        return new;
    end if;
    raise exception 'restricted data can only be stored'
        using errcode = 'check_violation';
end
$$;
