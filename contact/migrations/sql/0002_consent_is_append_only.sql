-- What somebody agreed to stays as they agreed to it (Article 7(1)): steps
-- are added, in order, and go when their proof ends. The words never change.
create function contact_refuse_rewriting() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op
        using errcode = 'check_violation';
end
$$;

create function contact_refuse_early_deletion() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    -- Today differs by a day between Vilnius and the session's time zone.
    if old.proof_ends_on > current_date + 1 then
        raise exception 'the proof of a consent is kept until its day'
            using errcode = 'check_violation';
    end if;
    return old;
end
$$;

-- The one thing noted later is when the link to confirm was sent.
create trigger never_rewritten
before update of subscription_id, number, kind, at, wording_id,
    policy_version, method, proof_ends_on on contact_consentevent
for each row execute function contact_refuse_rewriting();

create trigger never_deleted_early before delete on contact_consentevent
for each row execute function contact_refuse_early_deletion();

create trigger never_truncated before truncate on contact_consentevent
for each statement execute function contact_refuse_rewriting();

create trigger never_rewritten before update or delete on contact_wording
for each row execute function contact_refuse_rewriting();

create trigger never_truncated before truncate on contact_wording
for each statement execute function contact_refuse_rewriting();

revoke update, delete, truncate on contact_wording from {runtime};
revoke truncate on contact_consentevent from {runtime};
