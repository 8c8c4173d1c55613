import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoadReport } from '@union/intake/report.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, eachEngine } from '../support/database.ts';
import { county, creditCode } from './support/county.ts';
import { everything, temporary, workbookOf } from './support/files.ts';
import { writeTenFaults } from './support/ten-faults.ts';

const cli = fileURLToPath(import.meta.resolve('@union/intake/cli.ts'));
const loadAndTell = fileURLToPath(new URL('support/load-and-tell.ts', import.meta.url));

type Result = { code: number; stdout: string; stderr: string };

const intakeIn = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Result> =>
  new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

test('help is in both languages; wrong usage exits with 2', async () => {
  const help = await intakeIn(process.env, '--help');
  expect(help.code).toBe(0);
  expect(help.stdout).toMatch(/只检查[\s\S]*load nothing/);
  const wrong = [[], ['dance'], ['check'], ['check', '--fast', 'x'], ['undo', 'x'], ['load', '--sheet', 'no', 'x']];
  const results = await Promise.all(wrong.map((args) => intakeIn(process.env, ...args)));
  expect(results.map(({ code }) => code)).toEqual(wrong.map(() => 2));
  for (const { stderr } of results) expect(stderr).toMatch(/[\u4e00-\u9fff]/);
});

eachEngine((engine) => {
  let environment: NodeJS.ProcessEnv;
  let databaseUrl: string | undefined;
  const dataDir = temporary(`data-${engine}`);

  beforeAll(async () => {
    if (engine === 'postgres') databaseUrl = await createTestDatabase();
    mkdirSync(dataDir, { recursive: true });
    environment = { ...process.env, DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) };
  });

  const intake = (...args: string[]) => intakeIn(environment, ...args);
  const withDatabase = async <T>(
    work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
  ): Promise<T> => {
    const database = await openDatabase({ databaseUrl, dataDir });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };

  test('template, check, load, load again, list, undo', async () => {
    const template = temporary(`模板-${engine}.xlsx`);
    expect(await intake('template', '--out', template)).toMatchObject({ code: 0 });
    expect(existsSync(template)).toBe(true);
    expect((await intake('template', '--out', template)).stderr).toContain('已存在');
    const nowhere = await intake('template', '--out', temporary('no/such/folder/模板.xlsx'));
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/无法写入[\s\S]*cannot be written/) });

    const file = await workbookOf(county());
    const checked = await intake('check', file, '--json');
    expect(checked.code).toBe(0);
    expect((JSON.parse(checked.stdout) as LoadReport[])[0]).toMatchObject({ status: 'fine', importId: null });
    const loaded = await intake('load', file, '--by', '张三');
    expect(loaded).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/已导入 loaded（第 \d+ 号导入[\s\S]*园区 1 行 rows：新增 1/),
    });
    const [, number = ''] = /import (\d+)）/.exec(loaded.stdout) ?? [];
    expect((await intake('load', file)).stdout).toMatch(/没有改动[\s\S]*张三/);
    expect((await intake('list')).stdout).toMatch(new RegExp(`^${number}\t.*张三`));
    expect(await intake('undo', number)).toMatchObject({ code: 0, stdout: expect.stringContaining('park：删除 1') });
    expect(await intake('undo', number)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('IMPORT_NOT_FOUND'),
    });
  });

  test('problems exit with 1, are printed with their place, and stand in the marked copy', async () => {
    const file = temporary(`ten-${engine}.xlsx`);
    await writeTenFaults(file);
    const marked = temporary(`marked-${engine}`);
    const { code, stdout } = await intake('check', file, '--marked', marked);
    expect(code).toBe(1);
    expect(stdout).toContain('错误 10，提醒 1');
    expect(stdout).toMatch(/\[错误 error\] 企业 A4 统一社会信用代码 “91110108551385082F”\n\s+校验码不符，末位应为 Q/);
    expect(readdirSync(marked)).toEqual([`ten-${engine}-标注.xlsx`]);
    const json = await intake('check', file, '--json');
    expect((JSON.parse(json.stdout) as LoadReport[])[0]?.counts).toEqual({ errors: 10, warnings: 1, notices: 0 });
  });

  test.each(['reading', 'merging'])(
    'a load that is killed while %s leaves nothing, and can be done again',
    async (phase) => {
      const before = await withDatabase(everything);
      const imports = () => withDatabase(({ db }) => db.selectFrom('import').select('file_name').execute());
      const importsBefore = await imports();
      const file = temporary(`企业-${engine}-${phase}.csv`);
      writeFileSync(file, manyEnterprises(30_000));
      const child = spawn(process.execPath, [loadAndTell, file], {
        env: environment,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let told = '';
      for await (const text of child.stdout) {
        told += text;
        if (told.includes(phase)) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('close', resolve));
      expect(child.signalCode).toBe('SIGKILL');
      expect(told).not.toContain('done');
      expect(await withDatabase(everything)).toEqual(before);
      expect(await imports()).toEqual(importsBefore);
      writeFileSync(file, manyEnterprises(10));
      expect(await intake('load', file)).toMatchObject({ code: 0 });
    },
  );
});

function manyEnterprises(count: number): string {
  let text = '统一社会信用代码,企业名称,行政区划代码,非公有制,落户日期\n';
  for (let index = 0; index < count; index++) {
    text += `${creditCode(`91320924${String(index).padStart(9, '0')}`)},示范企业${index},320924,是,2015-01-01\n`;
  }
  return text;
}
