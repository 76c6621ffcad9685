-- The legal clock, as in privacy/clock.py. Dates in, dates out: no time zone
-- of any session can move them.
create function privacy_due_on(received date, right_used text) returns date
immutable strict parallel safe language sql
return least(
    (received + interval '1 month')::date,
    case when right_used = 'complaint' then received + 30 end
);
