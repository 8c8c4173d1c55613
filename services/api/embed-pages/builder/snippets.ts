import { escapeHtml } from '@union/widgets/shared/content.ts';
import { staticMetrics } from '../../documents/static-metrics.ts';
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
  /** What stands in the page. */
  readonly code: string;
  /** What somebody else does for it: a command, or lines of a server's configuration. */
  readonly beside?: { readonly zh: string; readonly en: string; readonly code: string };
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
  /** Sizes of the picture: at its usual width, and on a phone. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** The publication served now, for the frozen way. */
  readonly publicationId: string;
};

/** The metric that a document shows when none is named; its files bear the name of the scope alone. */
const USUAL_METRIC = 'enterprise_unionisation_rate';
/** Where the page of another zone finds an unpacked bundle. */
const BUNDLE_FOLDER = '/unions';

/** Every way to embed what is asked for, the usual one first. */
export function snippetsOf(asked: Asked, place: SnippetPlace): readonly Snippet[] {
  return [
    ...scriptWays(asked, place),
    ...includeWays(asked, place),
    ...plainWays(asked, place),
    ...keptWays(asked, place),
  ];
}

/** By the script of the elements, with the figures of the platform. */
function scriptWays(asked: Asked, { base, build, title }: SnippetPlace): readonly Snippet[] {
  const { document } = asked;
  const policy = livePolicy(base);
  const floating = (tag: string) =>
    `<script src="${base}/embed/v1/widgets.js" defer></script>\n${sheetLink(`${base}/embed/v1`)}\n${tag}`;
  const exact = (name: string, more = '') =>
    `<script${more} src="${base}/embed/${build.exactVersion}/${name}"\n  integrity="${build.files.get(name)?.integrity ?? ''}" crossorigin${more ? '' : ' defer'}></script>\n${pinnedSheet(base, build)}\n`;
  const tag = (others: Record<string, string> = {}) => tagOf(asked, others, linkTo(asked, base, title));
  return [
    {
      ...{ key: 'script', zh: '脚本和标签', en: 'Script and tag' },
      noteZh: '最常用，经典脚本，一个页面一次即可。脚本跟随平台更新，五分钟内生效。',
      noteEn: 'The usual way: a classic script, once a page. It follows the platform.',
      code: floating(tag()),
      policy,
    },
    {
      ...{ key: 'pinned', zh: '固定版本的脚本（SRI）', en: 'Script of one version (SRI)' },
      noteZh: '脚本内容永不改变，浏览器按摘要核对；数据照常更新。适合要求完整性校验的门户。',
      noteEn: 'The script never changes and the browser checks its hash; the figures stay current.',
      code: exact('widgets.js') + tag(),
      policy,
    },
    {
      ...{ key: 'module', zh: 'ES 模块', en: 'ES module' },
      noteZh: '只加载这一个组件，体积最小。',
      noteEn: 'This element alone, the smallest.',
      code: exact(`union-${document}.mjs`, ' type="module"') + tag(),
      policy,
    },
    {
      ...{ key: 'classic', zh: '经典脚本（单个组件）', en: 'Classic script of one element' },
      noteZh: '同上，供不支持模块的发布系统和旧内核使用（最低 Chromium 110）。',
      noteEn: 'The same for systems without modules and older kernels (from Chromium 110).',
      code: exact(`union-${document}.js`) + tag(),
      policy,
    },
    {
      ...{ key: 'graphql', zh: '受信任的 GraphQL 查询', en: 'Trusted GraphQL document' },
      noteZh: '默认的取数方式，明写出来：GET 取已登记的查询，ETag 随发布变化。其他程序也可直接读取。',
      noteEn:
        'How the element asks anyway, said in full: GET of a trusted document, with an ETag of the publication. Programs may read it too.',
      code: floating(tag({ source: 'graphql' })),
      beside: {
        ...{ zh: '直接读取', en: 'To read it directly' },
        code: `curl -i '${base}/w/${document}?${queryOf({ ...asked, language: 'zh-CN', theme: 'auto' })}'`,
      },
      policy,
    },
    ...(hasFile(asked)
      ? [
          {
            ...{ key: 'static', zh: '静态文件', en: 'Static files' },
            noteZh: '同一标签，换一个属性：读取每次发布写好的文件，不查询接口。',
            noteEn: 'The same tag with another attribute: reads the files that each publication writes.',
            code: floating(tagOf(withoutUsual(asked), { source: 'static' }, linkTo(asked, base, title))),
            policy,
          },
        ]
      : []),
  ];
}

