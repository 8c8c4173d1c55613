import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { fragmentDocuments } from '@union/api/fragment/render-fragment.ts';
import { choosePublication } from '@union/api/publication/pinned-publication.ts';
import { readConfig } from '@union/schema/config.ts';
import { KnownError } from '@union/schema/errors.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { applyBundle } from './apply.ts';
import { packFiles } from './archive.ts';
import { changesBetween, describeChanges } from './changes.ts';
import { createBundle, deltaOf } from './create.ts';
import { UnusableKey, WrongUsage } from './errors.ts';
import { readPrivateKey, readPublicKey, writeKeys } from './keys.ts';
import { isOlder } from './manifest.ts';
import { type OpenBundle, openBundle, type Trust } from './open-bundle.ts';
import { serveBundle } from './serve.ts';

const HELP = `pnpm bundle keygen NAME      生成签名密钥 NAME.key（保密）和 NAME.pub make a pair of keys
pnpm bundle create --scope S [--widgets all|W,…] [--out FILE] [--publication ID] [--lang en] [--since BUNDLE]
                           制作数据包；--since 只含相对上一包的变化 one archive for a host in another zone; with --since only what changed
                           私钥 private key: BUNDLE_KEY_FILE 或 or BUNDLE_KEY
pnpm bundle verify BUNDLE --key NAME.pub [--retired OLD.pub] [--onto DIR] [--after BUNDLE]
                           核对签名和每个文件；--after 提醒旧包重放 check signature and every file; --after warns of an older bundle
pnpm bundle apply BUNDLE DIR --key NAME.pub [--retired OLD.pub] [--allow-older]
                           核对后放入静态目录 verify, then put in place
pnpm bundle changes OLD NEW [--key NAME.pub] [--json]
                           变化清单，供签发人审阅；--key 同时核对签名，--json 列出每个文件
                           what changed, in plain words, for who signs it off; --key checks signatures too, --json lists every file
pnpm bundle serve BUNDLE [--port 4800]
                           本机查看 look at it on this machine
BUNDLE: 压缩包或已解开的目录 an archive or an unpacked folder. S: region:320924,park:…（逗号分隔 with commas between）
W: 组件，可带指标 an element, with a metric where it takes one: park-coverage, target:member_rate`;

