import { html, nothing, type TemplateResult } from 'lit';
import { say, word } from '../../pages/shared/language.ts';
import type { FieldSpec } from '../shapes.ts';
import { choiceList, suggest } from './suggest.ts';

export type FieldOptions = {
  readonly value: string;
  readonly required: boolean;
  /** Shown and not changed. */
  readonly isFixed?: boolean;
  /** Rules that the value breaks. */
  readonly faults: readonly string[];
  readonly onInput: (value: string) => void;
};

/** A field of a form, with its name, what to write and what is wrong with it. */
export function drawField(spec: FieldSpec, options: FieldOptions): TemplateResult {
  const id = `field-${spec.key}`;
  const { faults, required, isFixed = false } = options;
  const hint = word(spec.hint);
  const described = [hint ? `${id}-hint` : '', faults.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${word(spec)}${required ? html` <span class="muted">${say('（必填）', '(required)')}</span>` : nothing}</label>
    ${control(id, spec, { ...options, isFixed }, described || undefined)}
    ${hint ? html`<span class="hint" id=${`${id}-hint`}>${hint}</span>` : nothing}
    ${faults.length > 0 ? html`<span class="fault" id=${`${id}-fault`}>${faults.join(say('；', '; '))}</span>` : nothing}
  </div>`;
}

function control(
  id: string,
  spec: FieldSpec,
  { value, required, isFixed, faults, onInput }: FieldOptions & { isFixed: boolean },
  described: string | undefined,
): TemplateResult {
  const invalid = faults.length > 0 ? 'true' : nothing;
  const take = (event: Event) => onInput((event.target as HTMLInputElement).value);
  const choices =
    spec.kind === 'yes_no'
      ? [
          { code: '是', zh: '是', en: 'yes' },
          { code: '否', zh: '否', en: 'no' },
        ]
      : spec.options;
  if (choices) {
    return html`<select id=${id} ?disabled=${isFixed} aria-required=${required ? 'true' : nothing} aria-invalid=${invalid} aria-describedby=${described ?? nothing} @change=${take}>
      <option value="" ?selected=${value === ''}>${say('（空）', '(empty)')}</option>
      ${choices.map((choice) => html`<option value=${choice.code} ?selected=${choice.code === value}>${word(choice)}${spec.kind === 'code' ? ` ${choice.code}` : ''}</option>`)}
    </select>`;
  }
  const { of } = spec;
  const isNumber = ['integer', 'decimal', 'percent', 'percent_or_number', 'yuan'].includes(spec.kind);
  return html`<input
    id=${id}
    type=${spec.kind === 'day' ? 'date' : 'text'}
    inputmode=${isNumber ? 'decimal' : nothing}
    maxlength=${spec.maxLength ?? nothing}
    autocomplete="off"
    ?readonly=${isFixed}
    list=${of ? `${id}-choices` : nothing}
    .value=${value}
    aria-required=${required ? 'true' : nothing}
    aria-invalid=${invalid}
    aria-describedby=${described ?? nothing}
    @focus=${of ? (event: Event) => suggest(event.target as HTMLInputElement, of) : nothing}
    @input=${(event: Event) => {
      take(event);
      if (of) suggest(event.target as HTMLInputElement, of);
    }}
  />${of ? choiceList(`${id}-choices`) : nothing}`;
}
