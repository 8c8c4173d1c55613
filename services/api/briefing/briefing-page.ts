import type { Scope } from '../scope/scope-tree.ts';
import type { PublishedMonth } from './make-briefing.ts';

/** What the page of a scope's briefings offers. */
export type Offer = {
  readonly scope: Scope;
  readonly months: readonly PublishedMonth[];
  /** The publication that was asked for by its id, which comes first; undefined: none was. */
  readonly pinned: { readonly publicationId: string; readonly asOf: string } | undefined;
};

const head = (title: string) =>
  `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/home.css"><title>${escapeHtml(title)}</title></head>`;

/** The months of a scope with their files, in Chinese and English. */
export function briefingPage({ scope, months, pinned }: Offer): string {
  const address = `/briefing/${encodeURIComponent(scope.id).replaceAll('%3A', ':')}`;
  const files = (month: string, query: Readonly<Record<string, string>>) => {
    const link = (format: string, lang: string, words: string) => {
      const asked = new URLSearchParams({ ...query, ...(lang === 'en' && { lang }) }).toString();
      return `<li><a href="${escapeHtml(`${address}/${month}.${format}${asked && `?${asked}`}`)}">${words}</a></li>`;
    };
    return `<ul>
${link('pdf', 'zh-CN', 'PDF 通报')}
${link('docx', 'zh-CN', 'DOCX 可编辑文稿')}
${link('pdf', 'en', '<span lang="en">PDF in English</span>')}
${link('docx', 'en', '<span lang="en">DOCX in English</span>')}
${link('json', 'zh-CN', 'JSON 数据')}
</ul>`;
  };
  const section = (title: string, asOf: string, id: string, list: string) =>
    `<section><h2>${title}</h2><p>数据截至 ${asOf} <span lang="en">as of ${asOf}</span></p><p>发布 ${escapeHtml(id)}</p>${list}</section>`;
  const isListed = months.some(({ publicationId }) => publicationId === pinned?.publicationId);
  const sections = [
    ...(pinned && !isListed
      ? [
          section(
            '所选发布 <span lang="en">the chosen publication</span>',
            ...([pinned.asOf, pinned.publicationId] as const),
            files(pinned.asOf.slice(0, 7), { publication: pinned.publicationId }),
          ),
        ]
      : []),
    ...months
      .toSorted(
        (a, b) => Number(b.publicationId === pinned?.publicationId) - Number(a.publicationId === pinned?.publicationId),
      )
      .map(({ month, publicationId, asOf }) => {
        const [year, number] = month.split('-').map(Number);
        return section(`${year}年${number}月 <span lang="en">${month}</span>`, asOf, publicationId, files(month, {}));
      }),
  ];
  return page(
    `${scope.name}月度通报`,
    'Monthly briefings',
    sections.length === 0
      ? '<p class="publication">还没有发布的数据 <span lang="en">nothing is published yet</span></p>'
      : `<div class="groups">\n${sections.join('\n')}\n</div>`,
  );
}

/** Why there is nothing to offer. */
export function refusedPage(messageZh: string, message: string): string {
  return page(
    '月度通报',
    'Monthly briefings',
    `<p class="publication"><strong>${escapeHtml(messageZh)}</strong><br><span lang="en">${escapeHtml(message)}</span></p>`,
  );
}

function page(title: string, english: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN">
${head(title)}
<body><main>
<h1>${escapeHtml(title)}</h1>
<p lang="en">${english}</p>
<p><a href="/panels">领导看板</a> <span lang="en">panels</span></p>
${content}
</main></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
