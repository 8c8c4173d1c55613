/**
 * The pages that are bundled from Lit elements of our own. Each lies in `services/api/<name>/app/`: `<name>.ts` defines
 * the element `<union-<name>>` and `<name>.css` is the page's sheet; it is served at `/<name>`.
 */
export const apps = {
  office: {
    title: '工作台 · 工会数据平台',
    zh: '工作台',
    noscript:
      '工作台需要 JavaScript；也可用命令行 <code>pnpm intake</code> 导入。The office needs JavaScript; files can also be loaded with <code>pnpm intake</code>.',
  },
} as const satisfies Record<string, { readonly title: string; readonly zh: string; readonly noscript: string }>;

export type AppName = keyof typeof apps;

export const appNames = Object.keys(apps) as readonly AppName[];
