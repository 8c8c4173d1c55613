import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Briefing, Value } from '@union/briefing/model/briefing.ts';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import { docxParts, docxTexts, pdfTexts, squeezed } from './extract.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;

/** Units below the county: a park that has met its target, one without a value; a town whose numbers are too small to tell. */
const change = `
insert into target_status by name select * replace ('park:PB' as scope_id, false as is_own, 36 as numerator, 40 as denominator,
  0.9 as value, 0 as need, 8.93 as gap_to_path_points, 1 as rank, 2 as rank_change_month, 'met' as status, 1.058824 as completion)
  from target_status where metric_id = 'enterprise_unionisation_rate' and scope_id = 'park:PA';
update target_status set gap_to_path_points = -6.07, is_own = false where scope_id = 'park:PA';
insert into target_status by name select * replace ('park:PC' as scope_id, null as numerator, null as denominator, null as value, null as need,
  null as gap_to_path_points, null as completion, 'not_applicable' as state, null as rank) from target_status where scope_id = 'park:PB';
insert into target_status by name select * replace ('region:320924100' as scope_id, false as is_own, null as numerator, null as denominator,
  null as value, null as need, null as gap_to_path_points, null as completion, 'suppressed' as state, null as rank)
  from target_status where metric_id = 'assistance_frontline_share' and scope_id = 'region:320924';
insert into target_status by name select * replace ('region:320924100' as scope_id, false as is_own, 0 as numerator, 100 as denominator,
  0.0 as value, 86 as need, -81.07 as gap_to_path_points, 0.0 as completion, 'zero' as state, 3 as rank)
  from target_status where metric_id = 'member_rate' and scope_id = 'region:320924';
`;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-10-30', { change });
  await folder.publish('2026-10-31', { change, publishedAt: '2026-11-01T20:00:00.000Z' });
  await folder.publish('2026-11-20', { change });
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/briefing/${path}`, { headers });
const json = async (path: string) => (await (await get(path)).json()) as Briefing;
async function refusal(path: string): Promise<readonly [number, string | undefined, string]> {
  const response = await get(path);
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  expect(response.headers.get('cache-control')).toBe('no-store');
  return [response.status, errors[0]?.extensions.code, errors[0]?.message ?? ''];
}
const valuesOf = ({ blocks }: Briefing): Value[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.sentences.flatMap(({ values }) => values)
      : block.kind === 'table'
        ? block.rows.flatMap((row) => row.flatMap(({ values }) => values))
        : [],
  );

test('a month is spoken for by the last publication of its last day, and by no other month', async () => {
  expect((await json('region:320924/2026-10.json')).publication).toEqual({
    id: '2026-10-31-1',
    asOf: '2026-10-31',
    publishedOn: '2026-11-02',
  });
  expect((await json('region:320924/2026-11.json')).publication.id).toBe('2026-11-20-1');
  const months = (await (await get('region:320924/months.json')).json()) as {
    months: { month: string; publicationId: string }[];
  };
  expect(months.months.map(({ month, publicationId }) => `${month} ${publicationId}`)).toEqual([
    '2026-11 2026-11-20-1',
    '2026-10 2026-10-31-1',
  ]);
});

test('a month that is not published is refused, with the months that are and how it is made up', async () => {
  const [status, code, message] = await refusal('region:320924/2026-09.pdf');
  expect([status, code]).toEqual([404, 'BRIEFING_MONTH_NOT_PUBLISHED']);
  expect(message).toContain('2026-11, 2026-10');
  expect(message).toContain('pnpm nightly --for 2026-09-30');
});

test.each([
  ['region:320924/2026-13.pdf', 400, 'INVALID_VARIABLES'],
  ['region:320924/october.pdf', 400, 'INVALID_VARIABLES'],
  ['region:320924/2026-10.html', 400, 'INVALID_VARIABLES'],
  ['region:320924/2026-10.pdf?lang=fr', 400, 'INVALID_VARIABLES'],
  ['region:320924/2026-10.pdf?issue=7', 400, 'INVALID_VARIABLES'],
  ['region:999999/2026-10.pdf', 404, 'SCOPE_NOT_FOUND'],
  ['region:999999/months.json', 404, 'SCOPE_NOT_FOUND'],
  ['region:320924/2026-10.pdf?publication=2026-11-20-1', 400, 'BRIEFING_PUBLICATION_OF_OTHER_MONTH'],
  ['region:320924/2026-10.pdf?publication=2026-10-29-1', 410, 'PUBLICATION_GONE'],
])('%s is refused with %i %s', async (path, status, code) => {
  expect((await refusal(path)).slice(0, 2)).toEqual([status, code]);
});

test('the link in a briefing gives the same bytes as the address of its month', async () => {
  const { link } = await json('region:320924/2026-10.json');
  expect(link).toBe(`${server.url}/briefing/region:320924/2026-10.pdf?publication=2026-10-31-1`);
  const [byMonth, byLink] = await Promise.all([get('region:320924/2026-10.pdf'), fetch(link)]);
  expect(byMonth.headers.get('content-type')).toBe('application/pdf');
  expect(byMonth.headers.get('etag')).toMatch(/^"2026-10-31-1\./);
  expect(byLink.headers.get('etag')).toBe(byMonth.headers.get('etag'));
  expect(Buffer.from(await byLink.arrayBuffer()).equals(Buffer.from(await byMonth.arrayBuffer()))).toBe(true);
  expect(byLink.headers.get('cache-control')).toBe('public, max-age=86400');
  expect(byMonth.headers.get('cache-control')).toContain('max-age=30');
});

test('who has the bytes is told so with 304; a document comes as a file with a plain name', async () => {
  const first = await get('region:320924/2026-10.docx', { 'accept-encoding': 'identity' });
  expect(first.headers.get('content-disposition')).toBe('attachment; filename="briefing-region-320924-2026-10.docx"');
  const etag = first.headers.get('etag') ?? '';
  const again = await get('region:320924/2026-10.docx', { 'if-none-match': etag, 'accept-encoding': 'identity' });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('a page offers every month, the chosen publication first, and each of its links leads to a file', async () => {
  const page = await (await fetch(`${server.url}/briefing?scope=region:320924&publication=2026-10-30-1`)).text();
  const titles = [...page.matchAll(/<h2>([^<]*)/g)].map(([, title]) => title?.trim());
  expect(titles).toEqual(['所选发布', '2026年11月', '2026年10月']);
  const links = [...page.matchAll(/href="(\/briefing\/[^"]*)"/g)].map(([, link]) =>
    (link ?? '').replaceAll('&amp;', '&'),
  );
  expect(links).toHaveLength(15);
  for (const link of links.filter(
    (one) => one.includes('.json') || one.includes('lang=en&') || one.endsWith('2026-10.pdf?lang=en'),
  )) {
    expect((await fetch(server.url + link)).status).toBe(200);
  }
});

test('a page that has nothing to offer says why, in both languages', async () => {
  for (const [query, status, words] of [
    ['', 400, '请指明范围'],
    ['?scope=region:999999', 404, 'region:999999'],
    ['?scope=region:320924&publication=2026-10-29-1', 410, '2026-10-29-1'],
  ] as const) {
    const response = await fetch(`${server.url}/briefing${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain(words);
  }
});

