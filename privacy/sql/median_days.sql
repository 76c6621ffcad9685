select percentile_cont(0.5) within group (
    order by privacy_date_of_duty(closed_at) - received_on
)
from privacy_datasubjectrequest
where state in ('answered', 'refused')
