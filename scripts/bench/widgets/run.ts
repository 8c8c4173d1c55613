import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { withPages } from '@union/api/fragment/render-fragment.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { answers } from '@union/widgets/fixtures/answers.ts';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../browser.ts';

/**
 * How long an element takes from the start of its script to the frame after its chart, beside bare Lit (the same table, no
 * chart) and ECharts (the same bars, tree-shaken, SVG), one and fifty on a page. All fetch the same answer over loopback and
 * show the same words: heading, key figures, sentence, a table with every column, source. One
 * run, the systems in another order each round, a fresh profile each load; medians.
 *
 * `node scripts/bench/widgets/run.ts --rounds 15 [--slow 6]`; `--slow` throttles the processor.
 */

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, slow: { type: 'string', default: '1' } },
});
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(here('peer/node_modules'))) {
  execFileSync('npx', ['--yes', 'pnpm@12', 'install', '--ignore-workspace'], { cwd: here('peer'), stdio: 'inherit' });
}

const { folder } = await buildWidgets();
const { rolldown } = createRequire(new URL('../../../widgets/package.json', import.meta.url))('rolldown');
const files = new Map<string, string>();
for (const name of ['lit', 'echarts']) {
  const build = await rolldown({
    input: here(`peer/${name}.ts`),
    resolve: { conditionNames: ['production', 'browser', 'import', 'default'] },
  });
  const { output } = await build.generate({ format: 'iife', minify: true });
  files.set(`${name}.js`, output[0].code);
}

const { readFile } = await import('node:fs/promises');
files.set('ours.js', await readFile(join(folder, 'union-ranking.js'), 'utf8'));
const sheet = await readFile(join(folder, 'widgets.css'), 'utf8');
const whole = withPages('ranking', answers['ranking'] as { data: unknown }) as {
  data: unknown;
  extensions: { pages: Record<string, unknown> };
};
const page = { page: whole.extensions.pages['zh-CN'] };

const systems = {
  'bare Lit': {
    file: 'lit.js',
    head: '',
    ready: 'peer-ready',
    tag: (n: number) => `<peer-lit src="/w/ranking?n=${n}"></peer-lit>`,
  },
  ours: {
    file: 'ours.js',
    // The snippet as the documentation gives it.
    head: '<link rel="stylesheet" href="/embed/v1/widgets.css" crossorigin>',
    ready: 'union-ready',
    tag: (n: number) => `<union-ranking scope="region:${320900 + n}"></union-ranking>`,
  },
  ECharts: {
    file: 'echarts.js',
    head: '',
    ready: 'peer-ready',
    tag: (n: number) => `<peer-echarts src="/w/ranking?n=${n}"></peer-echarts>`,
  },
} as const;
type Name = keyof typeof systems;

/** The host page speaks Chinese in the fonts of a portal before any script runs, so that nobody pays for finding them. */
const FONTS =
  '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif';

/** Hears how long the page under way took. */
let told: (milliseconds: number) => void = () => {};

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench');
  // As the platform serves them.
  const send = (type: string, body: string) =>
    response
      .writeHead(200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=300',
        'Access-Control-Allow-Origin': '*',
      })
      .end(body);
  const name = decodeURIComponent(url.pathname.slice(1));
  if (name.startsWith('embed/v1/')) {
    const file = name.slice('embed/v1/'.length);
    const known = files.get(file);
    // The mark stands before the first statement of each script alike.
    if (known !== undefined) send('text/javascript', `performance.mark('start');${known}`);
    else send('text/css', sheet);
  } else if (name === 'w')
    send('application/json', JSON.stringify({ answers: url.searchParams.getAll('of').map(() => page) }));
  else if (name.startsWith('w/')) send('application/json', JSON.stringify(page));
  else if (name === 'freshness') send('application/json', '{"isStale":false,"reason":null}');
  else if (name === 'took') {
    told(Number(url.searchParams.get('ms')));
    send('text/plain', '');
  } else if (name === 'empty') send('text/html', '<!doctype html><title>empty</title>');
  else if (name in systems) {
    const { file, ready, tag, head } = systems[name as Name];
    const count = Number(url.searchParams.get('count'));
    send(
      'text/html; charset=utf-8',
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${file}</title><script>
      // The moment after the frame that shows the last chart: this frame, when it was drawn within one, or else the next.
      let left = ${count};
      let isInFrame = false;
      const afterThis = (then) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); };
      const loop = () => { isInFrame = true; afterThis(() => { isInFrame = false; }); requestAnimationFrame(loop); };
      requestAnimationFrame(loop);
      // The page tells the server itself: a tool that looks into it would run beside the element.
      const end = () => afterThis(() => { fetch('/took?ms=' + (performance.now() - performance.getEntriesByName('start')[0].startTime)); });
      addEventListener('${ready}', () => { if (--left === 0) { if (isInFrame) end(); else requestAnimationFrame(end); } });
      </script><style>body { font-family: ${FONTS} }</style><script src="/embed/v1/${file}" defer></script>${head}<body><h1>某市总工会</h1><p>工会数据，截至2026年11月20日 84.97%</p>${Array.from({ length: count }, (_, n) => tag(n)).join('')}</body></html>`,
    );
  } else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: findBrowser({ install: false }), args: ['--no-sandbox'] });

/** Milliseconds by the clock, and of processor time in the page's own process, which repeats on a busy machine. */
type Load = { readonly took: number; readonly cpu: number };

const system = await browser.newBrowserCDPSession();
async function rendererTime(): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

async function load(name: Name, count: number): Promise<Load> {
  const profile = await browser.newContext({ viewport: { width: 900, height: 900 } });
  const tab = await profile.newPage();
  const session = await profile.newCDPSession(tab);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.slow) });
  // The same page without a script comes first, so that starting a process counts for nobody.
  await tab.goto(`${base}/empty`);
  const before = await rendererTime();
  const took = new Promise<number>((resolve) => {
    told = resolve;
  });
  await tab.goto(`${base}/${encodeURIComponent(name)}?count=${count}`, { waitUntil: 'commit' });
  const milliseconds = await took;
  const cpu = (await rendererTime()) - before;
  await profile.close();
  return { took: milliseconds, cpu };
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const names = Object.keys(systems) as Name[];
for (const [name, { file }] of Object.entries(systems)) {
  console.log(`${name}: ${(gzipSync(files.get(file) ?? '', { level: 9 }).length / 1000).toFixed(1)} KB gzip`);
}
for (const count of [1, 50]) {
  const took = new Map<Name, Load[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= Number(values.rounds); round++) {
    const order = names.map((_, at) => names[(at + round) % names.length] as Name);
    for (const name of round % 2 ? order : order.toReversed()) {
      const one = await load(name, count);
      // The first round warms the browser.
      if (round > 0) took.get(name)?.push(one);
    }
  }
  const of = (name: Name, what: keyof Load) => median((took.get(name) ?? []).map((one) => one[what]));
  console.log(
    `${count} on a page, script start to the frame after the chart, median of ${values.rounds}, processor slowed ${values.slow} times`,
  );
  for (const what of ['took', 'cpu'] as const) {
    for (const name of names) {
      const [own, lit, echarts] = [of(name, what), of('bare Lit', what), of('ECharts', what)];
      console.log(
        `  ${what === 'took' ? 'clock' : 'CPU  '} ${name.padEnd(10)} ${own.toFixed(0).padStart(6)} ms  ${(own / lit).toFixed(2)} × bare Lit  ${(own / echarts).toFixed(2)} × ECharts`,
      );
    }
  }
}
await browser.close();
server.close();
