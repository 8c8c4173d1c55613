import { unionisationStages } from '@union/schema/codes.ts';
import { campaign, campaignGoal, unionisationEvent } from '../sheets/campaigns.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, daysInOrder, register } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';
import { scopeUnknown } from './scopes.ts';

export const campaigns = register(campaign, { checks: [daysInOrder(campaign, 'starts_on', 'ends_on', true)] });

export const campaignGoals = register(campaignGoal, { checks: [scopeUnknown('campaign_goal')] });

/** What is booked to a campaign falls into its window, both days included. */
export const outsideCampaign = (sheetKey: string, day: string): Check => ({
  code: 'OUTSIDE_CAMPAIGN',
  column: day,
  query: (staged) => `
    select s.row_no, s.${day}::text as value, campaign.campaign_code as campaign,
      campaign.starts_on::text as "from", campaign.ends_on::text as "to"
    from ${stageTable(sheetKey)} s
      join (${rowsToBe('campaign', 'campaign_code', ['starts_on', 'ends_on'], staged)}) campaign using (campaign_code)
    where s.${day} not between campaign.starts_on and campaign.ends_on`,
});

const eventRows = stageTable('unionisation_event');
const stageName = (language: 'zh' | 'en') =>
  `case earlier.stage ${Object.entries(unionisationStages)
    .map(([code, words]) => `when '${code}' then '${words[language]}'`)
    .join(' ')} end`;
const rank = (stage: string) => `array_position(array['${Object.keys(unionisationStages).join("','")}'], ${stage})`;

/** A stage comes no earlier than the first day of each stage before it. */
const stageTooEarly: Check = {
  code: 'STAGE_TOO_EARLY',
  column: 'occurred_on',
  query: () => `
    with known as materialized (
      select credit_code, stage, min(occurred_on) as first_on from (
        select credit_code, stage, occurred_on from ${eventRows}
        union all
        select enterprise.credit_code, event.stage, event.occurred_on
        from unionisation_event event join enterprise using (enterprise_id)
        where exists (select from ${eventRows} s where s.credit_code = enterprise.credit_code)
      ) event group by credit_code, stage
    )
    select distinct on (s.row_no) s.row_no, s.occurred_on::text as value, earlier.first_on::text as day,
      ${stageName('zh')} as stage, ${stageName('en')} as "stageEn"
    from ${eventRows} s join known earlier on earlier.credit_code = s.credit_code
      and ${rank('earlier.stage')} < ${rank('s.stage')} and earlier.first_on > s.occurred_on
    order by s.row_no, ${rank('earlier.stage')}`,
};

export const unionisationEvents = register(unionisationEvent, {
  checks: [
    daysInOrder(unionisationEvent, 'occurred_on', 'next_action_on', true),
    stageTooEarly,
    outsideCampaign('unionisation_event', 'occurred_on'),
  ],
});
