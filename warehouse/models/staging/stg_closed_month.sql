-- The end of the last month that is over and settled: one row. Figures of households speak of month ends alone, so that no
-- two nights of a month differ by the payments, files or visits of a day; and only once the days are over in which officers
-- enter what they paid until the month's end (5 by default).
select date_trunc('month', as_of + 1 - household_settling_days)::date - 1 as closed_on
from night
