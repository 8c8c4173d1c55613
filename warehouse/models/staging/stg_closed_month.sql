-- The end of the last month that is over: one row. Figures of households speak of month ends alone, so that no two nights
-- of a month differ by the payments, files or visits of a day.
select if(as_of = last_day(as_of), as_of, date_trunc('month', as_of)::date - 1) as closed_on
from night
