import { html, nothing, type TemplateResult } from 'lit';
import { language, moment, say } from '../../pages/shared/language.ts';
import type { MetricRef } from './answers.ts';
import { ask, type Me, PanelError } from './client.ts';
import { asPanelError, day, errorBox, type Loaded, measure, named, readValue, show, signIn } from './draw.ts';
import { PanelSection } from './section.ts';
import {
  type Channel,
  type Comparison,
  CREATE_SUBSCRIPTION,
  type CreatedAnswer,
  type Delivery,
  END_SUBSCRIPTION,
  type Firing,
  SCOPE_NAME,
  type ScopeNameAnswer,
  SUBSCRIPTIONS,
  type Subscription,
  type SubscriptionEvent,
  type SubscriptionInput,
  type SubscriptionsAnswer,
  TEST_SUBSCRIPTION,
} from './subscription-answers.ts';

type Words = readonly [zh: string, en: string];

const EVENTS: Readonly<Record<SubscriptionEvent, Words>> = {
  THRESHOLD: ['越线', 'threshold crossed'],
  BEHIND: ['连续落后', 'behind month after month'],
  STALE: ['数据未更新', 'stale'],
  BRIEFING: ['月度通报', 'monthly briefing'],
  NIGHT: ['夜间计算异常', 'failed night'],
};
/** What is about the chosen target; the others are about a scope, or about nothing that is chosen here. */
const OF_TARGET: readonly SubscriptionEvent[] = ['THRESHOLD', 'BEHIND', 'STALE'];
const EVENT_HINTS: Readonly<Record<SubscriptionEvent, Words>> = {
  THRESHOLD: [
    '达标、不再达标，或越过自定的值，两个方向都发',
    'a target is met or lost, or a value of your own is passed',
  ],
  BEHIND: ['连续几个月末落后于序时进度，每到月末仍落后再发', 'behind schedule at so many month ends running'],
  STALE: ['指标不再报送，或到期限没有新的发布', 'the figure is not reported, or no publication came in time'],
  BRIEFING: ['一个月的数据齐备，附通报地址', 'a month is complete; with the addresses of its briefing'],
  NIGHT: ['失败、待确认、逾期、恢复；须有权查看运行记录', 'failed, waiting, late, well again; for who may see nights'],
};
const CHANNELS: Readonly<Record<Channel, Words>> = {
  EMAIL: ['邮件（发到本人账号的邮箱）', 'e-mail (to the address of your account)'],
  WECOM: ['企业微信群机器人', 'robot of a WeCom group'],
  DINGTALK: ['钉钉群机器人', 'robot of a DingTalk group'],
  WEBHOOK: ['自有接收端（JSON）', 'receiver of your own (JSON)'],
};
const EXAMPLES: Readonly<Record<Exclude<Channel, 'EMAIL'>, string>> = {
  WECOM: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  DINGTALK: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  WEBHOOK: 'https://receiver.example.cn/hook',
};
const COMPARISONS: Readonly<Record<Comparison, Words>> = {
  GREATER_THAN: ['超过', 'more than'],
  AT_LEAST: ['不低于', 'at least'],
  LESS_THAN: ['低于', 'less than'],
  AT_MOST: ['不超过', 'at most'],
};
const STATES: Readonly<Record<string, readonly [...Words, tone: string]>> = {
  waiting: ['待发送', 'waiting', 'warn'],
  sent: ['已发送', 'sent', 'good'],
  given_up: ['已放弃', 'given up', 'bad'],
  stopped: ['未发送：已停止', 'stopped', 'muted'],
};

/** The form as it is filled; numbers are text until they are sent. */
type Draft = {
  name: string;
  event: SubscriptionEvent;
  /** Empty: the target that holds. */
  comparison: Comparison | '';
  threshold: string;
  months: string;
  channel: Channel;
  address: string;
  secret: string;
};

/** The viewer's own subscriptions, and a form for one about the chosen target or scope. Nobody sees those of others here. */
class PanelSubscriptions extends PanelSection {
  static override properties = { ...PanelSection.properties, me: { attribute: false } };
  declare me: Me | undefined;
  private answer: Loaded<SubscriptionsAnswer> | undefined;
  private readonly scopeNames = new Map<string, string>();
  private draft: Draft | undefined;
  private fired: readonly Firing[] | undefined;
  private failure: PanelError | undefined;
  private isSending = false;
  private told = '';