describe('the figures', () => {
  const scopes = ['region:320924', 'region:320924100', 'park:PA', 'park:PB', 'park:PC'];
  const metrics = ['enterprise_unionisation_rate', 'member_rate', 'assistance_frontline_share'];

  /** Standings and figures as GraphQL gives them, by metric and scope. */
  async function asked() {
    const fields =
      'state value numerator denominator need requiredPerMonth completion pathValue gapToPathPoints timeProgress rank rankChangeMonth target { targetValue endsOn }';
    const found = new Map<string, Record<string, unknown>>();
    for (const metric of metrics) {
      for (const scope of scopes) {
        const { data } = await server.ask(
          `query ($metric: ID!, $scope: ID!, $published: Date) { target(metric: $metric, scope: $scope, published: $published) { ${fields} } }`,
          { metric, scope, published: '2026-11-02' },
        );
        if (data?.target) found.set(`${metric} ${scope}`, data.target);
        if (scope.startsWith('park') && metric.startsWith('assistance')) continue;
        const answer = await server.ask(
          `query ($metric: ID!, $scope: ID!, $published: Date) { figure(metric: $metric, scope: $scope, published: $published) { state value numerator denominator } }`,
          { metric, scope, published: '2026-11-02' },
        );
        found.set(`${metric} ${scope} figure`, answer.data.figure);
      }
    }
    return found;
  }

  test('every number in it is the number that GraphQL gives for the same metric and scope', async () => {
    const answers = await asked();
    const briefing = await json('region:320924/2026-10.json');
    const values = valuesOf(briefing).filter(
      ({ metric = '', scope = '', text }) => metrics.includes(metric) && scopes.includes(scope) && /\d/.test(text),
    );
    expect(values.length).toBeGreaterThan(80);
    const near = (text: string, value: unknown, by: number, within = 0.00501) =>
      expect(
        Math.abs(
          Number(text.replace(/[%家人,+]/g, '').replace('−', '-')) -
            Math.abs(Number(value) * by) * Math.sign(Number(text.includes('−') ? -1 : 1)),
        ),
      ).toBeLessThan(within);
    const checked = new Map<string, number>();
    for (const { text, metric = '', scope = '', field } of values) {
      const target = answers.get(`${metric} ${scope}`);
      const figure = answers.get(`${metric} ${scope} figure`);
      checked.set(field, (checked.get(field) ?? 0) + 1);
      if (field === 'value') {
        const candidates = [target?.value, figure?.value]
          .filter((value) => value != null)
          .map((value) => (Number(value) * 100).toFixed(2));
        expect(candidates).toContain(text.replace('%', ''));
      } else if (field === 'completion' || field === 'timeProgress') near(text, target?.[field], 100);
      else if (field === 'pathValue') near(text, target?.pathValue, 100);
      else if (field === 'targetValue')
        near(text, (target?.target as { targetValue: number } | undefined)?.targetValue, 100);
      else if (field === 'gapToPathPoints')
        near(text, Math.abs(Number(target?.gapToPathPoints)), 1, 0.0101); // Between printed percentages.
      else if (field === 'rank') near(text, target?.rank, 1);
      else if (field === 'rankChangeMonth') near(text, target?.rankChangeMonth, 1);
      else if (field === 'need' && !metric.startsWith('assistance')) near(text, target?.need, 1);
      else if (field === 'fraction') {
        const numbers = (text.match(/\d[\d,.]*/g) ?? []).map((digits) => Number(digits.replaceAll(',', '')));
        const pairs = [target, figure].flatMap((one) =>
          one?.denominator == null ? [] : [[Number(one.numerator), Number(one.denominator)]],
        );
        const scale = metric.startsWith('assistance') ? 1e6 : 1;
        expect(pairs.map((pair) => pair.map((value) => value / scale))).toContainEqual(numbers);
      }
    }
    for (const field of [
      'value',
      'fraction',
      'completion',
      'timeProgress',
      'pathValue',
      'targetValue',
      'gapToPathPoints',
      'rank',
      'need',
    ]) {
      expect(checked.get(field) ?? 0, field).toBeGreaterThan(0);
    }
  });

  test('PDF and DOCX hold every value that the content holds', async () => {
    const values = valuesOf(await json('region:320924/2026-10.json')).map(({ text }) => squeezed(text));
    const pdf = (await pdfTexts(new Uint8Array(await (await get('region:320924/2026-10.pdf')).arrayBuffer()))).join('');
    const docx = new Uint8Array(await (await get('region:320924/2026-10.docx')).arrayBuffer());
    const words = squeezed(docxTexts(docxParts(docx).get('word/document.xml') ?? '').join(''));
    const link = (await json('region:320924/2026-10.json')).link;
    for (const value of values) {
      expect(words).toContain(value);
      // A value may go on over the end of a page, between running foot and head; these few are looked for by their parts.
      if (value !== link && !pdf.includes(value)) expect.fail(`not in the PDF: ${value}`);
    }
  });

  test('of household numbers that are withheld nothing is told, and the reason is', async () => {
    const briefing = await json('region:320924/2026-10.json');
    const told = valuesOf(briefing).filter(
      ({ metric, scope }) => metric === 'assistance_frontline_share' && scope === 'region:320924100',
    );
    expect(
      told.filter(({ field }) =>
        ['value', 'fraction', 'need', 'completion', 'rank', 'gapToPathPoints'].includes(field),
      ),
    ).toEqual([]);
    const sentences = briefing.blocks.flatMap((block) =>
      block.kind === 'paragraph' ? block.sentences.map(({ text }) => text) : [],
    );
    expect(sentences.join('')).toContain('因数据量过小不予公布的1个（合德镇）');
    expect(sentences.join('')).not.toMatch(/全部(完成目标|达到序时)/);
  });

  test('the definitions name version, numerator and denominator of every metric that is spoken of', async () => {
    const { blocks } = await json('region:320924/2026-10.json');
    const table = blocks.find((block) => block.kind === 'table' && block.id === 'definitions');
    const rows = table?.kind === 'table' ? table.rows.map((row) => row.map(({ text }) => text)) : [];
    for (const id of [...metrics, 'star_distribution']) {
      const metric = catalogue.find((one) => one.id === id);
      expect(rows).toContainEqual([
        ...[
          metric?.name.zh,
          `${metric?.definition.version}`,
          metric?.numerator.name.zh,
          metric?.denominator?.name.zh,
          metric?.formula.zh,
        ],
        expect.stringMatching(/^2026年10月\d+日$/),
      ]);
    }
  });
});

