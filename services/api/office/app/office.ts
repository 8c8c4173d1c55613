import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Language, language, say, setLanguage, word } from '../../pages/shared/language.ts';
import type { Me } from '../shapes.ts';
import { readMe } from './client.ts';
import { asOfficeError, type Loaded, show, signInLink } from './page.ts';
import { go, type Route, routeOf } from './routes.ts';
import './audit-page.ts';
import './change-page.ts';
import './find-page.ts';
import './imports-page.ts';
import './record-page.ts';
import './upload-page.ts';
import './work-page.ts';

/** The office: who is signed in, where one can go, and the page that the address names. */
class UnionOffice extends LitElement {
  private me: Loaded<Me> = { state: 'loading' };
  private route: Route = routeOf(location);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setLanguage(language());
    addEventListener('popstate', this.arrive);
    addEventListener('office-route', this.arrive);
    this.addEventListener('click', this.follow);
    void this.enter();
  }

  private async enter(): Promise<void> {
    this.me = { state: 'loading' };
    this.requestUpdate();
    try {
      this.me = { state: 'ready', value: await readMe() };
    } catch (error) {
      this.me = { state: 'error', error: asOfficeError(error) };
    }
    this.requestUpdate();
  }

  /** A new address: its page is drawn, and the focus goes to its heading, as a loaded page would begin there. */
  private readonly arrive = async (event: Event): Promise<void> => {
    const before = this.route;
    this.route = routeOf(location);
    this.requestUpdate();
    await this.updateComplete;
    if (before.page === this.route.page && event.type === 'office-route' && 'query' in this.route) return;
    const heading = this.querySelector<HTMLElement>('main h1');
    heading?.focus();
    if (event.type === 'office-route') scrollTo(0, 0);
  };

  /** Links within the office load nothing anew. */
  private readonly follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as HTMLElement).closest('a');
    if (!link || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (!/^\/office(\/|$)/.test(link.pathname) || link.pathname.startsWith('/office/intake/') || link.hash) return;
    event.preventDefault();
    go(`${link.pathname}${link.search}`);
  };

  protected override updated(): void {
    const title = this.querySelector('main h1')?.textContent?.trim();
    document.title = [title, say('工作台', 'Office'), say('工会数据平台', 'Union data platform')]
      .filter(Boolean)
      .join(' · ');
  }

  protected override render(): TemplateResult {
    return html`<a class="skip" href="#main" @click=${this.skip}>${say('跳到正文', 'Skip to the content')}</a>
      <header class="head">
        <div class="bar"><strong>${say('工会工作台', 'Union office')}</strong>${this.who()}</div>
        <div class="bar">${this.navigation()}</div>
      </header>
      <main id="main" tabindex="-1">${show(
        this.me,
        (me) => this.page(me),
        () => void this.enter(),
      )}</main>`;
  }

  private readonly skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>('main')?.focus();
  };

  private who(): TemplateResult {
    const me = this.me.state === 'ready' ? this.me.value : undefined;
    const other: Language = language() === 'zh' ? 'en' : 'zh';
    const turn = () => {
      setLanguage(other);
      this.requestUpdate();
    };
    return html`<div class="who">
      ${
        me
          ? html`<span>${me.name}${me.roles.length > 0 ? html`<span class="muted">（${me.roles.map((role) => `${word(role)} ${role.federation ?? say('全部', 'everywhere')}`).join(say('、', ', '))}）</span>` : nothing}</span>`
          : nothing
      }
      <button type="button" class="quiet" lang=${other === 'zh' ? 'zh-CN' : 'en'} @click=${turn}>${other === 'zh' ? '中文' : 'English'}</button>
      ${
        me?.kind === 'account'
          ? html`<form method="post" action="/sign-out">
            <input type="hidden" name="csrf" .value=${me.csrfToken ?? ''} />
            <button>${say('退出', 'Sign out')}</button>
          </form>`
          : nothing
      }
      ${me?.kind === 'anonymous' ? html`<a class="button" href=${`/sign-in?return=${encodeURIComponent(location.pathname)}`}>${say('登录', 'Sign in')}</a>` : nothing}
    </div>`;
  }

  private navigation(): TemplateResult {
    const at = this.route.page;
    const places: (readonly [path: string, name: string, isHere: boolean])[] = [
      ['/office', say('待办', 'Work'), at === 'work'],
      ['/office/upload', say('导入工作簿', 'Load a workbook'), at === 'upload'],
      ['/office/imports', say('导入记录', 'Imports'), at === 'imports'],
      [
        '/office/find',
        say('查找与新增', 'Find and create'),
        ['find', 'record', 'change', 'step', 'create', 'begin'].includes(at),
      ],
    ];
    const me = this.me.state === 'ready' ? this.me.value : undefined;
    const isAuditAlone = me?.mayAudit === true && !me.mayRead;
    // Who administers and keeps no registers has nothing to do elsewhere.
    if (isAuditAlone) places.length = 0;
    if (me?.mayAudit)
      places.push(['/office/audit', say('审计', 'Audit'), at === 'audit' || (isAuditAlone && at === 'work')]);
    return html`<nav aria-label=${say('工作台', 'Office')}><ul>
      ${places.map(([path, name, isHere]) => html`<li><a href=${path} aria-current=${isHere ? 'page' : nothing}>${name}</a></li>`)}
    </ul></nav>`;
  }

  private page(me: Me): TemplateResult {
    const { route } = this;
    if (me.mayAudit && (route.page === 'audit' || (route.page === 'work' && !me.mayRead))) {
      return html`<office-audit .me=${me} .query=${route.query} .language=${language()}></office-audit>`;
    }
    if (!me.mayRead) return closed(me);
    switch (route.page) {
      case 'work':
        return html`<office-work .me=${me} .query=${route.query} .language=${language()}></office-work>`;
      case 'upload':
        return html`<office-upload .me=${me} .language=${language()}></office-upload>`;
      case 'imports':
        return html`<office-imports .me=${me} .language=${language()}></office-imports>`;
      case 'find':
        return html`<office-find .me=${me} .query=${route.query} .language=${language()}></office-find>`;
      case 'record':
        return html`<office-record .me=${me} .route=${route} .language=${language()}></office-record>`;
      case 'change':
      case 'step':
      case 'create':
      case 'begin':
        return html`<office-change .me=${me} .route=${route} .language=${language()}></office-change>`;
      default:
        return html`<h1 tabindex="-1">${say('没有这个页面', 'No such page')}</h1>
          <p><a href="/office">${say('回到待办', 'Back to the work list')}</a></p>`;
    }
  }
}

/** Who is not signed in, or to whom nothing was granted. */
function closed(me: Me): TemplateResult {
  if (me.kind !== 'anonymous') {
    return html`<h1 tabindex="-1">${say('尚未授权', 'Nothing is granted to you')}</h1>
      <p>
        ${say(
          `您已登录（${me.name}），但还没有可以办理业务的角色。请联系本级工会管理员，授予“经办人员”等角色。`,
          `You are signed in as ${me.name}, but hold no role that works here. Ask the administrator of your federation for the role officer, or another.`,
        )}
      </p>`;
  }
  return html`<h1 tabindex="-1">${say('请先登录', 'Sign in first')}</h1>
    <p>
      ${say(
        '工作台只对已授权的工会干部开放。请登录，或使用管理员给您的一次性登录链接；首次启动时，服务器的终端里会打印管理员链接。',
        'The office is open to officers whom an administrator has granted a role. Sign in, or use the sign-in link that you were given; the first start of the server prints a link for the administrator.',
      )}
    </p>
    ${signInLink()}`;
}

customElements.define('union-office', UnionOffice);
