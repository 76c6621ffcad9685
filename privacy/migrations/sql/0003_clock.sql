-- The rest of the legal clock, as in privacy/clock.py and privacy/holidays.py.
-- A moment becomes a day by a time zone that is written here, so that no time
-- zone of any session can move one.
create or replace function privacy_date_of_duty(moment timestamptz) returns date
immutable strict parallel safe language sql
return (moment at time zone 'Europe/Vilnius')::date;

create or replace function privacy_latest_extension(
    received date, right_used text
) returns date
immutable strict parallel safe language sql
return case
    when right_used = 'complaint' then privacy_due_on(received, right_used)
    else least(
        (received + interval '3 months')::date,
        (privacy_due_on(received, right_used) + interval '2 months')::date
    )
end;

create or replace function privacy_easter(year integer) returns date
immutable strict parallel safe language sql
begin atomic
    with first_guess as (
        select (
            19 * (year % 19) + 15
            + (3 * (year / 100) + 3) / 4 - (8 * (year / 100) + 13) / 25
        ) % 30 as age
    ), full_moon as (
        select make_date(year, 3, 21)
            + age - (age + year % 19 / 11) / 29 as moon
        from first_guess
    )
    select moon + 7 - extract(isodow from moon)::integer % 7 from full_moon;
end;

-- Labour Code, 123. The holidays that are always Sundays need no line.
create or replace function privacy_is_working_day(day date) returns boolean
immutable strict parallel safe language sql
return not (
    extract(isodow from day) > 5
    or (extract(month from day), extract(day from day)) in (
        (1, 1), (2, 16), (3, 11), (5, 1), (6, 24), (7, 6), (8, 15),
        (11, 1), (11, 2), (12, 24), (12, 25), (12, 26)
    )
    or day = privacy_easter(extract(year from day)::integer) + 1
);

-- Five days is the longest that a year can be without a working one.
create or replace function privacy_legal_day(day date) returns date
immutable strict parallel safe language sql
return (
    select min(day + later)
    from generate_series(0, 5) as later
    where privacy_is_working_day(day + later)
);

create or replace function privacy_breach_due_at(aware_at timestamptz)
returns timestamptz
immutable strict parallel safe language sql
return (aware_at at time zone 'UTC' + interval '72 hours') at time zone 'UTC';
