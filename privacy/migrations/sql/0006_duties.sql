-- The end of a hold may come sooner than was said, never later: to hold on is
-- a new hold, of two people again. What is over is history.
drop trigger ends_once on privacy_legalhold;
create trigger ends_once before update on privacy_legalhold
for each row when (
    old.ended_on is not null and old.ended_on is distinct from new.ended_on
    and (
        new.ended_on is null or new.ended_on > old.ended_on
        or old.ended_on <= privacy_date_of_duty(now())
    )
) execute function privacy_refuse_change();

-- To say no to an authority is history, too.
create trigger history_once_declined before update on privacy_disclosure
for each row when (old.declined_on is not null)
execute function privacy_refuse_change_of(
    'authority', 'country', 'instrument', 'reference', 'received_on',
    'legal_basis', 'article_48_note', 'assessed_by_id', 'approved_by_id',
    'disclosed_on', 'declined_on', 'declined_because'
);

-- Article 33(4): the authority learns more in phases, but is told once, and
-- so are the people. Of what is closed nothing is written any more.
create trigger told_once before update on privacy_breach
for each row when (
    (old.authority_told_at is not null
        and old.authority_told_at is distinct from new.authority_told_at)
    or (old.subjects_told_at is not null
        and old.subjects_told_at is distinct from new.subjects_told_at)
) execute function privacy_refuse_change();
create trigger closed_for_good before update on privacy_breach
for each row when (old.closed_at is not null)
execute function privacy_refuse_change();