const options = {
  scope: { type: 'string', multiple: true },
  widgets: { type: 'string', multiple: true },
  out: { type: 'string' },
  publication: { type: 'string' },
  lang: { type: 'string' },
  since: { type: 'string' },
  key: { type: 'string', multiple: true },
  retired: { type: 'string', multiple: true },
  onto: { type: 'string' },
  after: { type: 'string' },
  'allow-older': { type: 'boolean' },
  json: { type: 'boolean' },
  port: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

const commands: Readonly<
  Record<
    string,
    { takes: readonly string[]; words: number; run: (values: Values, words: string[]) => Promise<void> | void }
  >
> = {
  keygen: { takes: [], words: 1, run: keygen },
  create: { takes: ['scope', 'widgets', 'out', 'publication', 'lang', 'since'], words: 0, run: create },
  verify: { takes: ['key', 'retired', 'onto', 'after'], words: 1, run: verify },
  apply: { takes: ['key', 'retired', 'allow-older'], words: 2, run: apply },
  changes: { takes: ['json', 'key', 'retired'], words: 2, run: changes },
  serve: { takes: ['port'], words: 1, run: serve },
};

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const [name = '', ...words] = positionals;
  const command = commands[name];
  const stray = Object.keys(values).filter((option) => !command?.takes.includes(option));
  if (!command || words.length !== command.words || stray.length > 0) {
    throw usage([name, ...words, ...stray.map((option) => `--${option}`)].join(' '));
  }
  await command.run(values, words);
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(what: string): WrongUsage {
  return new WrongUsage(`${what}\n\n${HELP}`, `用法有误：${what}`);
}

function keygen(_: Values, [name = '']: string[]): void {
  const { keyId, files } = writeKeys(name);
  console.log(`已生成 made: ${files.join(', ')}（密钥编号 key ${keyId}）`);
}

async function create(values: Values): Promise<void> {
  const config = readConfig();
  const scopes = listOf(values.scope);
  const widgets = listOf(values.widgets ?? ['all']);
  if (scopes.length === 0) throw usage('--scope S 缺失 is missing');
  if (!config.bundleKey) {
    throw new UnusableKey(
      'set BUNDLE_KEY_FILE to the private key; pnpm bundle keygen makes one',
      '请用 BUNDLE_KEY_FILE 指明私钥文件；可用 pnpm bundle keygen 生成',
    );
  }
  const key = readPrivateKey(config.bundleKey);
  const base = values.since === undefined ? undefined : openBundle(values.since, undefined);
  await buildWidgets();
  const publications = openPublications(join(config.dataDir, 'publications'), {
    ...{ timeZone: config.timeZone, resources: config.duckdb },
  });
  try {
    const publication = await choosePublication(publications, { pinned: values.publication });
    const whole = await createBundle({
      ...{ publication, build: readEmbedBuild(), scopes, key },
      widgets: widgets.includes('all') ? fragmentDocuments : widgets,
      ...(values.lang && { lang: values.lang }),
    });
    const files = base ? deltaOf(whole, base) : whole;
    const out = values.out ?? `union-bundle-${publication.id}${base ? '-delta' : ''}.zip`;
    const archive = packFiles(files);
    writeFileSync(out, archive);
    console.log(
      `已写出 written: ${out}（${files.size} 个文件 files, ${(archive.length / 1e6).toFixed(2)} MB, 发布 publication ${publication.id}）`,
    );
    if (base) console.log(`  在此之上 adds to: ${base.manifest.publicationId}`);
    const { without } = openBundle(out, undefined, values.since).manifest;
    for (const { widget, scope, code } of without) console.log(`  无数据 no figures: ${widget} ${scope}（${code}）`);
  } finally {
    await publications.close();
  }
}

function verify(values: Values, [path = '']: string[]): void {
  const bundle = openBundle(path, trustOf(values), values.onto);
  tell('完好 whole', bundle);
  if (values.after !== undefined) {
    const there = openBundle(values.after, undefined);
    if (isOlder(bundle.manifest, there.manifest)) {
      console.log(
        `  ! 比现有的 ${there.manifest.publicationId} 旧，可能是旧包重放 older than ${there.manifest.publicationId}: it may be an old bundle brought again`,
      );
      process.exitCode = 3;
    }
  }
}

function apply(values: Values, [path = '', folder = '']: string[]): void {
  tell('已就位 in place', applyBundle(path, folder, trustOf(values), values['allow-older']));
}

function changes(values: Values, [from = '', to = '']: string[]): void {
  const trust = values.key && trustOf(values);
  const found = changesBetween(openBundle(from, trust), openBundle(to, trust, from));
  console.log(values.json ? JSON.stringify(found, null, 2) : describeChanges(found));
}

async function serve({ port = '4800' }: Values, [path = '']: string[]): Promise<void> {
  const bundle = openBundle(path, undefined);
  const server = await serveBundle(bundle, Number(port));
  console.log(`${server.url}  （截至 as of ${bundle.manifest.asOf}；Ctrl+C 停止 stop）`);
}

function trustOf({ key, retired = [] }: Values): Trust {
  if (!key?.length) throw usage('--key NAME.pub 缺失 is missing');
  return { keys: key.map(readPublicKey), retired: retired.map(readPublicKey) };
}

function tell(words: string, { manifest, files, unlisted, signature }: OpenBundle): void {
  console.log(
    `${words}: ${manifest.publicationId}（截至 as of ${manifest.asOf}, ${files.size} 个文件 files, 组件 widgets ${manifest.widgetsVersion}, 密钥 key ${signature.keyId}）`,
  );
  for (const path of unlisted) console.log(`  ! 不在清单中 nobody signed: ${path}`);
}

function listOf(given: readonly string[] | undefined): string[] {
  return (given ?? []).flatMap((text) => text.split(',')).filter(Boolean);
}

main().catch((error: unknown) => {
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
});