/** By the portal's own server or cache. */
function includeWays(asked: Asked, { base }: SnippetPlace): readonly Snippet[] {
  const fragment = `/fragment/${asked.document}?${queryOf({ ...asked, theme: 'auto' })}`;
  const code = (inside: string) =>
    `<script src="${base}/embed/v1/widgets.js" defer></script>\n${tagOf(asked, {}, inside)}`;
  const policy = livePolicy(base);
  return [
    {
      ...{ key: 'ssi', zh: '服务端包含（SSI）', en: 'Server-side include (SSI)' },
      noteZh: '由门户服务器取回文字和表格：关闭 JavaScript 也完整显示，加载时页面不跳动。',
      noteEn:
        'The portal’s server fetches text and table: complete without JavaScript, and nothing jumps while it loads.',
      code: code(`<!--# include virtual="${fragment}" -->`),
      beside: {
        ...{ zh: '门户 nginx 的配置', en: 'In the portal’s nginx' },
        code: nginxFor(base),
      },
      policy,
    },
    {
      ...{ key: 'esi', zh: '边缘包含（ESI）', en: 'Edge-side include (ESI)' },
      noteZh: '与上相同，由 Varnish 等缓存服务器取回。',
      noteEn: 'The same by a cache such as Varnish.',
      code: code(`<esi:include src="${escapeHtml(base + fragment)}" onerror="continue"/>`),
      beside: { ...{ zh: '门户 Varnish 的配置', en: 'In the portal’s Varnish' }, code: varnishFor(base) },
      policy,
    },
  ];
}

/** What nginx needs: text that is not packed, since it puts it into its page as it comes, and nothing where the platform is away. */
function nginxFor(base: string): string {
  return `ssi on;
location /fragment/ {
  proxy_pass ${base};
  proxy_set_header Accept-Encoding "";
  proxy_connect_timeout 2s;
  proxy_read_timeout 2s;
  error_page 502 504 = @nothing;
}
location @nothing { default_type text/html; return 200 ""; }`;
}

/** What Varnish needs: the platform beside the portal, which is its `default`; over https it has to be reached through a proxy. */
function varnishFor(base: string): string {
  const { hostname, host, port, protocol } = new URL(base);
  return `backend platform { .host = "${hostname}"; .port = "${port || (protocol === 'https:' ? '443' : '80')}"; .first_byte_timeout = 2s; }
sub vcl_recv { if (req.http.host == "${host}") { set req.backend_hint = platform; } }
sub vcl_backend_response { if (bereq.backend != platform) { set beresp.do_esi = true; } }`;
}

/** Without the elements in the page. */
function plainWays(asked: Asked, { base, title, alt, sizes }: SnippetPlace): readonly Snippet[] {
  const { document } = asked;
  const origin = new URL(base).origin;
  const frame = `${base}/frame/${document}?${queryOf(asked)}`;
  const [usual = { width: 640, height: 480 }, phone = usual] = sizes;
  const picture = (width?: number) =>
    escapeHtml(`${base}/image/${document}.png?${queryOf(asked, width ? { width: `${width}` } : {})}`);
  const size = ({ width, height }: typeof usual) => `width="${width}" height="${height}"`;
  return [
    {
      ...{ key: 'image', zh: '图片', en: 'Image' },
      noteZh:
        '用于公众号、邮件和只允许图片的编辑器；窄屏自动换成手机版。替代文字写的是今日数据；图片会更新，文字不会，请定期核对。',
      noteEn:
        'For mail and editors that allow only pictures; narrow screens get their own. The alt text is of today: it does not follow the picture.',
      code: `<div><a href="${escapeHtml(frame)}"><picture>
  <source media="(max-width: 720px)" srcset="${picture(phone.width)}" ${size(phone)}>
  <img src="${picture()}" ${size(usual)} alt="${escapeHtml(alt)}">
</picture></a></div>`,
      policy: `img-src ${origin}`,
    },
    {
      ...{ key: 'iframe', zh: '框架（iframe）', en: 'Frame (iframe)' },
      noteZh: '不运行本平台脚本的页面也可用。frame.js 按内容调整高度，最高 6000 像素；不加载它则框内滚动。',
      noteEn: 'frame.js fits the height to the content, at most 6000 pixels; without it the frame scrolls.',
      code: `<div>${frameTag(frame, title, '100%', 640)}</div>\n<script src="${base}/embed/v1/frame.js" defer></script>`,
      policy: `frame-src ${origin}; script-src ${origin}`,
    },
    {
      ...{ key: 'oembed', zh: '链接（oEmbed）', en: 'Link (oEmbed)' },
      noteZh:
        'WordPress 等系统单独一行粘贴此链接，即自动发现并嵌入框架，无需原始 HTML 权限。平台在内网地址或非 80、443、8080 端口时，WordPress 须先放行（见文档）。',
      noteEn:
        'On a line of its own in WordPress and the like: found by discovery, no right to raw HTML needed. A platform on a private address or an unusual port must first be allowed in WordPress (see the documentation).',
      code: frame,
      policy: `frame-src ${origin}`,
    },
  ];
}

