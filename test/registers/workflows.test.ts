import { workflows } from '@union/registers/workflows/workflows.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { county, shop } from '../intake/support/county.ts';
import { eachEngine } from '../support/database.ts';
import { type Office, openOffice, person } from './support/office.ts';

const ANSWER = `__typename
  ... on RecordChanged { changeId records { type id version changes { field before after } } warnings { code } }
  ... on RuleBroken { problems { code field messageZh } }
  ... on StepNotAllowed { state allowed { step name } message }
  ... on NotAllowed { message }
  ... on VersionConflict { version }`;

test('every step but the first of a workflow leads from states that it has, and a step is named once', () => {
  const names = workflows.flatMap(({ steps }) => steps.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  for (const { name, states, steps } of workflows) {
    for (const step of steps)
      expect([name, step.name, step.from.filter((state) => !(state in states))]).toEqual([name, step.name, []]);
  }
});

eachEngine((engine) => {
  let office: Office;
  const officer = person('officer');
  beforeAll(async () => {
    office = await openOffice(engine, county());
  });
  afterAll(() => office.close());

  type Record = { id: string; version: string; state: string; nextSteps: { step: string }[] };
  const STATE = 'id version state isOverdue stepDueOn nextSteps { step }';
  const read = async (field: string, key: string, viewer = officer): Promise<Record> =>
    (await office.ask(viewer, `query ($key: ID!) { found: ${field}(key: $key) { ${STATE} } }`, { key })).found;
  const take = async (
    step: string,
    record: { id: string; version: string } | undefined,
    input: string,
    viewer = officer,
    more = '',
  ) => {
    const args = [record && `id: "${record.id}", version: "${record.version}"`, input && `input: { ${input} }`, more];
    return (await office.ask(viewer, `mutation { done: ${step}(${args.filter(Boolean).join(', ')}) { ${ANSWER} } }`))
      .done;
  };

  test('a proposal is overdue until it has feedback, is rectified and then closed', async () => {
    const open = await read('congressProposal', 'SYTA-002');
    expect(open).toMatchObject({ state: 'OVERDUE', isOverdue: true, stepDueOn: '2014-05-20' });
    expect(await take('rectifyProposal', open, 'rectifiedOn: "2014-06-01"')).toMatchObject({
      __typename: 'StepNotAllowed',
      state: 'overdue',
      allowed: [{ step: 'giveProposalFeedback' }, { step: 'reassignProposal' }],
    });
    await take('giveProposalFeedback', open, 'feedbackOn: "2014-06-01", needsRectification: true');
    const answered = await read('congressProposal', 'SYTA-002');
    expect(answered).toMatchObject({ state: 'RECTIFYING', isOverdue: false });
    expect(await take('rectifyProposal', open, 'rectifiedOn: "2014-06-05"')).toMatchObject({
      __typename: 'VersionConflict',
      version: answered.version,
    });
    await take('rectifyProposal', answered, 'rectifiedOn: "2014-06-05"');
    expect(await read('congressProposal', 'SYTA-002')).toMatchObject({
      state: 'CLOSED',
      nextSteps: [{ step: 'rateProposal' }],
    });
  });

  test('an enterprise goes from stage to stage to a union, which covers it from that day', async () => {
    const way = async () =>
      (
        await office.ask(
          officer,
          'query ($code: ID!) { enterprise(creditCode: $code) { id version unionisation { state isOverdue stepDueOn nextSteps { step } } } }',
          { code: shop },
        )
      ).enterprise;
    const found = await way();
    expect(found.unionisation).toMatchObject({ state: 'CONTACTED', isOverdue: true, stepDueOn: '2012-07-01' });
    expect(await take('approveUnion', found, 'occurredOn: "2014-06-01"')).toMatchObject({
      __typename: 'StepNotAllowed',
      allowed: [{ step: 'contactEnterprise' }, { step: 'prepareUnion' }],
    });
    await take('prepareUnion', found, 'occurredOn: "2014-06-01"');
    await take('approveUnion', await way(), 'occurredOn: "2014-06-10"');
    const done = await take(
      'establishUnion',
      await way(),
      'occurredOn: "2014-06-20", unionCode: "SY-0002", kind: JOINT',
    );
    expect(done.records.map(({ type }: { type: string }) => type).sort()).toEqual([
      'CoverageLink',
      'UnionisationEvent',
    ]);
    expect((await way()).unionisation).toMatchObject({ state: 'ESTABLISHED', isOverdue: false, nextSteps: [] });
    const { unionisationCases } = await office.ask(
      officer,
      '{ unionisationCases(filter: { state: [ESTABLISHED], region: "320924" }) { totalCount } }',
    );
    expect(unionisationCases.totalCount).toBe(2);
  });

  test('the day to reply to an offer comes of the rule of the place, and an agreement of what was accepted', async () => {
    const sent = await take(
      'sendBargainingOffer',
      undefined,
      'offerNo: "SYYY-0100", federationCode: "320924", regionCode: "320924100", sentOn: "2014-06-01"',
    );
    expect(sent.records[0].changes).toContainEqual({ field: 'replyDueOn', before: null, after: '2014-06-21' });
    const offer = await read('bargainingOffer', 'SYYY-0100');
    expect(offer.state).toBe('OVERDUE');
    await take('replyToOffer', offer, 'repliedOn: "2014-06-10", reply: ACCEPTED');
    await take(
      'signOfferedAgreement',
      await read('bargainingOffer', 'SYYY-0100'),
      'agreementNo: "SYHT-0100", kind: WAGE, signedOn: "2014-06-20", validFrom: "2014-07-01", expiresOn: "2015-07-01"',
    );
    expect(await read('bargainingOffer', 'SYYY-0100')).toMatchObject({ state: 'AGREED', nextSteps: [] });
    const agreement = await read('agreement', 'SYHT-0100');
    expect(agreement).toMatchObject({ state: 'LAPSED', nextSteps: [{ step: 'renewAgreement' }] });
    await take(
      'renewAgreement',
      agreement,
      'agreementNo: "SYHT-0101", signedOn: "2015-06-20", validFrom: "2015-07-01", expiresOn: "2016-07-01"',
    );
    expect((await read('agreement', 'SYHT-0100')).state).toBe('RENEWED');
  });

  test('working days are counted by the holidays of the year, and not guessed where its notice is missing', async () => {
    const { db } = office.database;
    const rule = { region_code: '320924', kind: 'offer_reply_workdays', value: 10, valid_from: '2012-01-01' } as const;
    await db
      .insertInto('regional_rule')
      .values({ ...rule, valid_to: null, document: null, import_id: null })
      .execute();
    const send = (offerNo: string, more = '') =>
      take(
        'sendBargainingOffer',
        undefined,
        `offerNo: "${offerNo}", federationCode: "320924", regionCode: "320924", sentOn: "2012-09-24"${more}`,
      );
    expect(await send('SYYY-0200')).toMatchObject({
      __typename: 'RuleBroken',
      problems: [{ code: 'HOLIDAYS_MISSING', field: 'replyDueOn', messageZh: expect.stringContaining('2012') }],
    });
    // Who knows the day may give it.
    expect((await send('SYYY-0200', ', replyDueOn: "2012-10-15"')).__typename).toBe('RecordChanged');
    const dayOff = (day: string) => ({ day, name: '国庆节', is_workday: false, import_id: null });
    await db
      .insertInto('public_holiday')
      .values([
        ...['2012-10-01', '2012-10-02', '2012-10-03', '2012-10-04', '2012-10-05'].map(dayOff),
        { ...dayOff('2012-09-29'), is_workday: true },
      ])
      .execute();
    // 25 to 28 September, the working Saturday, and five days from 8 October on.
    expect((await send('SYYY-0201')).records[0].changes).toContainEqual({
      ...{ field: 'replyDueOn', before: null, after: '2012-10-12' },
    });
    await db.deleteFrom('regional_rule').where('region_code', '=', '320924').execute();
    await db.deleteFrom('bargaining_offer').where('offer_no', 'like', 'SYYY-02%').execute();
  });

  test('a file comes before a payment, and a payment after it closed is refused', async () => {
    const cadre = person('assistance_officer');
    const file = await read('hardshipHousehold', 'SYKN-001', cadre);
    expect(file).toMatchObject({ state: 'VISIT_DUE', isOverdue: true });
    const pay = 'grantNo: "SYBF-0200", assistanceType: LIVING, amountCents: 50000, fundSource: UNION_FUNDS';
    expect(await take('payAssistance', file, `${pay}, paidOn: "2013-12-01"`, cadre)).toMatchObject({
      __typename: 'RuleBroken',
      problems: [{ code: 'HARDSHIP_FILE_NOT_OPEN', field: 'fileNo' }],
    });
    expect((await take('payAssistance', file, `${pay}, paidOn: "2014-03-01"`, cadre)).__typename).toBe('RecordChanged');
    await take('closeHouseholdFile', file, 'closedOn: "2014-08-01", closeReason: "脱困"', cadre);
    const closed = await read('hardshipHousehold', 'SYKN-001', cadre);
    expect(await take('payAssistance', closed, `${pay}, paidOn: "2014-03-01"`, cadre)).toMatchObject({
      __typename: 'StepNotAllowed',
      state: 'closed',
      allowed: [],
    });
  });

  test('a rating is reviewed and decided by reviewers, and checked again after a year', async () => {
    const entered = await take(
      'enterSelfRating',
      undefined,
      'roundCode: "SY-2013", unionCode: "SY-0002", selfScore: 91',
    );
    const rating = async () =>
      (
        await office.ask(
          officer,
          'query ($id: ID!) { node(id: $id) { ... on StarRating { id version state nextSteps { step } } } }',
          {
            id: entered.records[0].id,
          },
        )
      ).node;
    const reviewer = person('reviewer');
    expect(
      await take(
        'decideRating',
        await rating(),
        'outcome: FIRST, level: 5, decidedBy: "评审委", decidedOn: "2013-12-20"',
        reviewer,
      ),
    ).toMatchObject({
      __typename: 'StepNotAllowed',
      state: 'self_rated',
    });
    expect((await take('reviewRating', await rating(), 'reviewScore: 90.5')).__typename).toBe('NotAllowed');
    await take('reviewRating', await rating(), 'reviewScore: 90.5', reviewer);
    await take(
      'decideRating',
      await rating(),
      'outcome: FIRST, level: 5, decidedBy: "评审委", decidedOn: "2013-12-20"',
      reviewer,
    );
    expect(await rating()).toMatchObject({ state: 'RECHECK_DUE', nextSteps: [{ step: 'recheckRating' }] });
  });

  test('a return is decided by the level above, and becomes a figure only when it is accepted', async () => {
    const town = person('officer', '320924100');
    const draft = await take(
      'draftReturn',
      undefined,
      `filingNo: "SYBB-001", federationCode: "320924100", regionCode: "320924100", reportedOn: "2014-06-30",
        enterpriseCount: 40, coveredCount: 12, workerCount: 900, memberCount: 300`,
      town,
    );
    expect(draft.__typename).toBe('RecordChanged');
    const returns = async () =>
      (await office.ask(officer, '{ aggregateReturns(filter: { region: "320924100" }) { totalCount } }'))
        .aggregateReturns.totalCount;
    await take('submitReturn', await read('returnFiling', 'SYBB-001'), '', town);
    expect((await take('acceptReturn', await read('returnFiling', 'SYBB-001'), '', town)).__typename).toBe(
      'NotAllowed',
    );
    await take('sendBackReturn', await read('returnFiling', 'SYBB-001'), 'returnReason: "会员数偏低"');
    expect(await read('returnFiling', 'SYBB-001')).toMatchObject({ state: 'RETURNED' });
    await take('reviseReturn', await read('returnFiling', 'SYBB-001'), 'memberCount: 500', town);
    await take('submitReturn', await read('returnFiling', 'SYBB-001'), '', town);
    expect(await returns()).toBe(0);
    const accepted = await take('acceptReturn', await read('returnFiling', 'SYBB-001'), '');
    expect(accepted.records.map(({ type }: { type: string }) => type).sort()).toEqual([
      'AggregateReturn',
      'ReturnFiling',
    ]);
    expect(await returns()).toBe(1);
    expect(await take('submitReturn', await read('returnFiling', 'SYBB-001'), '', town)).toMatchObject({
      __typename: 'StepNotAllowed',
      state: 'accepted',
    });
  });

  test('a dry run of a step says what it would write and leaves the state', async () => {
    const finding = (await office.ask(officer, `{ censusFindings { edges { node { ${STATE} } } } }`)).censusFindings
      .edges[0].node;
    expect(finding.state).toBe('NORMAL');
    const running = await read('campaign', 'SY-JH-2014');
    expect(running.state).toBe('ENDED');
    const proposal = await read('congressProposal', 'SYTA-001');
    expect(await take('rateProposal', proposal, 'satisfaction: DISSATISFIED', officer, 'dryRun: true')).toMatchObject({
      changeId: null,
      records: [{ changes: [{ field: 'satisfaction', before: 'satisfied', after: 'dissatisfied' }] }],
    });
    expect(await read('congressProposal', 'SYTA-001')).toEqual(proposal);
  });

  test('the list of work holds what waits in a scope, the most urgent first, page after page', async () => {
    const list = async (args: string, viewer = officer) =>
      (
        await office.ask(
          viewer,
          `{ workList(${args}) { pageInfo { endCursor hasNextPage } edges { node { kind due dueOn title recordType recordId } } } }`,
        )
      ).workList;
    const whole = await list('scope: "federation:320924"');
    const days = whole.edges.map(({ node }: { node: { dueOn: string | null } }) => node.dueOn ?? '9999');
    expect(days).toEqual([...days].sort());
    const kinds = new Set(whole.edges.map(({ node }: { node: { kind: string } }) => node.kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['UNIONISATION', 'OFFER_REPLY', 'STAR_RECHECK', 'STAR_PLAN']));
    expect(kinds).not.toContain('HOUSEHOLD_VISIT');
    const first = await list('scope: "federation:320924", first: 2');
    const rest = await list(`scope: "federation:320924", first: 100, after: "${first.pageInfo.endCursor}"`);
    expect([...first.edges, ...rest.edges]).toEqual(whole.edges);
    const [plan] = (await list('kinds: [STAR_PLAN]')).edges;
    const { node } = await office.ask(officer, 'query ($id: ID!) { node(id: $id) { __typename } }', {
      id: plan.node.recordId,
    });
    expect(node.__typename).toBe('StarPlan');
  });

  test('what waits for me is what my roles let me do, within my federations', async () => {
    const counts = async (viewer: ReturnType<typeof person>, args = 'mine: true') =>
      Object.fromEntries(
        (await office.ask(viewer, `{ workCounts(${args}) { kind overdue soon later none } }`)).workCounts.map(
          ({ kind, ...count }: { kind: string; [due: string]: unknown }) => [kind, count],
        ),
      );
    expect(Object.keys(await counts(person('reviewer'))).sort()).toEqual([
      'RATING_DECISION',
      'RATING_REVIEW',
      'RETURN_DECISION',
      'STAR_RECHECK',
    ]);
    expect(await counts(person('assistance_officer'))).toEqual({ HOUSEHOLD_VISIT: expect.anything() });
    const town = await counts(person('officer', '320924100'), 'mine: false');
    expect(town.OFFER_REPLY).toEqual({ overdue: 0, soon: 0, later: 0, none: 0 });
    const all = await counts(officer, 'scope: "region:320924", mine: false');
    expect(all.OFFER_REPLY).toEqual({ overdue: 1, soon: 0, later: 0, none: 0 });
    expect(await counts(officer, 'scope: "region:110000", mine: false')).toMatchObject({ OFFER_REPLY: { overdue: 0 } });
  });
});
