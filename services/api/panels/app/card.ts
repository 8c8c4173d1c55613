import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../pages/shared/language.ts';
import type { Standing } from './answers.ts';
import { change, day, expected, gapText, goal, measure, named, number, range, status } from './draw.ts';
import type { Shown } from './section.ts';
import './trace.ts';

/** One target: where it stands, where it should, what is missing, what is to be expected, who set it. */
export function card(
  standing: Standing,
  shown: Shown,
  isChosen: boolean,
  choose: (metric: string) => void,
): TemplateResult {
  const { target, projection, need, requiredPerMonth } = standing;
  const { metric } = target;
  const words = measure(metric);
  const name = named(metric);
  const { asOf } = shown.address;
  const hasOther = asOf !== undefined && asOf !== shown.panel.publication.asOf;
  const setBy =
    target.scope.id === shown.panel.scope.id
      ? ''
      : say(`（${target.scope.name}下达）`, ` (set for ${target.scope.name})`);
  return html`<article class="card ${standing.colourToken ?? 'same'}" aria-labelledby=${`card-${metric.id}`} ?data-chosen=${isChosen}>
    <h3 id=${`card-${metric.id}`}>${name}</h3>
    <p class="value" ?data-words=${standing.value === null}>
      <strong>${words.text(standing, target as never)}</strong>
      ${status(standing)}
      ${standing.isTalkDue ? html`<span class="tag bad">${say('应约谈', 'talks due')}</span>` : nothing}
    </p>
    <p class="muted">${words.fraction(standing)}${standing.countedOn === shown.panel.publication.asOf ? '' : say(`（${day(standing.countedOn)}）`, ` (${day(standing.countedOn)})`)}</p>
    ${need ? html`<p class="need">${metric.better === 'LOWER' ? say('还须减少', 'To become fewer: ') : say('还差', 'Still needed: ')}<strong>${words.amount(need)}</strong>${requiredPerMonth === null ? nothing : html`<span>${say(`，每月需 ${words.amount(Math.ceil(requiredPerMonth))}`, `; ${words.amount(Math.ceil(requiredPerMonth))} a month`)}</span>`}</p>` : nothing}
    ${need === 0 ? html`<p class="need">${say('已达到，不差', 'Met: nothing is missing')}</p>` : nothing}
    <dl class="facts">
      ${fact(say('目标', 'Target'), html`${goal(standing)}${say('，', ', ')}${day(target.endsOn)}${say('止', '')}${setBy}`)}
      ${fact(say('今日应到', 'Path today'), standing.pathValue === null ? say('没有基线，不设路径', 'no baseline, so no path') : words.valueText(standing.pathValue))}
      ${fact(say('与路径相差', 'Against the path'), gapText(standing, metric))}
      ${fact(say('到期预计', 'Expected at the end'), html`${expected(projection, words)}${range(projection, words) ? html`<br><span class="muted">${range(projection, words)}</span>` : nothing}`)}
      ${fact(
        say('排名', 'Rank'),
        standing.rank === null || standing.rankOf === 1
          ? standing.rankOf === 1
            ? say('同级只有一个，不比较', 'the only one of its kind')
            : say('不排名', 'not ranked')
          : html`${say(`第 ${standing.rank} / ${number(standing.rankOf)}`, `${standing.rank} of ${number(standing.rankOf)}`)}
          <br><span class="muted">${say('比上月末 ', 'since last month ')}</span>${change(standing.rankChangeMonth, say('比上月末', 'since last month: '))}<span class="muted">${say('，比上次发布 ', ', since the last publication ')}</span>${change(standing.rankChangePublication, say('比上次发布', 'since the last publication: '))}`,
      )}
      ${hasOther ? fact(say(`${asOf} 的数值`, `On ${asOf}`), standing.figure ? words.text(standing.figure) : say('该目标按自定期间累计，没有这一天的数', 'summed over days of its own: no figure of that day')) : nothing}
      ${standing.group && standing.group.targetCount > 1 ? fact(say('同组目标', 'Judged together'), say(`${standing.group.targetCount} 项须全部达到，已达到 ${standing.group.metCount} 项${standing.group.passes ? '，通过' : standing.group.passes === false ? '，未通过' : ''}`, `${standing.group.metCount} of ${standing.group.targetCount} met; all must be${standing.group.passes ? ': passed' : ''}`)) : nothing}
    </dl>
    <p class="set-by">${
      target.document === null && target.clause === null
        ? say('未载明下达文件', 'No document is named')
        : html`${target.document ?? ''}${target.clause ? html`<q>${target.clause}</q>` : nothing}`
    }${target.approvedBy ? html`<span class="muted">${say('批准：', 'approved by ')}${target.approvedBy}</span>` : nothing}</p>
    <p class="actions">
      <button type="button" aria-pressed=${isChosen} aria-controls="detail" @click=${() => choose(metric.id)}>${say('展开详情', 'Open')}<span class="spoken">${say('：', ': ')}${name}</span></button>
    </p>
    <panel-trace .shown=${shown} .metric=${metric.id} .language=${shown.panel.scope.id}></panel-trace>
  </article>`;
}

const fact = (name: string, value: unknown): TemplateResult => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
