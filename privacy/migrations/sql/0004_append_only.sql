-- Proof is added, never changed, whoever asks; and it goes when its time is
-- over (facts.AUDIT, facts.LEDGER), from the oldest on, so that what is left
-- is still a chain.
create function privacy_refuse_rewriting_proof() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op
        using errcode = 'check_violation';
end
$$;

create function privacy_let_old_events_go() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (select from gone where at > now() - interval '730 days') then
        raise exception 'an event is kept for two years'
            using errcode = 'check_violation';
    end if;
    if exists (
        select from privacy_auditevent where seq < (select max(seq) from gone)
    ) then
        raise exception 'events go from the oldest on'
            using errcode = 'check_violation';
    end if;
    return null;
end
$$;

-- The newest line always stays: by it we see that a backup was restored.
create function privacy_let_old_lines_go() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (select from gone where at > now() - interval '45 days') then
        raise exception 'a line is kept as long as the oldest backup'
            using errcode = 'check_violation';
    end if;
    if exists (
        select from privacy_ledgerline where seq < (select max(seq) from gone)
    ) or exists (select from gone) and not exists (
        select from privacy_ledgerline
    ) then
        raise exception 'lines go from the oldest on, and the newest stays'
            using errcode = 'check_violation';
    end if;
    return null;
end
$$;

create trigger never_rewritten before update on privacy_auditevent
for each row execute function privacy_refuse_rewriting_proof();
create trigger never_truncated before truncate on privacy_auditevent
for each statement execute function privacy_refuse_rewriting_proof();
create trigger go_from_the_oldest after delete on privacy_auditevent
referencing old table as gone
for each statement execute function privacy_let_old_events_go();

create trigger never_rewritten before update on privacy_ledgerline
for each row execute function privacy_refuse_rewriting_proof();
create trigger never_truncated before truncate on privacy_ledgerline
for each statement execute function privacy_refuse_rewriting_proof();
create trigger go_from_the_oldest after delete on privacy_ledgerline
referencing old table as gone
for each statement execute function privacy_let_old_lines_go();

create trigger never_rewritten before update or delete on privacy_restoreevent
for each row execute function privacy_refuse_rewriting_proof();
create trigger never_truncated before truncate on privacy_restoreevent
for each statement execute function privacy_refuse_rewriting_proof();

revoke update, truncate on privacy_auditevent from {runtime};
revoke update, truncate on privacy_ledgerline from {runtime};
revoke update, delete, truncate on privacy_restoreevent from {runtime};
revoke update, truncate on privacy_suppression from {runtime};
-- The sweep locks what it deletes, and whoever locks a row must be allowed to
-- update some column of it. The trigger refuses every update all the same.
grant update (seq) on privacy_auditevent to {runtime};