/** Figures that stay as they are, or are carried to another zone. */
function keptWays(asked: Asked, { base, build, title, publicationId }: SnippetPlace): readonly Snippet[] {
  const { document, variables } = asked;
  const { exactVersion } = build;
  const place = variables.scope?.replace(':', '-');
  const metric = variables.metric === USUAL_METRIC ? undefined : variables.metric;
  const file = [place, ...(metric ? [metric] : [])].join('.');
  return [
    {
      ...{ key: 'frozen', zh: '固定发布（存档）', en: 'Frozen publication' },
      noteZh: `永远显示这次发布（${publicationId}）的数据并注明。`,
      noteEn: 'Shows this publication for ever and says so.',
      code: `<script src="${base}/embed/${exactVersion}/widgets.js"\n  integrity="${build.files.get('widgets.js')?.integrity ?? ''}" crossorigin defer></script>\n${pinnedSheet(base, build)}\n${tagOf({ ...asked, publication: publicationId }, {}, linkTo({ ...asked, publication: publicationId }, base, title))}`,
      beside: {
        ...{
          zh: '请运维人员执行，否则到期删除后只显示原因',
          en: 'For the operator; else it ends with its retention, and says why',
        },
        code: `pnpm nightly pin ${publicationId} --by 姓名 --note 用途`,
      },
      policy: livePolicy(base),
    },
    {
      ...{ key: 'bundle', zh: '离线数据包', en: 'Bundle for another zone' },
      noteZh: `另一网络区的静态主机：制作签名数据包，核对后解开到 ${BUNDLE_FOLDER}/，每夜只带变化的文件。`,
      noteEn: `For a static host in another network zone: a signed archive, verified and unpacked under ${BUNDLE_FOLDER}/; each night brings only what changed.`,
      code: `<script src="${BUNDLE_FOLDER}/embed/${exactVersion}/widgets.js" defer></script>\n${sheetLink(`${BUNDLE_FOLDER}/embed/${exactVersion}`)}\n${tagOf({ ...asked, variables: {}, publication: undefined }, { src: `${BUNDLE_FOLDER}/data/${document}/${file}.json` }, `<a href="${BUNDLE_FOLDER}/">${escapeHtml(title)}</a>`)}`,
      beside: {
        ...{ zh: '由数据方制作，由门户方核对并就位', en: 'Made on this side, put in place on the other' },
        code: `BUNDLE_KEY_FILE=keys/bundle.key pnpm bundle create --widgets ${document}${metric ? `:${metric}` : ''} --scope ${variables.scope ?? ''}${asked.language === 'en' ? ' --lang en' : ''} --out unions.zip\npnpm bundle apply unions.zip /srv/portal${BUNDLE_FOLDER} --key bundle.pub`,
      },
      policy: "script-src 'self'; style-src 'self'; connect-src 'self'; trusted-types lit-html",
    },
  ];
}

function livePolicy(base: string): string {
  const { origin } = new URL(base);
  return `script-src ${origin}; style-src ${origin}; connect-src ${origin}; trusted-types lit-html`;
}

/** Keeps the room of an element before its script has run; asked for as the script does, so that it comes once. */
function sheetLink(folder: string, more = ''): string {
  return `<link rel="stylesheet" href="${folder}/widgets.css"${more} crossorigin>`;
}

function pinnedSheet(base: string, { exactVersion, files }: EmbedBuild): string {
  const integrity = files.get('widgets.css')?.integrity ?? '';
  return sheetLink(`${base}/embed/${exactVersion}`, `\n  integrity="${integrity}"`);
}

/** What stands in the tag until the script has run, and for good where none does. */
function linkTo(asked: Asked, base: string, title: string): string {
  return `<a href="${escapeHtml(`${base}/frame/${asked.document}?${queryOf(asked)}`)}">${escapeHtml(title)}</a>`;
}

/** The usual metric is the document's own choice, and its file is not named for it. */
function withoutUsual(asked: Asked): Asked {
  const { metric, ...variables } = asked.variables;
  return { ...asked, variables: metric && metric !== USUAL_METRIC ? asked.variables : variables };
}

/** Whether each publication writes a file of what is asked. */
function hasFile(asked: Asked): boolean {
  const { scope: _, metric, ...others } = withoutUsual(asked).variables;
  return Object.keys(others).length === 0 && (!metric || (staticMetrics[asked.document] ?? []).includes(metric));
}

/** The element's tag with what is asked as attributes. */
function tagOf(
  { document, variables, publication, language, theme }: Asked,
  others: Record<string, string>,
  inside: string,
): string {
  const { scope, ...rest } = variables;
  const attributes = Object.entries({
    ...(scope && { scope }),
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => attributeOf(name, value))),
    ...(publication && { publication }),
    ...others,
    lang: language,
    ...(theme !== 'auto' && { theme }),
  }).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<union-${document}${attributes.join('')}>\n  ${inside}\n</union-${document}>`;
}
