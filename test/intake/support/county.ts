import { creditCodeCheck } from '@union/intake/values/credit-code.ts';
import type { WorkbookRow } from '@union/intake/workbook/write-workbook.ts';

/** Rows by sheet key, as `writeWorkbook` takes them, to be changed by a test. */
export type County = Record<string, Record<string, string | number | boolean | null>[]>;

/** A valid credit code from its first 17 characters. */
export const creditCode = (first17: string) => first17 + creditCodeCheck(first17);

export const mill = creditCode('91320924MA0000001');
export const works = creditCode('91320924MA0000002');
export const shop = creditCode('91320924MA0000003');

/** A small county without a fault: every sheet has a row. */
export function county(): County {
  return {
    federation: [
      { federation_code: '320924', name: '射阳县总工会', level: 'county', parent_code: null, region_code: '320924' },
      {
        federation_code: '320924100',
        name: '合德镇总工会',
        level: 'town',
        parent_code: '320924',
        region_code: '320924100',
      },
    ],
    park: [
      {
        park_code: '320924400',
        name: '射阳经济开发区',
        level: 'province',
        region_code: '320924',
        opened_on: '2006-04-01',
      },
    ],
    enterprise: [
      {
        credit_code: mill,
        name: '射阳示范纺织有限公司',
        region_code: '320924100',
        park_code: '320924400',
        unit_type_code: '170',
        industry_code: 'C17',
        is_non_public: true,
        is_above_scale: true,
        settled_on: '2010-03-01',
      },
      {
        credit_code: works,
        name: '示范机械厂',
        region_code: '320924100',
        is_non_public: false,
        settled_on: '2011-05-04',
      },
      { credit_code: shop, name: '示范商店', region_code: '320924100', is_non_public: true, settled_on: '2012-01-01' },
    ],
    headcount_observation: [
      {
        credit_code: mill,
        observed_on: '2014-06-30',
        source: 'return',
        worker_count: 120,
        female_count: 56,
        migrant_count: 30,
      },
      { credit_code: works, observed_on: '2014-06-30', source: 'return', worker_count: 40 },
    ],
    membership_observation: [
      { credit_code: mill, observed_on: '2014-06-30', source: 'register', member_count: 108, female_count: 50 },
    ],
    trade_union: [
      {
        union_code: 'SY-0001',
        credit_code: creditCode('81320924MC0000001'),
        name: '射阳示范纺织有限公司工会',
        org_type: 'single',
        federation_code: '320924100',
        region_code: '320924100',
        park_code: '320924400',
        approved_on: '2013-05-20',
        approval_no: '射工发〔2013〕12号',
        term_ends_on: '2028-05-20',
        chair_kind: 'part_time',
      },
      {
        union_code: 'SY-0002',
        name: '合德镇联合工会',
        org_type: 'joint',
        federation_code: '320924100',
        region_code: '320924100',
        approved_on: '2012-02-01',
      },
    ],
    coverage_link: [
      {
        credit_code: mill,
        union_code: 'SY-0001',
        kind: 'independent',
        valid_from: '2013-05-20',
        evidence: '射工发〔2013〕12号',
      },
      { credit_code: works, union_code: 'SY-0002', kind: 'joint', valid_from: '2012-02-01', valid_to: '2014-01-01' },
    ],
    member: [
      {
        member_key: 'm-7f3a9c21',
        credit_code: mill,
        union_code: 'SY-0001',
        joined_on: '2013-06-01',
        sex_code: '2',
        is_frontline: true,
      },
    ],
    census_finding: [{ union_code: 'SY-0001', checked_on: '2014-03-10', result: 'normal' }],
    rating_scheme: [{ scheme_code: 'SY-STAR', name: '星级办法', federation_code: '320924', valid_from: '2013-01-01' }],
    rating_level: [
      { scheme_code: 'SY-STAR', level: 3, name: '三星级', min_score: 70 },
      { scheme_code: 'SY-STAR', level: 5, name: '五星级', min_score: 90 },
    ],
    rating_round: [
      {
        round_code: 'SY-2013',
        scheme_code: 'SY-STAR',
        name: '2013年度',
        opened_on: '2013-11-01',
        closed_on: '2013-12-20',
      },
    ],
    star_rating: [
      {
        round_code: 'SY-2013',
        union_code: 'SY-0001',
        self_score: 92,
        review_score: 88.5,
        level: 3,
        outcome: 'first',
        decided_on: '2013-12-20',
      },
    ],
    account_chart: [
      { chart_code: 'GH-2009', name: '工会会计制度（2009）', valid_from: '2010-01-01', valid_to: '2022-01-01' },
    ],
    ledger_account: [
      { chart_code: 'GH-2009', account_code: '501', name: '职工活动支出', side: 'spending' },
      { chart_code: 'GH-2009', account_code: '506', name: '补助下级支出', side: 'spending', is_transfer_down: true },
    ],
    ledger_line: [
      {
        union_code: 'SY-0001',
        voucher_no: '2014-06-012',
        line_no: 1,
        posted_on: '2014-06-18',
        chart_code: 'GH-2009',
        account_code: '501',
        amount_yuan: 12500.5,
        beneficiary_class: 'frontline',
      },
      {
        federation_code: '320924',
        voucher_no: '2014-06-012',
        line_no: 1,
        posted_on: '2014-06-20',
        chart_code: 'GH-2009',
        account_code: '506',
        amount_yuan: 3000,
        counterparty_union_code: 'SY-0001',
      },
    ],
    frontline_rule: [
      { rule_code: 'SY-FRONT-1', name: '一线口径', approved_by: '射阳县总工会', valid_from: '2013-01-01' },
    ],
    frontline_rule_account: [
      { rule_code: 'SY-FRONT-1', chart_code: 'GH-2009', account_code: '501', counts_as: 'direct' },
    ],
    hardship_household: [
      {
        file_no: 'SYKN-001',
        federation_code: '320924',
        region_code: '320924100',
        category: 'relative',
        cause: 'illness',
        rule_version: '2014',
        opened_on: '2014-01-10',
      },
    ],
    assistance_grant: [
      {
        grant_no: 'SYBF-0001',
        federation_code: '320924',
        file_no: 'SYKN-001',
        beneficiary_class: 'hardship',
        assistance_type: 'warmth',
        amount_yuan: 3000,
        fund_source: 'union_funds',
        paid_on: '2014-01-20',
      },
    ],
    aggregate_return: [
      {
        park_code: '320924400',
        reported_on: '2014-06-30',
        enterprise_count: 100,
        covered_count: 46,
        worker_count: 6200,
        member_count: 2900,
      },
    ],
    light_rule: [{ light_rule_code: 'SY-2012', name_zh: '射阳 2012', name_en: 'Sheyang 2012', measure: 'points' }],
    light_band: [
      {
        light_rule_code: 'SY-2012',
        band_no: 1,
        from_bp: 0,
        light: 'green',
        status: 'on_track',
        word_zh: '绿灯',
        word_en: 'green light',
        shape: 'circle',
        colour_token: 'good',
      },
    ],
    target: [
      {
        target_code: 'SY-JH-2012',
        metric_id: 'enterprise_unionisation_rate',
        scope_id: 'region:320924',
        starts_on: '2012-01-01',
        ends_on: '2012-12-31',
        baseline_value: 0.46,
        target_value: 0.85,
        comparison: '>',
      },
    ],
    target_milestone: [{ target_code: 'SY-JH-2012', due_on: '2012-06-30', value: 0.65 }],
    campaign: [
      {
        campaign_code: 'SY-JH-2014',
        name: '2014年集中建会月',
        kind: 'unionisation',
        federation_code: '320924',
        starts_on: '2014-05-01',
        ends_on: '2014-05-31',
      },
    ],
    campaign_goal: [{ campaign_code: 'SY-JH-2014', scope_id: 'region:320924100', goal_count: 12 }],
    unionisation_event: [
      { credit_code: shop, stage: 'found', occurred_on: '2014-04-20', next_action_on: '2014-05-10' },
      { credit_code: shop, stage: 'contacted', occurred_on: '2014-05-10', campaign_code: 'SY-JH-2014' },
    ],
    bargaining_offer: [
      {
        offer_no: 'SYYY-0001',
        federation_code: '320924',
        region_code: '320924100',
        credit_code: mill,
        sent_on: '2014-03-10',
        reply_due_on: '2014-03-30',
        replied_on: '2014-03-21',
        reply: 'accepted',
      },
      {
        offer_no: 'SYYY-0002',
        federation_code: '320924',
        region_code: '320924100',
        sent_on: '2014-05-31',
        reply_due_on: '2014-06-20',
        campaign_code: 'SY-JH-2014',
      },
    ],
    agreement: [
      {
        agreement_no: 'SYHT-2013',
        kind: 'wage',
        federation_code: '320924100',
        region_code: '320924100',
        union_code: 'SY-0001',
        signed_on: '2013-06-10',
        valid_from: '2013-06-01',
        expires_on: '2014-06-01',
        terminated_on: '2014-05-01',
      },
      {
        agreement_no: 'SYHT-2014',
        kind: 'wage',
        federation_code: '320924100',
        region_code: '320924100',
        union_code: 'SY-0001',
        offer_no: 'SYYY-0001',
        signed_on: '2014-04-15',
        valid_from: '2014-05-01',
        expires_on: '2015-05-01',
        renews_agreement_no: 'SYHT-2013',
        covered_enterprise_count: 1,
        covered_worker_count: 120,
        covered_female_count: 56,
      },
    ],
    agreement_enterprise: [{ agreement_no: 'SYHT-2014', credit_code: mill }],
    congress_proposal: [
      {
        proposal_no: 'SYTA-001',
        union_code: 'SY-0001',
        owner_unit: '后勤部',
        accepted_on: '2014-02-20',
        due_on: '2014-05-20',
        feedback_on: '2014-05-08',
        needs_rectification: true,
        rectified_on: '2014-06-10',
        satisfaction: 'satisfied',
      },
      {
        proposal_no: 'SYTA-002',
        federation_code: '320924',
        owner_unit: '县总工会',
        accepted_on: '2014-02-20',
        due_on: '2014-05-20',
      },
    ],
    household_visit: [{ file_no: 'SYKN-001', visited_on: '2014-02-18', programme: 'two_month', team: '第一组' }],
    union_pairing: [
      {
        pairing_code: 'SYJD-001',
        programme: 'joint_prosper',
        union_code: 'SY-0001',
        partner_union_code: 'SY-0002',
        starts_on: '2014-03-01',
      },
      {
        pairing_code: 'SYJD-002',
        programme: 'pairing',
        union_code: 'SY-0002',
        partner_name: '县供电公司工会',
        starts_on: '2014-03-01',
        ends_on: '2014-12-31',
      },
    ],
    service_site: [
      {
        site_code: 'SYZD-001',
        kind: 'care_station',
        name: '合德镇爱心驿站',
        federation_code: '320924100',
        region_code: '320924100',
        opened_on: '2014-03-18',
      },
    ],
    service_site_rating: [{ site_code: 'SYZD-001', decided_on: '2014-06-20', level: 4, outcome: 'first' }],
    contest: [
      {
        contest_code: 'SY-AKB-2014',
        kind: 'ankang_cup',
        name: '安康杯竞赛',
        federation_code: '320924',
        starts_on: '2014-01-01',
        ends_on: '2014-12-31',
      },
    ],
    contest_entry: [
      {
        contest_code: 'SY-AKB-2014',
        entry_no: '1',
        credit_code: mill,
        entered_on: '2014-04-08',
        entrant_count: 40,
        is_approximate: true,
      },
    ],
    activity: [
      {
        activity_no: 'SYHD-001',
        kind: 'legal_outreach',
        name: '法制宣传月',
        federation_code: '320924',
        region_code: '320924',
        held_on: '2014-05-12',
        attendee_count: 600,
        is_approximate: true,
      },
      {
        activity_no: 'SYHD-002',
        kind: 'democratic_meeting',
        name: '班组民主管理会',
        federation_code: '320924100',
        region_code: '320924100',
        union_code: 'SY-0001',
        held_on: '2014-05-13',
        level: 'team',
      },
    ],
    honour: [
      {
        honour_no: 'SYRY-001',
        kind: 'harmonious_unit',
        level: 'county',
        federation_code: '320924',
        region_code: '320924100',
        credit_code: mill,
        awarded_on: '2014-06-20',
      },
      {
        honour_no: 'SYRY-002',
        kind: 'finest_worker',
        level: 'county',
        federation_code: '320924',
        region_code: '320924',
        person_key: 'p-00000001',
        result: 'nominated',
        awarded_on: '2014-05-01',
      },
    ],
    enrolment: [
      {
        enrolment_no: 'SYMC-001',
        kind: 'joint_pledge',
        federation_code: '320924',
        region_code: '320924100',
        credit_code: mill,
        starts_on: '2014-03-01',
      },
    ],
    rights_case: [
      {
        case_no: 'SYWQ-001',
        kind: 'wage_arrears',
        channel: 'visit',
        federation_code: '320924',
        region_code: '320924100',
        credit_code: works,
        opened_on: '2014-01-10',
        due_on: '2014-02-10',
        closed_on: '2014-01-28',
        result: 'resolved',
        worker_count: 23,
        claimed_yuan: 186000,
        recovered_yuan: 186000,
      },
    ],
    suggestion: [
      {
        suggestion_no: 'SYJY-001',
        union_code: 'SY-0001',
        submitted_on: '2014-03-03',
        decided_on: '2014-03-20',
        is_adopted: true,
        implemented_on: '2014-05-10',
        benefit_yuan: 50000,
      },
    ],
    apprenticeship: [
      {
        apprenticeship_no: 'SYST-001',
        union_code: 'SY-0001',
        master_key: 'm-7f3a9c21',
        apprentice_key: 'm-1b2c3d4e',
        skill: '挡车工',
        starts_on: '2014-03-01',
      },
    ],
    startup_loan: [
      {
        loan_no: 'SYCYD-001',
        federation_code: '320924',
        region_code: '320924100',
        borrower_kind: 'enterprise',
        credit_code: shop,
        bank: '射阳农村商业银行',
        granted_on: '2014-06-26',
        line_yuan: 200000,
      },
    ],
    enterprise_visit: [
      {
        visit_no: 'SYZF-001',
        federation_code: '320924',
        credit_code: mill,
        visited_on: '2014-03-18',
        problem: 'finance',
        due_on: '2014-06-18',
        solved_on: '2014-05-20',
      },
    ],
    star_plan: [
      {
        union_code: 'SY-0001',
        scheme_code: 'SY-STAR',
        target_level: 5,
        planned_on: '2014-01-10',
        due_on: '2014-12-31',
      },
    ],
    regional_rule: [{ region_code: '320900', kind: 'offer_reply_days', value: 20, valid_from: '2014-01-01' }],
    public_holiday: [{ day: '2014-10-01', name: '国庆节' }],
  };
}

/** A county of the sheets named alone. */
export function pick(all: County, ...keys: string[]): County {
  return Object.fromEntries(keys.map((key) => [key, all[key] ?? []]));
}

/** The first row of a sheet, to be changed. */
export function first(all: County, sheet: string): Record<string, string | number | boolean | null> {
  const row = all[sheet]?.[0];
  if (!row) throw new Error(`no row in ${sheet}`);
  return row;
}

export type Rows = Readonly<Record<string, readonly WorkbookRow[]>>;