  private get isSignedIn(): boolean {
    return this.me?.kind === 'account';
  }

  protected override willUpdate(): void {
    this.askAnew([this.shown.panel.scope.id, this.metric, this.me?.name], () => {
      this.stop();
      this.told = '';
      if (this.isSignedIn) this.load();
    });
  }

  private readonly load = (): void => {
    void this.keep(
      () => this.answer,
      (loaded) => {
        this.answer = loaded;
      },
      async () => {
        const answer = await ask<SubscriptionsAnswer>(SUBSCRIPTIONS);
        await this.nameScopes(answer.subscriptions);
        return answer;
      },
      { keepsBefore: true },
    );
  };

  /** Asks for the names of scopes that the page does not show; one that is no more keeps its id. */
  private async nameScopes(rows: readonly Subscription[]): Promise<void> {
    const { scope, above } = this.shown.panel;
    for (const { id, name } of [scope, ...scope.children, ...above]) this.scopeNames.set(id, name);
    const unknown = new Set(rows.flatMap((row) => (row.scope && !this.scopeNames.has(row.scope) ? [row.scope] : [])));
    await Promise.all(
      [...unknown].map(async (id) => {
        const found = await ask<ScopeNameAnswer>(SCOPE_NAME, { id }).catch(() => undefined);
        if (found) this.scopeNames.set(id, found.scope?.name ?? id);
      }),
    );
  }

  private stop(): void {
    this.draft = undefined;
    this.fired = undefined;
    this.failure = undefined;
  }

  private readonly begin = async (): Promise<void> => {
    this.stop();
    this.told = '';
    const { standing } = this;
    const { scope } = this.shown.panel;
    this.draft = {
      name: `${scope.name}${standing ? ` ${named(standing.target.metric)}` : ''}`.slice(0, 60),
      event: standing ? 'THRESHOLD' : 'BRIEFING',
      ...{ comparison: '', threshold: '', months: '2', channel: 'EMAIL', address: '', secret: '' },
    };
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('#subscription-event')?.focus();
  };

  /** What is sent: of the fields those that belong to the event and the channel. @throws PanelError */
  private inputOf(draft: Draft): SubscriptionInput {
    const { name, event, comparison, channel, address, secret } = draft;
    const metric = this.standing?.target.metric;
    const hasOwn = event === 'THRESHOLD' && comparison !== '' && metric !== undefined;
    const threshold = hasOwn ? readValue(draft.threshold, metric) : null;
    if (threshold !== null && (draft.threshold.trim() === '' || !Number.isFinite(threshold))) {
      throw new PanelError('rejected', 'NO_NUMBER', 'value: is no number', '界限值：不是数字');
    }
    return {
      ...{ name, event, channel, threshold },
      metric: OF_TARGET.includes(event) ? this.metric : null,
      scope: event === 'NIGHT' ? null : this.shown.panel.scope.id,
      comparison: hasOwn ? comparison : null,
      months: event === 'BEHIND' ? Number(draft.months) : null,
      address: channel === 'EMAIL' ? null : address.trim(),
      secret: channel === 'EMAIL' || channel === 'WECOM' ? null : secret || null,
      language: language() === 'en' ? 'EN' : 'ZH',
    };
  }

