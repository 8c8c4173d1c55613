import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isDay, lastFullDay } from '@union/schema/calendar.ts';
import { readConfig } from '@union/schema/config.ts';
import { KnownError } from '@union/schema/errors.ts';
import { calendarUntil } from './calendar.ts';
import { DEFAULT_SEED, generateDemo } from './generate.ts';
import { type Coverage, measureCoverage } from './measure.ts';
import { parks } from './places.ts';
import type { DemoTables } from './tables.ts';
import { writeWorkbooks } from './write-workbooks.ts';

const HELP = `pnpm demo [--scale county] [--seed N] [--until DAY] [--out DIR]
  写出演示县的工作簿。Writes the workbooks of the demo county.
pnpm demo --scale city|province|nation [--seed N] [--until DAY] [--fraction F]
  向 DATABASE_URL 的空库直接生成大规模数据。Generates a large federation straight into the empty database of DATABASE_URL.

  --seed      随机种子，默认 ${DEFAULT_SEED}。Seed number.
  --until     数据截止日 YYYY-MM-DD，默认昨天。Last full day the data speaks of; yesterday by default.
  --out       输出目录，默认 DATA_DIR 下的 demo-workbooks。Folder of the workbooks; demo-workbooks in DATA_DIR by default.
  --fraction  只生成该比例，0 到 1。Generates this share of the scale only.
`;

const SCALES = ['county', 'city', 'province', 'nation'] as const;
type Scale = (typeof SCALES)[number];

/** A wrong argument on the command line. */
class InvalidArgument extends KnownError {
  readonly code = 'INVALID_ARGUMENT';
  constructor(name: string, value: string, rule: string, ruleZh: string) {
    super(`--${name} ${value}: ${rule}`, `--${name} ${value}：${ruleZh}`);
  }
}

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const config = readConfig();
  const scale = readScale(values.scale);
  const seed = readNumber('seed', values.seed, (number) => Number.isSafeInteger(number) && number >= 0);
  const until = values.until ?? lastFullDay(config.timeZone);
  if (!isDay(until)) throw new InvalidArgument('until', until, 'must be a day YYYY-MM-DD', '应为 YYYY-MM-DD 日期');
  if (scale === 'county') {
    await writeCounty(seed, until, values.out ?? join(config.dataDir, 'demo-workbooks'));
    return;
  }
  const fraction = readNumber('fraction', values.fraction, (number) => number > 0 && number <= 1);
  const { growFederation } = await import('./large/grow.ts');
  await growFederation({ scale, seed, until, fraction, databaseUrl: config.databaseUrl, onProgress: say });
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        scale: { type: 'string', default: 'county' },
        seed: { type: 'string', default: String(DEFAULT_SEED) },
        until: { type: 'string' },
        out: { type: 'string' },
        fraction: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // Node names the option at fault, in English only.
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}

async function writeCounty(seed: number, until: string, folder: string): Promise<void> {
  const tables = generateDemo({ seed, until });
  const paths = await writeWorkbooks(tables, folder);
  for (const path of paths) say(path);
  const rows = Object.values(tables).reduce((sum, table) => sum + table.length, 0);
  say(`${paths.length} 个工作簿 workbooks, ${rows} 行 rows`);
  say(parkTable(tables, until));
}

/** Both rates of the county and of each park with a register, at the beginning and at the end. */
function parkTable(tables: DemoTables, until: string): string {
  const start = calendarUntil(until).start;
  const [before, after] = [measureCoverage(tables, start), measureCoverage(tables, until)];
  const lines = [
    ['county', '射阳县'] as const,
    ...parks.filter((park) => !park.returnsOnly).map((park) => [`park:${park.code}`, park.name] as const),
  ].map(([key, name]) => `  ${rates(before.get(key))}  →  ${rates(after.get(key))}  ${name}`);
  return [`建会率 入会率 unionisation and member rate, ${start} → ${until}`, ...lines].join('\n');
}

function rates(coverage: Coverage | undefined): string {
  if (!coverage) return '—';
  const percent = (part: number, whole: number): string =>
    `${whole === 0 ? '—' : ((100 * part) / whole).toFixed(2)}%`.padStart(7);
  return `${percent(coverage.covered, coverage.enterprises)} ${percent(coverage.members, coverage.workers)}`;
}

function readScale(value: string): Scale {
  const scale = SCALES.find((one) => one === value);
  if (!scale)
    throw new InvalidArgument('scale', value, `must be one of ${SCALES.join(', ')}`, `应为 ${SCALES.join('、')} 之一`);
  return scale;
}

function readNumber(name: string, value: string, isGood: (number: number) => boolean): number {
  const number = Number(value);
  if (!isGood(number)) throw new InvalidArgument(name, value, 'is not a number it can be', '数值不合规');
  return number;
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof KnownError) {
    say(`${error.messageZh}\n${error.message}`);
    process.exit(2);
  }
  throw error;
});
