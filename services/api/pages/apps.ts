/** What a page is made with. */
export type App = {
  readonly title: string;
  readonly zh: string;
  readonly noscript: string;
  /** A page of text and forms, under the sheets that such pages share (`shared/look.css`, `shared/base.css`). */
  readonly isPage?: true;
  /** Scripts of this server that it uses beside its own, such as the elements of the portals. */
  readonly scripts?: readonly string[];
};

/**
 * The pages that are bundled from Lit elements of our own. Each lies in `services/api/<name>/app/`: `<name>.ts` defines
 * the element `<union-<name>>` and `<name>.css` is the page's sheet; it is served at `/<name>`.
 */
export const apps = {
  office: {
    title: '工作台 · 工会数据平台',
    zh: '工作台',
    isPage: true,
    noscript:
      '工作台需要 JavaScript；也可用命令行 <code>pnpm intake</code> 导入。The office needs JavaScript; files can also be loaded with <code>pnpm intake</code>.',
  },
  wall: {
    title: '大屏 · 工会数据平台',
    zh: '大屏',
    noscript: '大屏需要 JavaScript。The wall needs JavaScript.',
  },
  panels: {
    title: '领导看板 · 工会数据平台',
    zh: '领导看板',
    isPage: true,
    scripts: ['/embed/v1/widgets.js'],
    noscript:
      '领导看板需要 JavaScript；不用脚本的表格见<a href="/">首页</a>所列的数据片段。The panels need JavaScript; <a href="/">the index</a> lists fragments that do not.',
  },
} as const satisfies Record<string, App>;

export type AppName = keyof typeof apps;

export const appNames = Object.keys(apps) as readonly AppName[];
