import { LitElement } from 'lit';
import type { Address } from './address.ts';
import type { PanelAnswer, Standing } from './answers.ts';
import { asPanelError, type Loaded } from './draw.ts';

/** What every section of the page is given. */
export type Shown = { readonly address: Address; readonly panel: PanelAnswer['panel'] };

/** A section of the page. It draws into the document itself, under the one sheet of the page. */
export abstract class PanelSection extends LitElement {
  static override properties = { shown: { attribute: false }, metric: {}, language: {} };
  declare shown: Shown;
  /** The metric that it is about, where it is about one. */
  declare metric: string;
  declare language: string;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** What names the answer: another asks again. */
  private asked = '';

  protected get standing(): Standing | undefined {
    return this.shown.panel.targets.find(({ target }) => target.metric.id === this.metric);
  }

  /** The variables that every question of a section has. */
  protected get about(): { scope: string; publication: string; metric: string } {
    return { scope: this.shown.panel.scope.id, publication: this.shown.panel.publication.id, metric: this.metric };
  }

  /** Asks when what it is about has become another. */
  protected askAnew(about: unknown, work: () => void): void {
    const key = JSON.stringify(about);
    if (key === this.asked) return;
    this.asked = key;
    work();
  }

  /** Keeps an answer under a name of this section and draws each state; a later question wins. */
  protected async keep<T>(
    read: () => Loaded<T> | undefined,
    set: (loaded: Loaded<T>) => void,
    work: () => Promise<T>,
    { keepsBefore = false } = {},
  ): Promise<void> {
    const last = read();
    const before = keepsBefore && last ? (last.state === 'ready' ? last.value : last.before) : undefined;
    const waiting: Loaded<T> = { state: 'loading', before };
    set(waiting);
    this.requestUpdate();
    let answer: Loaded<T>;
    try {
      answer = { state: 'ready', value: await work() };
    } catch (error) {
      answer = { state: 'error', error: asPanelError(error), before };
    }
    if (read() !== waiting) return;
    set(answer);
    this.requestUpdate();
  }

  /** Asks the page to be at another address. */
  protected go(change: Partial<Address>, options: { readonly replaces?: boolean } = {}): void {
    this.dispatchEvent(new CustomEvent('panel-go', { bubbles: true, detail: { change, ...options } }));
  }
}
