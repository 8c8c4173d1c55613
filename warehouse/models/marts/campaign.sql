-- A campaign that has begun: one row per campaign_code; starts_on and ends_on are both days of it.
select
    raw_campaign.campaign_code,
    raw_campaign.name,
    raw_campaign.kind,
    raw_campaign.federation_code,
    raw_campaign.starts_on,
    raw_campaign.ends_on
from raw_campaign cross join night
where raw_campaign.starts_on <= night.as_of
order by raw_campaign.campaign_code
