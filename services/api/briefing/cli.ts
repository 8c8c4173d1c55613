import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTemplate } from '@union/briefing/template/read-template.ts';
import { readConfig } from '@union/schema/config.ts';
import { KnownError } from '@union/schema/errors.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { type BriefingFormat, formats, makeBriefing, publicationOfMonth } from './make-briefing.ts';
import { readTemplates } from './templates.ts';
import { writeBriefing } from './write-briefing.ts';

const HELP = `pnpm briefing --for YYYY-MM --scope S [--out DIR] [--publication ID] [--template FILE] [--lang en]
              [--issue N] [--format pdf,docx,json] [--font FILE]
写出一个范围一个月的通报：A4 PDF 和可编辑的 DOCX；数据全部取自该月的发布 write the briefing of a month as A4 PDF and editable DOCX
  --for         月份 the month, such as 2026-10；该月没有发布则拒绝 refused when it has no publication
  --scope       范围 region:320924, federation:320924, park:…
  --out         目录，默认当前目录 folder; default: here
  --publication 该月的某次发布，默认最后一次 a publication of the month; default: its last
  --template    本单位的模板 words of the federation's own; default BRIEFING_TEMPLATE, else templates/official.*.yaml
  --lang        zh-CN（默认 default）或 or en
  --issue       期数，默认月份数 number of the issue; default: the month's
  --font        含生僻字的字体文件 a font with signs that the bundled ones lack; default BRIEFING_FONT
S 见 /explorer 的 scopes；模板写法见 docs/briefing.md how templates are written: docs/briefing.md`;

class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
  constructor(what: string) {
    super(`${what}\n\n${HELP}`, `用法有误：${what}`);
  }
}

const text = { type: 'string' } as const;

function readArguments() {
  try {
    return parseArgs({
      options: {
        ...{ for: text, scope: text, out: text, publication: text, template: text, lang: text, issue: text },
        ...{ format: text, font: text, help: { type: 'boolean' } },
      },
    }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) return console.log(HELP);
  const { for: month, scope, out = '.', lang = 'zh-CN' } = values;
  if (month === undefined) throw new WrongUsage('--for YYYY-MM 缺失 is missing');
  if (scope === undefined) throw new WrongUsage('--scope S 缺失 is missing');
  if (lang !== 'zh-CN' && lang !== 'en') throw new WrongUsage('--lang: zh-CN, en');
  const wanted = (values.format ?? 'pdf,docx').split(',');
  const unknown = wanted.find((format) => !formats.includes(format as BriefingFormat));
  if (unknown !== undefined) throw new WrongUsage(`--format ${unknown}: ${formats.join(', ')}`);
  const config = readConfig();
  const template = values.template ? readTemplate(values.template) : readTemplates(config.briefing.templates)[lang];
  const publications = openPublications(join(config.dataDir, 'publications'), {
    ...{ timeZone: config.timeZone, resources: config.duckdb },
  });
  try {
    const publication = await publicationOfMonth(publications, month, values.publication);
    const briefing = await makeBriefing(publication, {
      ...{ scope, template, timeZone: config.timeZone, issue: values.issue },
      base: config.publicUrl ?? '',
    });
    mkdirSync(out, { recursive: true });
    const language = template.language === 'en' ? '-en' : '';
    for (const format of wanted as BriefingFormat[]) {
      const bytes = await writeBriefing(briefing, format, values.font ?? config.briefing.font);
      const path = join(out, `briefing-${scope.replace(':', '-')}-${month}${language}.${format}`);
      writeFileSync(path, bytes);
      console.log(
        `已写出 written: ${path}（${(bytes.length / 1000).toFixed(0)} KB，发布 publication ${publication.id}）`,
      );
    }
  } finally {
    await publications.close();
  }
}

main().catch((error: unknown) => {
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
});