  /** Does one thing at a time and draws what came of it; what was told before is gone. */
  private async act(work: () => Promise<void>): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.fired = undefined;
    this.failure = undefined;
    this.told = '';
    this.requestUpdate();
    try {
      await work();
    } catch (error) {
      this.failure = this.inWords(asPanelError(error));
    }
    this.isSending = false;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('.outcome')?.focus();
  }

  private send(dryRun: boolean): Promise<void> {
    const { draft } = this;
    if (!draft || !this.querySelector('form')?.reportValidity()) return Promise.resolve();
    return this.act(async () => {
      const subscription = this.inputOf(draft);
      const { createSubscription } = await ask<CreatedAnswer>(CREATE_SUBSCRIPTION, { subscription, dryRun });
      if (dryRun) {
        this.fired = createSubscription.wouldHaveFired;
        return;
      }
      this.stop();
      this.told = say('已订阅。从下一次发布起判断。', 'Subscribed. It is held against what is published from now on.');
      this.load();
    });
  }

  private test({ id, name }: Subscription): Promise<void> {
    return this.act(async () => {
      await ask(TEST_SUBSCRIPTION, { id });
      this.told = say(
        `「${name}」的测试一分钟内发出；请稍后刷新，看是否送达。`,
        `A test of “${name}” is sent within a minute; refresh to see how it went.`,
      );
      this.load();
    });
  }

  private async end({ id, version, name }: Subscription): Promise<void> {
    const isSure = window.confirm(
      say(`终止「${name}」？此后不再发送，待发的也不发。`, `End “${name}”? Nothing is sent any more, nor what waits.`),
    );
    if (!isSure) return;
    await this.act(async () => {
      await ask(END_SUBSCRIPTION, { id, version });
      this.told = say(`「${name}」已终止。`, `“${name}” has ended.`);
      this.load();
    });
  }

  /** A refusal names the place as the form does, and metrics by their names. */
  private inWords({ kind, code, message, messageZh, requestId }: PanelError): PanelError {
    const metrics = this.answer?.state === 'ready' ? this.answer.value.metrics : [];
    const spoken = (text: string, at: 0 | 1) =>
      metrics
        .filter(({ id }) => id === this.metric)
        .reduce((told, { id, name, nameEn }) => told.replaceAll(id, at === 0 ? name : nameEn), text)
        .replace(/^(\w+)(?=[：:])/, (place) => PLACES[place]?.[at] ?? place);
    return new PanelError(kind, code, spoken(message, 1), spoken(messageZh, 0), requestId);
  }

  protected override render(): TemplateResult {
    return html`<div class="subscriptions"><h2 tabindex="-1">${say('订阅提醒', 'Subscriptions')}</h2>
      <p class="muted">${say('每次发布后判断，每件事只发一次；只列出您自己的订阅。', 'Every publication is held against them, and each thing is told once. Only your own are listed.')}</p>
      ${this.isSignedIn ? this.own() : signIn()}</div>`;
  }

  private own(): TemplateResult {
    const { failure } = this;
    const isChanged = failure && /^SUBSCRIPTION_(CHANGED|NOT_FOUND)$/.test(failure.code);
    return html`${this.told ? html`<div class="notice good outcome" role="status" tabindex="-1"><p>${this.told}</p></div>` : nothing}
      ${show(this.answer, (answer) => this.listed(answer), this.load)}
      ${
        failure
          ? html`<div class="outcome" tabindex="-1">${errorBox(failure)}${
              isChanged
                ? html`<p><button type="button" @click=${() => {
                    this.stop();
                    this.load();
                  }}>${say('重新读取', 'Read it again')}</button></p>`
                : nothing
            }</div>`
          : nothing
      }
      ${this.fired ? this.days(this.fired) : nothing}
      ${
        this.draft
          ? this.form(this.draft)
          : this.answer?.state === 'ready'
            ? html`<p class="actions"><button type="button" class="primary" @click=${this.begin}>${say('新建订阅', 'Subscribe')}</button></p>`
            : nothing
      }`;
  }

  private listed({ subscriptions, metrics }: SubscriptionsAnswer): TemplateResult {
    if (subscriptions.length === 0) return html`<p>${say('您还没有订阅。', 'You have no subscription yet.')}</p>`;
    return html`<ul class="list">${subscriptions.map((row) => {
      const { name, event, scope, channel, address, deliveries } = row;
      const metric = metrics.find(({ id }) => id === row.metric);
      const about = [
        scope === null ? '' : (this.scopeNames.get(scope) ?? scope),
        row.metric === null ? '' : metric ? named(metric) : row.metric,
        `${say(...EVENTS[event])}${this.condition(row, metric)}`,
      ];
      return html`<li>
        <p><strong>${name}</strong></p>
        <p>${about.filter(Boolean).join(say('，', ', '))}</p>
        <p class="muted">${say(...CHANNELS[channel])}${address === null ? nothing : html`${say('：', ': ')}${address}`}</p>
        ${
          deliveries.length === 0
            ? html`<p class="muted">${say('还没有发送过。', 'Nothing was sent yet.')}</p>`
            : html`<ul class="deliveries" aria-label=${say('最近的发送', 'Last deliveries')}>${deliveries.map((one) => this.delivery(one))}</ul>`
        }
        <p class="actions"><button type="button" ?disabled=${this.isSending} @click=${() => void this.test(row)}>${say('发送测试', 'Send a test')}<span class="spoken"> ${name}</span></button>
          <button type="button" ?disabled=${this.isSending} @click=${() => void this.end(row)}>${say('终止', 'End')}<span class="spoken"> ${name}</span></button></p>
      </li>`;
    })}</ul>
    <p class="actions"><button type="button" class="quiet" @click=${this.load}>${say('刷新发送情况', 'Refresh')}</button></p>`;
  }

  /** （不低于 85%）, （3 个月）: what its owner set beside the event. */
  private condition({ event, comparison, threshold, months }: Subscription, metric: MetricRef | undefined): string {
    if (comparison !== null && threshold !== null) {
      const value = metric ? measure(metric).valueText(threshold) : String(threshold);
      return say(`（${COMPARISONS[comparison][0]} ${value}）`, ` (${COMPARISONS[comparison][1]} ${value})`);
    }
    if (event === 'THRESHOLD') return say('（按目标）', ' (its target)');
    return event === 'BEHIND' ? say(`（${months ?? 2} 个月）`, ` (${months ?? 2} months)`) : '';
  }

  private delivery({ at, subject, subjectEn, state, attempts, nextAt, lastError }: Delivery): TemplateResult {
    const [zh, en, tone] = STATES[state] ?? [state, state, 'muted'];
    return html`<li><span class="tag ${tone}">${say(zh, en)}</span> ${say(subject, subjectEn)} <span class="muted">${moment(at)}</span>
      ${lastError === null ? nothing : html`<br>${state === 'stopped' ? say('原因：', 'Reason: ') : say(`第 ${attempts} 次未成，原因：`, `Try ${attempts} failed: `)}<span class="reason">${lastError}</span>`}
      ${nextAt === null ? nothing : attempts === 0 ? html`<br>${say('一分钟内发送。', 'It is sent within a minute.')}` : html`<br>${say(`下次：${moment(nextAt)} 起`, `Next try: from ${moment(nextAt)}`)}`}</li>`;
  }

  private days(fired: readonly Firing[]): TemplateResult {
    if (this.draft?.event === 'NIGHT') {
      return html`<div class="notice outcome" role="status" tabindex="-1"><p>${say('可以订阅，尚未保存。夜间计算不试算。', 'It can be made; nothing was written. Nights have no dry run.')}</p></div>`;
    }
    return html`<div class="notice good outcome" role="status" tabindex="-1">
      <p><strong>${say('试算：可以订阅，尚未保存。', 'Dry run: it can be made; nothing was written.')}</strong>
        ${fired.length === 0 ? say('按现存的历次发布，一次也不会发送。', 'By the publications that are kept it would have told nothing.') : say(`按现存的历次发布，会发送 ${fired.length} 次：`, `By the publications that are kept it would have told ${fired.length}:`)}</p>
      ${fired.length === 0 ? nothing : html`<ul>${fired.map((one) => html`<li><strong>${day(one.day)}</strong>${say('：', ': ')}${say(one.subject, one.subjectEn)}</li>`)}</ul>`}</div>`;
  }

  private form(draft: Draft): TemplateResult {
    const { standing } = this;
    const { scope } = this.shown.panel;
    const set = (key: keyof Draft) => (event: Event) => {
      Object.assign(draft, { [key]: (event.target as HTMLInputElement).value });
      this.fired = undefined;
      this.requestUpdate();
    };
    const select = <T extends string>(
      key: 'event' | 'channel' | 'comparison',
      label: string,
      options: readonly (readonly [T, string])[],
      hint = '',
    ) => html`<div class="field"><label for=${`subscription-${key}`}>${label}</label>
      <select id=${`subscription-${key}`} @change=${set(key)}>${options.map(([value, words]) => html`<option value=${value} ?selected=${value === draft[key]}>${words}</option>`)}</select>
      ${hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;
    const wordsOf = <T extends string>(words: Readonly<Record<T, Words>>) =>
      (Object.entries(words) as [T, Words][]).map(([key, both]) => [key, say(...both)] as const);
    const events = wordsOf(EVENTS).filter(([event]) => standing || !OF_TARGET.includes(event));
    const about =
      draft.event === 'NIGHT'
        ? say('全平台', 'the platform')
        : OF_TARGET.includes(draft.event) && standing
          ? `${scope.name}${say('，', ', ')}${named(standing.target.metric)}`
          : scope.name;
    return html`<form class="subscription-form" @submit=${(event: Event) => {
      event.preventDefault();
      void this.send(false);
    }}>
      <h3>${say('新建订阅', 'Subscribe')}${say('：', ': ')}${about}</h3>
      <div class="fields">
        ${select('event', say('什么事', 'What'), events, say(...EVENT_HINTS[draft.event]))}
        ${
          draft.event === 'THRESHOLD'
            ? select('comparison', say('哪条线', 'Which line'), [
                ['', say('现行目标', 'the target that holds')],
                ...wordsOf(COMPARISONS).map(
                  ([key, words]) => [key, say(`自定：${words}`, `of my own: ${words}`)] as const,
                ),
              ])
            : nothing
        }
        ${
          draft.event === 'THRESHOLD' && draft.comparison !== ''
            ? html`<div class="field"><label for="subscription-threshold">${say('界限值', 'Value')}</label>
              <input id="subscription-threshold" required inputmode="decimal" placeholder="85%" .value=${draft.threshold} @input=${set('threshold')}>
              <span class="hint">${say('比率写作 85%，数量写作数字', 'a rate as 85%, a count as a number')}</span></div>`
            : nothing
        }
        ${
          draft.event === 'BEHIND'
            ? html`<div class="field"><label for="subscription-months">${say('连续几个月', 'Months running')}</label>
              <input id="subscription-months" type="number" inputmode="numeric" required min="1" max="12" .value=${draft.months} @input=${set('months')}></div>`
            : nothing
        }
        <div class="field"><label for="subscription-name">${say('名称', 'Name')}</label>
          <input id="subscription-name" required maxlength="60" .value=${draft.name} @input=${set('name')}></div>
        ${select('channel', say('发到哪里', 'Where to'), wordsOf(CHANNELS))}
        ${
          draft.channel === 'EMAIL'
            ? nothing
            : html`<div class="field"><label for="subscription-address">${say('地址', 'Address')}</label>
              <input id="subscription-address" type="url" required maxlength="1000" autocomplete="off" placeholder=${EXAMPLES[draft.channel]} .value=${draft.address} @input=${set('address')}>
              <span class="hint">${say('加密保存，此后只显示主机名', 'kept sealed; only its host is shown afterwards')}</span></div>`
        }
        ${
          draft.channel === 'DINGTALK' || draft.channel === 'WEBHOOK'
            ? html`<div class="field"><label for="subscription-secret">${draft.channel === 'DINGTALK' ? say('加签密钥（未设加签的不填）', 'Signing secret (where it has one)') : say('签名密钥', 'Signing secret')}</label>
              <input id="subscription-secret" type="password" autocomplete="new-password" ?required=${draft.channel === 'WEBHOOK'} minlength="8" maxlength="200" .value=${draft.secret} @input=${set('secret')}>
              <span class="hint">${say('8 至 200 个字符，不再显示', '8 to 200 characters; never shown again')}</span></div>`
            : nothing
        }
      </div>
      <p class="actions">
        <button class="primary" ?disabled=${this.isSending}>${say('订阅', 'Subscribe')}</button>
        <button type="button" ?disabled=${this.isSending} @click=${() => void this.send(true)}>${say('试算，不保存', 'Dry run')}</button>
        <button type="button" @click=${() => {
          this.stop();
          this.requestUpdate();
        }}>${say('取消', 'Cancel')}</button>
      </p>
    </form>`;
  }
}

/** The places that refusals name, as the form calls them. */
const PLACES: Readonly<Record<string, Words>> = {
  name: ['名称', 'Name'],
  event: ['什么事', 'What'],
  metric: ['指标', 'Metric'],
  scope: ['范围', 'Scope'],
  threshold: ['界限值', 'Value'],
  months: ['连续几个月', 'Months running'],
  channel: ['发到哪里', 'Where to'],
  address: ['地址', 'Address'],
  secret: ['签名密钥', 'Signing secret'],
  subscription: ['订阅', 'Subscriptions'],
};

customElements.define('panel-subscriptions', PanelSubscriptions);
