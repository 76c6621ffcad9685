-- The audit and the ledger are chains. Each row holds the SHA-256 of its
-- predecessor's hash and of its own content, so that no row can be changed,
-- put between or taken out unseen. privacy/proof/chain.py computes the same.
create function privacy_link(prev_hash text, said jsonb) returns text
immutable strict parallel safe language sql
return encode(sha256(convert_to(prev_hash || said::text, 'UTF8')), 'hex');

create function privacy_utc(moment timestamptz) returns text
stable strict parallel safe language sql
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- The lock is held until the transaction ends, so a number is given only when
-- the one before is there to stay: no gaps, and no order but this one.
-- pg_temp comes last, or a temporary table could pose as the chain.
create function privacy_chain_event() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    last privacy_auditevent;
begin
    perform pg_advisory_xact_lock(3001);
    select * into last from privacy_auditevent order by seq desc limit 1;
    new.seq := coalesce(last.seq, 0) + 1;
    new.prev_hash := coalesce(last.hash, '');
    new.hash := privacy_link(new.prev_hash, jsonb_build_array(
        new.seq, privacy_utc(new.at), new.actor, new.action, new.by_id,
        new.dsr_id, new.kind, new.row_id, new.count, new.purpose));
    return new;
end
$$;
create trigger chained before insert on privacy_auditevent
for each row execute function privacy_chain_event();

-- A line that comes with a hash comes back from outside, after a restore: it
-- must be exactly the next one.
create function privacy_chain_line() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    last privacy_ledgerline;
    given privacy_ledgerline = new;
begin
    perform pg_advisory_xact_lock(3002);
    select * into last from privacy_ledgerline order by seq desc limit 1;
    new.seq := coalesce(last.seq, 0) + 1;
    new.prev_hash := coalesce(last.hash, '');
    new.hash := privacy_link(new.prev_hash, jsonb_build_array(
        new.seq, privacy_utc(new.at), new.kind, new.mac, new.dsr_reference));
    if given.hash <> ''
        and (given.seq, given.hash) is distinct from (new.seq, new.hash) then
        raise exception 'this is not the next line of the ledger'
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger chained before insert on privacy_ledgerline
for each row execute function privacy_chain_line();