test('what a federation keeps from the public is not told, and that it is kept is said', async () => {
  await database.db
    .insertInto('figure_restriction')
    .values({
      metric_id: 'member_rate',
      scope_id: null,
      reason: 'test',
      set_by: 'test',
      lifted_at: null,
      lifted_by: null,
    } as never)
    .execute();
  try {
    await expect
      .poll(
        async () =>
          valuesOf(await json('region:320924/2026-10.json')).some(
            ({ metric, field }) => metric === 'member_rate' && field === 'value',
          ),
        { timeout: 10_000 },
      )
      .toBe(false);
    const texts = (await json('region:320924/2026-10.json')).blocks.flatMap((block) =>
      block.kind === 'paragraph' ? block.sentences.map(({ text }) => text) : [],
    );
    expect(texts.join('')).toContain('职工入会率未对外公开');
    expect(texts.join('')).toContain('按规定不对外公开的数据，本通报不列');
  } finally {
    await database.db.deleteFrom('figure_restriction').execute();
  }
});

describe('from the command line', () => {
  const run = (...words: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        [fileURLToPath(new URL('../../services/api/briefing/cli.ts', import.meta.url)), ...words],
        {
          env: { ...process.env, DATA_DIR: data, PUBLIC_URL: server.url },
        },
      );
      const said = { out: '', err: '' };
      child.stdout.on('data', (text) => (said.out += text));
      child.stderr.on('data', (text) => (said.err += text));
      child.on('close', (code) => resolve({ code, ...said }));
    });
  let data: string;
  let out: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'union-briefing-'));
    out = join(data, 'out');
    renameSync(folder.path, join(data, 'publications'));
  });
  afterAll(() => {
    renameSync(join(data, 'publications'), folder.path);
    rmSync(data, { recursive: true, force: true });
  });

  test('one command writes PDF and DOCX, by the federation’s own words', async () => {
    const own = join(data, 'own.yaml');
    const official = readFileSync(
      new URL('../../services/briefing/templates/official.zh-CN.yaml', import.meta.url),
      'utf8',
    );
    writeFileSync(own, official.replace(/masthead: .*/, 'masthead: 情况通报'));
    const { code, out: said } = await run(
      '--for',
      '2026-10',
      '--scope',
      'region:320924',
      '--out',
      out,
      '--template',
      own,
      '--issue',
      '九',
      '--format',
      'pdf,docx,json',
    );
    expect(code).toBe(0);
    expect(said).toContain('2026-10-31-1');
    expect(readdirSync(out).toSorted()).toEqual(
      ['docx', 'json', 'pdf'].map((format) => `briefing-region-320924-2026-10.${format}`),
    );
    const briefing = JSON.parse(readFileSync(join(out, 'briefing-region-320924-2026-10.json'), 'utf8')) as Briefing;
    expect([briefing.masthead, briefing.number]).toEqual(['情况通报', '〔2026〕第九期']);
  });

  test('a month without a publication, a wrong template and a wrong word end with their reason', async () => {
    const broken = join(data, 'broken.yaml');
    writeFileSync(broken, 'language: zh-CN\n');
    const [month, template, word] = await Promise.all([
      run('--for', '2026-01', '--scope', 'region:320924'),
      run('--for', '2026-10', '--scope', 'region:320924', '--template', broken),
      run('--month', '2026-10'),
    ]);
    expect([month.code, template.code, word.code]).toEqual([1, 1, 2]);
    expect(month.err).toContain('BRIEFING_MONTH_NOT_PUBLISHED');
    expect(template.err).toContain(`${broken}:1 overview: is missing`);
    expect(word.err).toContain('WRONG_USAGE');
  });
});
