import { html, nothing, type TemplateResult } from 'lit';
import { moment, say } from '../../pages/shared/language.ts';
import type { AuditLine, AuditPage } from '../shapes.ts';
import { ListPage } from './list-page.ts';
import { show } from './page.ts';
import { go } from './routes.ts';

/** What the actions of the audit are called; others stand as they are. */
const actionNames: Readonly<Record<string, readonly [string, string]>> = {
  look: ['查看个人信息', 'looked at personal data'],
  create: ['新增', 'created'],
  correct: ['更正', 'corrected'],
  end: ['终止', 'ended'],
  void: ['作废', 'voided'],
  load: ['导入', 'loaded'],
  undo: ['撤销导入', 'undid'],
  erase: ['清除个人信息', 'erased personal data'],
  sign_in: ['登录', 'signed in'],
  sign_out: ['退出', 'signed out'],
  sign_out_everywhere: ['全部退出', 'signed out everywhere'],
  link: ['生成登录链接', 'made a sign-in link'],
  grant: ['授权', 'granted'],
  revoke: ['收回', 'revoked'],
  issue: ['签发密钥', 'issued a key'],
  token: ['签发嵌入令牌', 'made an embed token'],
  restrict: ['限制指标', 'restricted figures'],
  lift: ['取消限制', 'lifted a restriction'],
};

/** Who looked at personal data, when and what for; and everything else that was done. For administrators. */
class AuditPageElement extends ListPage<AuditPage> {
  protected override readonly address = '/office/audit';
  protected override readonly source = '/office/data/audit';

  protected override render(): TemplateResult {
    const isAll = this.query.get('of') === 'all';
    const search = (event: SubmitEvent) => {
      event.preventDefault();
      const form = new FormData(event.target as HTMLFormElement);
      const text = (name: string) => String(form.get(name) ?? '').trim();
      go(this.with({ who: text('who'), row: text('row'), since: text('since'), until: text('until') }));
    };
    const field = (name: string, zh: string, en: string, type = 'text') => html`<div class="field">
      <label for=${name}>${say(zh, en)}</label>
      <input id=${name} name=${name} type=${type} autocomplete="off" maxlength="60" .value=${this.query.get(name) ?? ''} />
    </div>`;
    return html`<h1 tabindex="-1">${isAll ? say('审计记录', 'Audit') : say('个人信息查看记录', 'Looks at personal data')}</h1>
      <div class="actions">
        <a class="button" href=${this.with({ of: null })} aria-current=${isAll ? nothing : 'true'}>${say('查看个人信息', 'Looks at personal data')}</a>
        <a class="button" href=${this.with({ of: 'all' })} aria-current=${isAll ? 'true' : nothing}>${say('全部操作', 'Everything')}</a>
      </div>
      <form class="search" @submit=${search}>
        <div class="fields">
          ${field('who', '何人', 'Who')}
          ${field('row', '档案或记录编号', 'Number of the file or record')}
          ${field('since', '自', 'From', 'date')}
          ${field('until', '至（含）', 'Until, inclusive', 'date')}
        </div>
        <button class="primary">${say('查询', 'Search')}</button>
      </form>
      ${show(
        this.listed,
        (audit) => this.drawn(audit),
        () => void this.read(),
      )}`;
  }

  private drawn({ events, total, next }: AuditPage): TemplateResult {
    if (events.length === 0) return html`<p role="status">${say('没有符合条件的记录。', 'Nothing of this kind.')}</p>`;
    const isLater = this.query.has('after');
    return html`<p class="muted" role="status">${say(`共 ${total} 条，最近的在前。`, `${total} in all, the newest first.`)}</p>
      <div class="table"><table class="stack">
        <thead><tr>
          <th scope="col">${say('时间', 'When')}</th><th scope="col">${say('何人', 'Who')}</th>
          <th scope="col">${say('操作', 'What')}</th><th scope="col">${say('对象', 'Of what')}</th>
          <th scope="col">${say('用途或原因', 'What for, or why')}</th>
        </tr></thead>
        <tbody>${events.map(lineOf)}</tbody>
      </table></div>
      <div class="actions">
        ${isLater ? html`<a class="button" href=${this.with({})}>${say('回到最近', 'Back to the newest')}</a>` : nothing}
        ${next === null ? nothing : html`<a class="button" href=${this.with({ after: String(next) })}>${say('更早的', 'Older')}</a>`}
      </div>`;
  }
}

function lineOf({ at, who, action, register, row, purpose }: AuditLine): TemplateResult {
  const [zh, en] = actionNames[action] ?? [action, action];
  return html`<tr>
    <th scope="row">${moment(at)}</th>
    <td data-label=${say('何人', 'Who')}>${who}</td>
    <td data-label=${say('操作', 'What')}>${say(zh, en)}</td>
    <td data-label=${say('对象', 'Of what')}>${register.zh ? say(register.zh, register.en) : ''} ${row}</td>
    <td data-label=${say('用途或原因', 'What for, or why')}>${purpose ?? '–'}</td>
  </tr>`;
}

customElements.define('office-audit', AuditPageElement);
