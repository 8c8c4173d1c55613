import { escapeHtml } from '@union/widgets/shared/content.ts';
import { type Asked, queryOf } from '../asked-page.ts';
import type { EmbedBuild } from '../embed-release.ts';
import { attributeOf } from '../embeddables.ts';
import { frameTag } from '../frame/oembed.ts';

/** One way to embed, to be copied. */
export type Snippet = {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** When to take it. */
  readonly noteZh: string;
  readonly noteEn: string;
  readonly code: string;
  /** The lines that the page's Content-Security-Policy needs for it, and no more. */
  readonly policy: string;
};

export type SnippetPlace = {
  /** Address of this server as readers reach it. */
  readonly base: string;
  readonly build: EmbedBuild;
  readonly title: string;
  /** What the picture says. */
  readonly alt: string;
  /** Size of the picture at its usual width. */
  readonly size: { readonly width: number; readonly height: number };
  /** The publication served now, for the frozen way. */
  readonly publicationId: string;
};

/** Every way to embed what is asked for, the usual one first. */
export function snippetsOf(asked: Asked, place: SnippetPlace): readonly Snippet[] {
  const { base, build, title, alt, size, publicationId } = place;
  const { document } = asked;
  const origin = new URL(base).origin;
  const exact = `${base}/embed/${build.exactVersion}`;
  const integrity = (name: string) => build.files.get(name)?.integrity ?? '';
  const query = escapeHtml(queryOf(asked));
  const fragment = `/fragment/${document}?${queryOf({ ...asked, theme: 'auto' })}`;
  const live = `script-src ${origin}; style-src ${origin}; connect-src ${origin}; trusted-types lit-html`;
  const picture = `${base}/image/${document}.png?${queryOf(asked)}`;
  const scope = asked.variables.scope?.replace(':', '-');
  const onlyScope = Object.keys(asked.variables).every((name) => name === 'scope');
  const fallback = `<a href="${base}/frame/${document}?${query}">${escapeHtml(title)}</a>`;
  const classic = (tag: string) =>
    `<script src="${exact}/widgets.js"\n  integrity="${integrity('widgets.js')}" crossorigin defer></script>\n${tag}`;

  return [
    {
      ...{ key: 'script', zh: '脚本和标签', en: 'Script and tag' },
      noteZh: '最常用。脚本跟随平台更新，五分钟内生效。',
      noteEn: 'The usual way. The script follows the platform.',
      code: `<script src="${base}/embed/v1/widgets.js" defer></script>\n${tagOf(asked, {}, fallback)}`,
      policy: live,
    },
    {
      ...{ key: 'pinned', zh: '固定版本的脚本（SRI）', en: 'Script of one version (SRI)' },
      noteZh: '脚本内容永不改变，浏览器按摘要核对；数据照常更新。适合要求完整性校验的门户。',
      noteEn: 'The script never changes and the browser checks its hash; the figures stay current.',
      code: classic(tagOf(asked, {}, fallback)),
      policy: live,
    },
    {
      ...{ key: 'module', zh: 'ES 模块', en: 'ES module' },
      noteZh: '只加载一个组件，体积最小。',
      noteEn: 'One element alone, the smallest.',
      code:
        `<script type="module" src="${exact}/union-${document}.mjs"\n  integrity="${integrity(`union-${document}.mjs`)}" crossorigin></script>\n` +
        tagOf(asked, {}, fallback),
      policy: live,
    },
    ...(onlyScope
      ? [
          {
            ...{ key: 'static', zh: '静态文件', en: 'Static files' },
            noteZh: '不查询接口，读取每次发布写好的文件；另一网络区请用离线包（pnpm bundle create）。',
            noteEn: 'Reads the files that each publication writes. For another network zone: pnpm bundle create.',
            code: `<script src="${base}/embed/v1/widgets.js" defer></script>\n${tagOf(asked, { src: `${base}/publications/${asked.publication ?? 'current'}/static/${document}/${scope}.json` }, fallback)}`,
            policy: live,
          },
        ]
      : []),
    {
      ...{ key: 'ssi', zh: '服务端包含（SSI）', en: 'Server-side include (SSI)' },
      noteZh: '由门户服务器取回文字和表格，关闭 JavaScript 也完整显示；门户需把 /fragment/ 转发到平台。',
      noteEn:
        'The portal’s server fetches text and table; complete without JavaScript. Proxy /fragment/ to the platform.',
      code: `<script src="${base}/embed/v1/widgets.js" defer></script>\n${tagOf(asked, {}, `<!--# include virtual="${fragment}" -->`)}`,
      policy: live,
    },
    {
      ...{ key: 'esi', zh: '边缘包含（ESI）', en: 'Edge-side include (ESI)' },
      noteZh: '与上相同，由 Varnish 等缓存服务器取回。',
      noteEn: 'The same by a cache such as Varnish.',
      code: `<script src="${base}/embed/v1/widgets.js" defer></script>\n${tagOf(asked, {}, `<esi:include src="${escapeHtml(base + fragment)}" onerror="continue"/>`)}`,
      policy: live,
    },
    {
      ...{ key: 'image', zh: '图片', en: 'Image' },
      noteZh: '用于公众号、邮件和只允许图片的编辑器。替代文字写的是今日数据；图片会更新，文字不会，请定期核对。',
      noteEn:
        'For mail and editors that allow only pictures. The alt text is of today: it does not follow the picture.',
      code: `<a href="${base}/frame/${document}?${query}"><img src="${escapeHtml(picture)}"\n  width="${size.width}" height="${size.height}" alt="${escapeHtml(alt)}"></a>`,
      policy: `img-src ${origin}`,
    },
    {
      ...{ key: 'iframe', zh: '框架（iframe）', en: 'Frame (iframe)' },
      noteZh: '不运行本平台脚本的页面也可用。frame.js 按内容调整高度，最高 6000 像素；不加载它则框内滚动。',
      noteEn: 'frame.js fits the height to the content, at most 6000 pixels; without it the frame scrolls.',
      code: `${frameTag(`${base}/frame/${document}?${queryOf(asked)}`, title, '100%', 640)}\n<script src="${base}/embed/v1/frame.js" defer></script>`,
      policy: `frame-src ${origin}; script-src ${origin}`,
    },
    {
      ...{ key: 'oembed', zh: '链接（oEmbed）', en: 'Link (oEmbed)' },
      noteZh: 'WordPress 等系统粘贴此链接即可嵌入；需管理员把本平台登记为 oEmbed 提供方。',
      noteEn: 'Paste it into WordPress and the like, where the platform is registered as a provider.',
      code: `${base}/frame/${document}?${queryOf(asked)}`,
      policy: `frame-src ${origin}`,
    },
    {
      ...{ key: 'frozen', zh: '固定发布（存档）', en: 'Frozen publication' },
      noteZh: `永远显示这次发布（${publicationId}）的数据并注明。请运维人员执行 pnpm nightly pin ${publicationId}，否则到期删除后显示原因。`,
      noteEn: `Shows this publication for ever and says so. Have the operator run pnpm nightly pin ${publicationId}, or it ends with its retention.`,
      code: classic(tagOf({ ...asked, publication: publicationId }, {}, fallback)),
      policy: live,
    },
  ];
}

/** The element's tag with what is asked as attributes. */
function tagOf(
  { document, variables, publication, language, theme }: Asked,
  others: Record<string, string>,
  inside: string,
): string {
  const { scope, ...rest } = variables;
  const attributes = Object.entries({
    ...(others.src ? {} : { scope }),
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => attributeOf(name, value))),
    ...(publication && !others.src && { publication }),
    ...others,
    ...(language !== 'zh-CN' && { lang: language }),
    ...(theme !== 'auto' && { theme }),
  }).map(([name, value]) => ` ${name}="${escapeHtml(value ?? '')}"`);
  return `<union-${document}${attributes.join('')}>\n  ${inside}\n</union-${document}>`;
}
