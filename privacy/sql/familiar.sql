select exists (
    select from privacy_familiardatabase
    where which = (
        select system_identifier || '/' || oid
        from pg_control_system(), pg_database
        where datname = current_database()
    )
)
