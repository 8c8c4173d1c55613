import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mill } from '../intake/support/county.ts';
import { eachEngine } from '../support/database.ts';
import { type Office, openOffice, person } from './support/office.ts';

const CHANGED = `__typename
  ... on RecordChanged {
    dryRun changeId
    records { type id version changes { field before after } record { __typename ... on CongressProposal { proposalNo feedbackOn version } } }
    warnings { code }
  }
  ... on RuleBroken { problems { code field value isWarning messageZh } }
  ... on VersionConflict { version current { field value } yours { field value } }
  ... on NotAllowed { message }
  ... on RecordNotFound { message }`;

eachEngine((engine) => {
  let office: Office;
  const officer = person('officer');
  beforeAll(async () => {
    office = await openOffice(engine);
  });
  afterAll(() => office.close());

  const proposal = (key: string) =>
    office
      .ask(
        officer,
        'query ($key: ID!) { congressProposal(key: $key) { id version feedbackOn ownerUnit union { code } } }',
        { key },
      )
      .then(({ congressProposal }) => congressProposal);
  const correct = (id: string, version: string, input: object, more = '') =>
    office
      .ask(
        officer,
        `mutation ($id: ID!, $version: String!, $input: CorrectCongressProposalInput!) {
          correctCongressProposal(id: $id, version: $version, input: $input ${more}) { ${CHANGED} }
        }`,
        { id, version, input },
      )
      .then(({ correctCongressProposal }) => correctCongressProposal);
  const create = (input: object, more = '', viewer = officer) =>
    office
      .ask(
        viewer,
        `mutation ($input: CreateCongressProposalInput!) { createCongressProposal(input: $input ${more}) { ${CHANGED} } }`,
        { input },
      )
      .then(({ createCongressProposal }) => createCongressProposal);

  const accepted = {
    proposalNo: 'SYTA-100',
    unionCode: 'SY-0001',
    ownerUnit: '工会办',
    acceptedOn: '2014-02-20',
    dueOn: '2014-05-20',
  };

  test('a row is created by the rules of the sheet, with a version and what was filled', async () => {
    const result = await create(accepted);
    expect(result).toMatchObject({
      __typename: 'RecordChanged',
      dryRun: false,
      records: [{ type: 'CongressProposal', record: { __typename: 'CongressProposal', proposalNo: 'SYTA-100' } }],
    });
    expect(result.records[0].changes).toContainEqual({ field: 'ownerUnit', before: null, after: '工会办' });
    expect(await proposal('SYTA-100')).toMatchObject({ ownerUnit: '工会办', union: { code: 'SY-0001' } });
    const { rows } = await sql<{ loaded_by: string; action: string; file_format: string }>`
      select loaded_by, action, file_format from import where import_id = ${result.changeId}`.execute(
      office.database.db,
    );
    expect(rows).toEqual([{ loaded_by: 'officer', action: 'create', file_format: 'form' }]);
  });

  test('a row that is there cannot be created again', async () => {
    expect(await create(accepted)).toMatchObject({
      __typename: 'RuleBroken',
      problems: [{ code: 'RECORD_EXISTS', field: 'proposalNo', value: 'SYTA-100' }],
    });
  });

  test('a broken rule names field, value and rule in both languages, and nothing is written', async () => {
    const result = await create({ ...accepted, proposalNo: 'SYTA-101', dueOn: '2014-01-01', federationCode: '320924' });
    expect(result.__typename).toBe('RuleBroken');
    expect(result.problems.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['EXACTLY_ONE', 'unionCode'],
      ['DAY_BEFORE', 'dueOn'],
    ]);
    expect(await proposal('SYTA-101')).toBeNull();
  });

  test('a dry run tells what would change and writes nothing', async () => {
    const before = await proposal('SYTA-002');
    const result = await correct(before.id, before.version, { feedbackOn: '2014-05-01' }, ', dryRun: true');
    expect(result).toMatchObject({
      dryRun: true,
      changeId: null,
      records: [{ version: null, changes: [{ field: 'feedbackOn', before: null, after: '2014-05-01' }], record: null }],
    });
    expect(await proposal('SYTA-002')).toEqual(before);
  });

  test('a correction takes the version that was read; a second one with it meets both states', async () => {
    const before = await proposal('SYTA-002');
    const result = await correct(before.id, before.version, { feedbackOn: '2014-05-01' });
    expect(result.records[0].record.feedbackOn).toBe('2014-05-01');
    expect(result.records[0].version).not.toBe(before.version);
    const late = await correct(before.id, before.version, { ownerUnit: '人事部' });
    expect(late.__typename).toBe('VersionConflict');
    expect(late.version).toBe(result.records[0].version);
    expect(late.current).toContainEqual({ field: 'feedbackOn', value: '2014-05-01' });
    expect(late.yours).toContainEqual({ field: 'ownerUnit', value: '人事部' });
  });

  test('no correction overwrites without a trace: both states are told, and the state of a past day can be read', async () => {
    const { id } = await proposal('SYTA-002');
    const { recordHistory } = await office.ask(
      officer,
      'query ($id: ID!) { recordHistory(id: $id) { by source isFirst changes { name before after } } }',
      { id },
    );
    expect(recordHistory).toEqual([
      {
        ...{ by: 'officer', source: '更正', isFirst: false },
        changes: [{ name: expect.any(String), before: null, after: '2014-05-01' }],
      },
      { by: 'test', source: expect.stringContaining('.xlsx'), isFirst: true, changes: [] },
    ]);
    // Loaded the day before yesterday, corrected today.
    await sql`update import set loaded_at = loaded_at - interval '2 days' where loaded_by = 'test'`.execute(
      office.database.db,
    );
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const on = async (ago: number) => {
      const { recordAsOf } = await office.ask(
        officer,
        'query ($id: ID!, $on: Date!) { recordAsOf(id: $id, on: $on) { recordedBy fields { field value } } }',
        { id, on: day(ago) },
      );
      if (!recordAsOf) return null;
      const value = (name: string) =>
        recordAsOf.fields.find(({ field }: { field: string }) => field === name)?.value ?? null;
      return [recordAsOf.recordedBy, value('feedbackOn')];
    };
    expect(await on(-1)).toEqual(['officer', '2014-05-01']);
    expect(await on(1)).toEqual(['test', null]);
    expect(await on(9)).toBeNull();
    // What is not the viewer's has no past either.
    const asked =
      'query ($id: ID!) { recordHistory(id: $id) { by } recordAsOf(id: $id, on: "2026-01-01") { recordedBy } }';
    expect(await office.ask(person('officer', '320924100'), asked, { id: 'Q29uZ3Jlc3NQcm9wb3NhbDpYWVo=' })).toEqual({
      ...{ recordHistory: null, recordAsOf: null },
    });
  });

  test('what an enterprise was called before a correction stands in its history', async () => {
    const enterprise = () =>
      office
        .ask(officer, 'query ($code: ID!) { enterprise(creditCode: $code) { id version name } }', { code: mill })
        .then((data) => data.enterprise);
    const before = await enterprise();
    const { correctEnterprise: corrected } = await office.ask(
      officer,
      `mutation ($id: ID!, $version: String!) { correctEnterprise(id: $id, version: $version, input: { name: "改正后的名称" }) { ${CHANGED} } }`,
      before,
    );
    const { recordHistory } = await office.ask(
      officer,
      'query ($id: ID!) { recordHistory(id: $id) { isFirst changes { before after } } }',
      { id: before.id },
    );
    expect(recordHistory[0].isFirst).toBe(false);
    expect(recordHistory[0].changes).toEqual([
      { before: expect.stringContaining(before.name), after: expect.stringContaining('改正后的名称') },
    ]);
    expect(recordHistory.at(-1).isFirst).toBe(true);
    await office.ask(officer, 'mutation ($id: ID!) { undoChange(changeId: $id) { __typename } }', {
      id: corrected.changeId,
    });
  });

  test('what names a row cannot be corrected, and a correction that changes nothing writes nothing', async () => {
    const { id, version, ownerUnit } = await proposal('SYTA-002');
    expect(await correct(id, version, { ownerUnit })).toMatchObject({ changeId: null, records: [{ changes: [] }] });
  });

  test('undoing a change brings back what was before, a voided row too', async () => {
    const before = await proposal('SYTA-001');
    const { voidCongressProposal: voided } = await office.ask(
      officer,
      `mutation ($id: ID!, $version: String!) { voidCongressProposal(id: $id, version: $version, reason: "录错") { ${CHANGED} } }`,
      before,
    );
    expect(voided.records[0]).toMatchObject({ version: null, record: null });
    expect(await proposal('SYTA-001')).toBeNull();
    const { undoChange } = await office.ask(
      officer,
      'mutation ($id: ID!) { undoChange(changeId: $id) { __typename ... on ChangeUndone { tables { table restored } } } }',
      { id: voided.changeId },
    );
    expect(undoChange).toEqual({
      __typename: 'ChangeUndone',
      tables: [{ table: 'congress_proposal', restored: 1 }],
    });
    expect(await proposal('SYTA-001')).toEqual(before);
  });

  test('a row to which others refer cannot be voided', async () => {
    const { union } = await office.ask(officer, '{ union(code: "SY-0001") { id version } }');
    const { voidUnion } = await office.ask(
      officer,
      `mutation ($id: ID!, $version: String!) { voidUnion(id: $id, version: $version) { ${CHANGED} } }`,
      union,
    );
    expect(voidUnion).toMatchObject({ __typename: 'RuleBroken', problems: [{ code: 'RECORD_IN_USE' }] });
  });

  test('a coverage that changes from a day on leaves its past as it was', async () => {
    const links = () =>
      office
        .ask(
          officer,
          '{ union(code: "SY-0001") { coverage { edges { node { id version kind validFrom validTo } } } } }',
        )
        .then(({ union }) => union.coverage.edges.map((edge: { node: object }) => edge.node));
    const [link] = await links();
    const { correctCoverageLink: result } = await office.ask(
      officer,
      `mutation ($id: ID!, $version: String!) {
        correctCoverageLink(id: $id, version: $version, effectiveOn: "2014-03-01", input: { kind: JOINT }) { ${CHANGED} }
      }`,
      link,
    );
    expect(result.__typename).toBe('RecordChanged');
    expect(
      (await links()).map(({ kind, validFrom, validTo }: Record<string, string>) => [kind, validFrom, validTo]),
    ).toEqual([
      ['JOINT', '2014-03-01', null],
      ['INDEPENDENT', '2013-05-20', '2014-03-01'],
    ]);
  });

  test('an enterprise that moves from a day on keeps where it was, and one that closes ends', async () => {
    const read = () =>
      office
        .ask(
          officer,
          'query ($code: ID!) { enterprise(creditCode: $code) { id version name closedOn periods { validFrom validTo name } } }',
          { code: mill },
        )
        .then(({ enterprise }) => enterprise);
    const before = await read();
    const { correctEnterprise } = await office.ask(
      officer,
      `mutation ($id: ID!, $version: String!) {
        correctEnterprise(id: $id, version: $version, effectiveOn: "2014-01-01", input: { name: "新名纺织" }) { ${CHANGED} }
      }`,
      { id: before.id, version: before.version },
    );
    expect(correctEnterprise.__typename).toBe('RecordChanged');
    const moved = await read();
    expect(moved.periods).toEqual([
      { validFrom: '2010-03-01', validTo: '2014-01-01', name: '射阳示范纺织有限公司' },
      { validFrom: '2014-01-01', validTo: null, name: '新名纺织' },
    ]);
    const { endEnterprise } = await office.ask(
      officer,
      `mutation ($id: ID!, $version: String!) { endEnterprise(id: $id, version: $version, on: "2014-09-01", dryRun: true) { ${CHANGED} } }`,
      { id: moved.id, version: moved.version },
    );
    expect(endEnterprise.records[0].changes).toEqual([{ field: 'closedOn', before: null, after: '2014-09-01' }]);
  });

  test('an officer of one town writes nothing of another, and learns nothing of it', async () => {
    const town = person('officer', '320924100');
    const county = { ...accepted, proposalNo: 'SYTA-200', unionCode: null, federationCode: '320924' };
    expect((await create(county, '', town)).__typename).toBe('NotAllowed');
    const { id, version } = await proposal('SYTA-002');
    const { correctCongressProposal } = await office.ask(
      town,
      `mutation ($id: ID!, $version: String!) {
        correctCongressProposal(id: $id, version: $version, input: { ownerUnit: "x" }) { ${CHANGED} }
      }`,
      { id, version },
    );
    expect(correctCongressProposal.__typename).toBe('RecordNotFound');
    const analyst = await office.ask(
      person('analyst'),
      `mutation ($id: ID!, $version: String!) {
        correctCongressProposal(id: $id, version: $version, input: { ownerUnit: "x" }) { ${CHANGED} }
      }`,
      { id, version },
    );
    expect(analyst.correctCongressProposal.__typename).toBe('NotAllowed');
  });

  test('lists are filtered, sorted and counted, a page after another', async () => {
    const list = (args: string) =>
      office
        .ask(
          officer,
          `{ congressProposals(${args}) { totalCount pageInfo { endCursor } edges { node { proposalNo } } } }`,
        )
        .then(({ congressProposals: { totalCount, edges, pageInfo } }) => ({
          totalCount,
          numbers: edges.map(({ node }: { node: { proposalNo: string } }) => node.proposalNo),
          end: pageInfo.endCursor,
        }));
    expect(await list('filter: { federation: "320924100" }')).toMatchObject({
      totalCount: 2,
      numbers: ['SYTA-001', 'SYTA-100'],
    });
    expect(await list('filter: { satisfaction: [SATISFIED] }')).toMatchObject({ numbers: ['SYTA-001'] });
    expect(await list('filter: { feedbackOn: { isGiven: false } }')).toMatchObject({ numbers: ['SYTA-100'] });
    const first = await list('sort: FEEDBACK_ON_ASC, first: 2');
    expect(first.numbers).toEqual(['SYTA-002', 'SYTA-001']);
    expect((await list(`sort: FEEDBACK_ON_ASC, first: 2, after: "${first.end}"`)).numbers).toEqual(['SYTA-100']);
  });

  test('kinds of small registers ask for columns of their own', async () => {
    const { createActivity } = await office.ask(
      officer,
      `mutation { createActivity(input: {
        activityNo: "SYHD-900", kind: SATISFACTION_VOTE, name: "测评", federationCode: "320924", regionCode: "320924", heldOn: "2014-06-01"
      }) { ${CHANGED} } }`,
    );
    expect(createActivity.problems.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['KIND_REQUIRES', 'attendeeCount'],
      ['KIND_REQUIRES', 'unionCode'],
      ['KIND_REQUIRES', 'favourableCount'],
    ]);
  });

  test('a warning stops a change until it is accepted', async () => {
    const grant = `createAssistanceGrant(input: {
      grantNo: "SYBF-0900", federationCode: "320924", fileNo: "SYKN-001", beneficiaryClass: HARDSHIP, assistanceType: WARMTH,
      amountCents: 400000, fundSource: UNION_FUNDS, paidOn: "2014-05-20"
    }`;
    const cadre = person('assistance_officer');
    const refused = await office.ask(cadre, `mutation { ${grant}) { ${CHANGED} } }`);
    expect(refused.createAssistanceGrant).toMatchObject({
      __typename: 'RuleBroken',
      problems: [
        { code: 'GRANT_ABOVE_CAP', field: 'amountCents', isWarning: true },
        { code: 'GRANTS_ABOVE_YEARLY_CAP', field: 'amountCents', isWarning: true },
      ],
    });
    const accepted = await office.ask(cadre, `mutation { ${grant}, acceptWarnings: true) { ${CHANGED} } }`);
    expect(accepted.createAssistanceGrant.warnings).toHaveLength(2);
    const closed = await office.refusals(officer, '{ assistanceGrants { totalCount } }');
    expect(closed).toEqual(['REGISTER_CLOSED']);
  });

  test('an id whose number is none names no row', async () => {
    const id = Buffer.from('CensusFinding:x').toString('base64');
    const answer = await office.ask(officer, 'query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(answer.node).toBeNull();
  });
});
