-- Offers of a scope whose last day for a reply is over while no reply is known: overdue_count. An offer to an enterprise
-- that is gone waits no more. open_count: sent and waiting for a reply, overdue or not.
select region_code, park_code, federation_code, sent_on as valid_from, open_until as valid_to, 1 as open_count, 0 as overdue_count
from stg_offer
where sent_on < open_until
union all
select region_code, park_code, federation_code, reply_due_on + 1, open_until, 0, 1
from stg_offer
where reply_due_on + 1 < open_until
