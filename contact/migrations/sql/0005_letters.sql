-- Consent (Article 7). A yes answers a question: the step before it is the
-- request. The lock of the subscription puts all who change or use it in line.
create function contact_guard_consent() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    last text;
begin
    perform from contact_subscription
    where id = new.subscription_id for no key update;
    select kind into last from contact_consentevent
    where subscription_id = new.subscription_id order by number desc limit 1;
    if last is distinct from 'requested' then
        raise exception 'nobody asked before this answer'
            using errcode = 'check_violation',
            constraint = 'an_answer_follows_a_request';
    end if;
    return new;
end
$$;
create trigger an_answer_follows_a_request
before insert on contact_consentevent
for each row when (new.kind in ('confirmed', 'refused'))
execute function contact_guard_consent();

drop trigger never_rewritten on contact_consentevent;
create trigger never_rewritten
before update of subscription_id, number, kind, at, wording_id, language, form,
    policy_version, method, mac, proof_ends_on on contact_consentevent
for each row execute function contact_refuse_rewriting();

-- A person may say no, and pause, at any time, restricted or not.
drop trigger restricted_data_is_only_stored on contact_subscription;
create trigger restricted_data_is_only_stored
before update on contact_subscription
for each row execute function
    privacy_refuse_change_of_restricted('stopped_at', 'replaces_id');

-- P21: the row of a delivery is the permission to send, and is made or renewed
-- at the moment of sending. A withdrawal that is under way is waited for.
create function contact_guard_delivery() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    s contact_subscription;
    l contact_letter;
    yes contact_consentevent;
    refusal text;
begin
    select * into s from contact_subscription
    where id = new.subscription_id for share;
    select * into l from contact_letter where id = new.letter_id;
    -- A new wish neither ends nor revives what was decided before it.
    select * into yes from contact_consentevent
    where subscription_id = new.subscription_id and kind <> 'requested'
    order by number desc limit 1;
    refusal = case
        when l.started_at is null or l.paused_at is not null
            or l.finished_at is not null then 'the letter is not being sent'
        when s.email is null then 'nobody is there'
        when s.purpose <> l.purpose then 'they agreed to something else'
        when s.restriction_id is not null then 'the data is only stored'
        when s.paused_until > clock_timestamp() then 'they want a pause'
        when yes.kind is distinct from 'confirmed' then 'no living consent'
        when yes.mac = '' then 'the address cannot be compared'
        when exists (select from privacy_suppression where mac = yes.mac)
            then 'the address is suppressed'
    end;
    if refusal is not null then
        raise exception '%', refusal using errcode = 'check_violation',
            constraint = 'only_who_said_yes';
    end if;
    return new;
end
$$;
create trigger only_who_said_yes
before insert or update of tried_at on contact_delivery
for each row execute function contact_guard_delivery();

create trigger delivered_as_it_was before update on contact_delivery
for each row when (
    old.letter_id <> new.letter_id
    or old.subscription_id <> new.subscription_id
    or old.sent_at is not null and (
        new.sent_at is distinct from old.sent_at
        or new.tried_at <> old.tried_at
    )
) execute function contact_refuse_rewriting();

-- What people got stays what they got.
create trigger sent_as_it_was before update on contact_letter
for each row when (
    old.started_at is not null and (
        new.subject <> old.subject or new.preheader <> old.preheader
        or new.body <> old.body or new.purpose <> old.purpose
        or new.slug <> old.slug or new.started_at is distinct from old.started_at
        or old.finished_at is distinct from new.finished_at
            and old.finished_at is not null
    )
) execute function contact_refuse_rewriting();
create trigger never_deleted_once_sent before delete on contact_letter
for each row when (old.started_at is not null)
execute function contact_refuse_rewriting();

-- P63: an answer goes to the message it answers, in the words that were sent.
create trigger answered_as_it_was before update on contact_reply
for each row when (
    old.enquiry_id <> new.enquiry_id or old.body <> new.body
    or old.sent_at is not null and new.sent_at is distinct from old.sent_at
) execute function contact_refuse_rewriting();

-- Who answers people also writes to those who want our letters.
insert into privacy_may
select unnest(array['handler', 'approver', 'lead']), 'letter_sent';
