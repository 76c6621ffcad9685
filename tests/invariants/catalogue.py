"""What PostgreSQL's own catalogue says about the guards that stand."""

from tests.invariants.forbidden import every_story, run


# Made by procrastinate, not by us.
OURS = "relname ~ '^(agg|contact|privacy)_'"
TRIGGERS = f"""
    select format('trigger %s on %s', tgname, relname)
    from pg_trigger join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and {OURS} order by 1
"""
# Django names a constraint after its app; ours are sentences.
CONSTRAINTS = f"""
    select format('constraint %s on %s', conname, relname)
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype in ('c', 'u', 'x') and {OURS}
    and conname !~ '^(agg|contact|privacy)_' order by 1
"""
INDEXES = f"""
    select format('index %s on %s', own.relname, pg_class.relname)
    from pg_index join pg_class on pg_class.oid = indrelid
    join pg_class as own on own.oid = indexrelid
    where indisunique and indpred is not null
    and pg_class.{OURS} order by 1
"""


def guards_in_no_story() -> list[str]:
    """Every trigger, named constraint and rule that no story takes away."""
    found = run(TRIGGERS) + run(CONSTRAINTS) + run(INDEXES)
    stand = [name for (name,) in found]
    told = {
        name
        for case in every_story()
        for guard in case.guards
        for name in guard.name.split(', ')
    }
    return [name for name in stand if name not in told]


def trigger_functions() -> list[tuple[str, str | None]]:
    """The name of every trigger function of ours, and where it looks."""
    return run("""
        select distinct proname, (
            select substr(setting, 13) from unnest(proconfig) as setting
            where starts_with(setting, 'search_path=')
        )
        from pg_proc join pg_trigger on pg_proc.oid = tgfoid
        where pronamespace = 'public'::regnamespace
        and proname !~ '^procrastinate_'
    """)


def tables_that_only_grow(role: str) -> set[str]:
    """Where the role adds, but a right or a trigger is in the way of more."""
    return {
        name
        for (name,) in run(
            f"""
        select relname from pg_class where relkind = 'r' and {OURS}
        and has_table_privilege(%s, oid, 'insert') and (
            not has_table_privilege(%s, oid, 'delete')
            or exists (
                select from pg_trigger where tgrelid = pg_class.oid
                and tgname in ('never_rewritten', 'never_deleted')
            )
        )
    """,
            [role, role],
        )
    }


def tables_that_refuse_truncate() -> set[str]:
    """By a statement trigger: row triggers do not see a TRUNCATE."""
    truncate = 32  # TRIGGER_TYPE_TRUNCATE of pg_trigger.h
    return {
        name
        for (name,) in run(
            'select relname from pg_class join pg_trigger'
            ' on pg_class.oid = tgrelid where tgtype & %s <> 0',
            [truncate],
        )
    }
