import type { Database } from '@union/schema/db/database.ts';
import { addLightRules } from '@union/schema/targets/add-light-rules.ts';
import { sql } from 'kysely';

/** The night's day of the small federation. */
export const AS_OF = '2024-05-20';

export const TOWNS = ['320924100', '320924101', '320924102', '320924103', '320924104'] as const;

/** A number from 0 to `most - 1` that looks random and is the same for the same row: `salt` tells columns apart. */
const pick = (salt: string, most: number) =>
  `((('x' || substr(md5(i::text || '${salt}'), 1, 7))::bit(28)::int) % ${most})`;
const town = (salt: string) => `'32092410' || ${pick(salt, 5)}`;
const day = (salt: string) => `date '2022-01-10' + ${pick(salt, 860)}`;
/** Town federations exist for the first three towns; others are the county's, or an industry's. */
const federation = (salt: string) =>
  `(array['320924100', '320924101', '320924102', '320924', '320924-EDU'])[1 + ${pick(salt, 5)}]`;

/** A county with five towns, three parks, and some two years of enterprises, unions, offers, activities and loans. */
export async function fillRegisters({ db }: Database): Promise<void> {
  await sql
    .raw(`
    insert into region (region_code, name, level, parent_code)
    select '32092410' || i, '镇' || i, 'town', '320924' from generate_series(0, 4) i on conflict do nothing;
    insert into federation (federation_code, name, level, parent_code, region_code) values
      ('320900', '盐城市总工会', 'city', null, '320900'),
      ('320924', '射阳县总工会', 'county', '320900', '320924'),
      ('320924100', '甲镇总工会', 'town', '320924', '320924100'),
      ('320924101', '乙镇总工会', 'town', '320924', '320924101'),
      ('320924102', '丙镇总工会', 'town', '320924', '320924102'),
      ('320924-EDU', '射阳县教育工会', 'industry', '320924', '320924');
    insert into park (park_code, name, level, region_code, opened_on) values
      ('P1', '甲工业园', 'county', '320924100', '2010-01-01'),
      ('P2', '乙工业园', 'county', '320924101', '2010-01-01'),
      ('P3', '丙工业园', 'county', '320924102', '2010-01-01');

    insert into enterprise (credit_code) select '91320924' || lpad(i::text, 10, '0') from generate_series(1, 160) i;
    insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, unit_type_code, industry_code, is_non_public)
    select i, begins, case when ${pick('left', 4)} = 0 then begins + 30 + ${pick('stay', 500)} end, '企业' || i, region,
      case when ${pick('park', 3)} = 0 and region < '320924103' then 'P' || (right(region, 1)::int + 1) end,
      (array['170', '300', null])[1 + ${pick('type', 3)}], (array['C13', 'E47', 'F51', null])[1 + ${pick('industry', 4)}],
      ${pick('public', 3)} > 0
    from (select i, ${day('settled')} as begins, ${town('home')} as region from generate_series(1, 160) i) given;
    -- Some moved on to another town.
    insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, unit_type_code, industry_code, is_non_public)
    select enterprise_id, valid_to, null, name, '320924104', unit_type_code, industry_code, is_non_public
    from enterprise_period where valid_to is not null and enterprise_id % 2 = 0;

    insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on, term_ends_on, certificate_no, certificate_issued_on)
    select 'U' || i, '工会' || i, (array['single', 'joint', 'regional', 'park'])[1 + ${pick('org', 4)}],
      ${federation('fed')}, region, case when ${pick('upark', 4)} = 0 and region < '320924103' then 'P' || (right(region, 1)::int + 1) end,
      approved, case when ${pick('gone', 6)} = 0 then approved + 20 + ${pick('life', 400)} end,
      case when ${pick('term', 5)} = 0 then approved + 60 end,
      case when ${pick('cert', 2)} = 0 then 'C' || i end,
      case when ${pick('cert', 2)} = 0 then approved + ${pick('issued', 200)} end
    from (select i, ${day('approved')} as approved, ${town('uhome')} as region from generate_series(1, 90) i) given;

    insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to)
    select i, 1 + ${pick('covers', 90)}, (array['independent', 'joint', 'joint', 'organiser'])[1 + ${pick('link', 4)}],
      begins, case when ${pick('ends', 5)} = 0 then begins + 100 end
    from (select i, ${day('covered')} as begins from generate_series(1, 160) i) given;

    insert into bargaining_offer (offer_no, federation_code, region_code, sent_on, reply_due_on, replied_on, reply)
    select 'O' || i, ${federation('ofed')}, ${town('ohome')}, sent, sent + 15,
      case when replied then sent + ${pick('days', 30)} end, case when replied then 'accepted' end
    from (select i, ${day('sent')} as sent, ${pick('replied', 3)} > 0 as replied from generate_series(1, 140) i) given;

    insert into activity (activity_no, kind, name, federation_code, region_code, held_on, session_count, attendee_count)
    select 'A' || i, (array['legal_outreach', 'party_union'])[1 + ${pick('akind', 2)}], '活动' || i, ${federation('afed')}, ${town('ahome')},
      ${day('held')}, 1 + ${pick('sessions', 3)}, ${pick('people', 300)}
    from generate_series(1, 150) i;

    insert into startup_loan (loan_no, federation_code, region_code, borrower_kind, bank, granted_on, line_cents)
    select 'L' || i, ${federation('lfed')}, ${town('lhome')}, 'person', '某银行', ${day('granted')}, 100000 * (1 + ${pick('line', 90)})
    from generate_series(1, 60) i;

    insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, document) values
      ('T-JH', 'enterprise_unionisation_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.2, 0.85, '>', '建会意见'),
      ('T-JH-1', 'enterprise_unionisation_rate', 'region:320924101', '2024-05-20', '2024-12-31', 0.1, 0.5, '>=', '镇建会意见'),
      ('T-KK', 'union_shell_zombie_share', 'region:320924', '2024-01-01', '2024-12-31', 0.5, 0.05, '<', null),
      ('T-XJ', 'new_union_count', 'region:320924', '2024-01-01', '2024-12-31', null, 60, '>=', null);
    insert into target_milestone (target_code, due_on, value) values ('T-JH', '2024-03-31', 0.5), ('T-JH', '2024-09-30', 0.8);
  `)
    .execute(db);
  await addLightRules(db);
}
