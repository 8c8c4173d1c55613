import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import type { Me } from '../shapes.ts';
import { OfficeError } from './client.ts';

/** What a page has asked for: still waiting, there, or why not. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'error'; readonly error: OfficeError };

/** A page of the office. It draws into the document itself, under the one sheet of the office. */
export abstract class OfficePage extends LitElement {
  static override properties = { me: { attribute: false } };
  declare me: Me;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Keeps what is asked for under a name of this page, and draws each state. */
  protected async keep<T>(set: (loaded: Loaded<T>) => void, work: () => Promise<T>): Promise<void> {
    set({ state: 'loading' });
    this.requestUpdate();
    try {
      set({ state: 'ready', value: await work() });
    } catch (error) {
      set({ state: 'error', error: asOfficeError(error) });
    }
    this.requestUpdate();
  }

  /** Puts the focus where something new has appeared. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }
}

export function asOfficeError(error: unknown): OfficeError {
  if (error instanceof OfficeError) return error;
  console.error(error);
  return new OfficeError('failed', 'the page failed', '页面出错');
}

/** Loading and errors in one form; what is there is drawn by `draw`. */
export function show<T>(
  loaded: Loaded<T> | undefined,
  draw: (value: T) => TemplateResult | typeof nothing,
  retry?: () => void,
): TemplateResult | typeof nothing {
  if (!loaded) return nothing;
  if (loaded.state === 'loading') return html`<p class="loading" role="status">${say('正在读取……', 'Loading…')}</p>`;
  if (loaded.state === 'error') return errorBox(loaded.error, retry);
  return draw(loaded.value);
}

/** Why something could not be done, and what to do about it. */
export function errorBox(error: OfficeError, retry?: () => void): TemplateResult {
  return html`<div class="notice bad" role="alert" tabindex="-1">
    <p><strong>${headOf(error)}</strong></p>
    <p>${error.sentence}</p>
    ${error.requestId ? html`<p>${say('请求编号：', 'Reference: ')}<code>${error.requestId}</code></p>` : nothing}
    ${
      error.kind === 'refused'
        ? html`<p>
          ${say(
            '授权由本级工会管理员办理；请告知对方要办的事项和所在工会。',
            'Grants are made by the administrator of your federation: say what is to be done, and for which federation.',
          )}
        </p>`
        : nothing
    }
    ${error.kind === 'signed-out' ? signInLink() : nothing}
    ${
      retry && (error.kind === 'offline' || error.kind === 'failed')
        ? html`<p><button type="button" @click=${retry}>${say('重试', 'Try again')}</button></p>`
        : nothing
    }
  </div>`;
}

export function signInLink(): TemplateResult {
  const here = `${location.pathname}${location.search}`;
  return html`<p><a class="button primary" href=${`/sign-in?return=${encodeURIComponent(here)}`}>${say('登录', 'Sign in')}</a></p>`;
}

function headOf({ kind }: OfficeError): string {
  switch (kind) {
    case 'refused':
      return say('没有权限', 'Not permitted');
    case 'signed-out':
      return say('登录已失效', 'Signed out');
    case 'not-found':
      return say('没有找到', 'Not found');
    case 'offline':
      return say('连接中断', 'Offline');
    case 'rejected':
      return say('未能完成', 'Not done');
    default:
      return say('服务器出错', 'The server failed');
  }
}
