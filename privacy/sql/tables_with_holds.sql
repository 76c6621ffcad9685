select relname from pg_trigger join pg_class on pg_class.oid = tgrelid
where tgfoid = 'privacy_refuse_deletion_under_hold'::regproc
