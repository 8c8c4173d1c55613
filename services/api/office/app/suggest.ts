import { html, type TemplateResult } from 'lit';
import type { Choice } from '../shapes.ts';
import { get } from './client.ts';

/** Milliseconds without a key after which choices are asked for. */
const PAUSE = 250;

/** By what is asked for: what was offered for it. */
const offered = new Map<string, readonly Choice[]>();
let timer = 0;

/**
 * The list of choices of a field, by its id: native, so that every browser and screen reader knows it, and what is typed
 * by hand stays as good as what is chosen. Without an answer the field is a plain one.
 */
export function choiceList(id: string): TemplateResult {
  return html`<datalist id=${id}></datalist>`;
}

/** Fills the list of a field for what was typed so far. @param of what its choices are asked for by. */
export function suggest(field: HTMLInputElement, of: string): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => void offer(field, of), PAUSE);
}

async function offer(field: HTMLInputElement, of: string): Promise<void> {
  const text = field.value.trim();
  const path = `/office/data/choices?${new URLSearchParams({ of, text })}`;
  try {
    const choices = offered.get(path) ?? (await get<{ choices: readonly Choice[] }>(path)).choices;
    offered.set(path, choices);
    if (field.value.trim() !== text) return;
    field.list?.replaceChildren(
      ...choices.map(({ code, name }) =>
        Object.assign(document.createElement('option'), { value: code, label: name ? `${name} ${code}` : code }),
      ),
    );
  } catch {
    // What can be typed is typed.
  }
}
