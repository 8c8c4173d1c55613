import { html, LitElement } from 'lit';

type Cell = { readonly text: string; readonly share?: number | null };

/** What the answer of `/w/ranking` in one language holds. */
export type Answer = {
  readonly page: {
    readonly title: string;
    readonly asOf: string;
    readonly headline: readonly { readonly name: string; readonly value: string; readonly notes: readonly string[] }[];
    readonly sentence: string;
    readonly tables: readonly {
      readonly caption: string;
      readonly columns: readonly { readonly name: string; readonly goal?: { readonly share: number } }[];
      readonly rows: readonly { readonly cells: readonly Cell[] }[];
    }[];
    readonly source: string;
    readonly link: string;
    readonly definition: string;
    readonly definitions: readonly (readonly [name: string, text: string])[];
  };
};

/**
 * A Lit element that fetches the same answer as ours and shows the same words in the same table: what every peer does before
 * its chart, for which it keeps a box as high as the table.
 */
export class PeerTable extends LitElement {
  static override properties = { answer: { state: true } };
  declare answer: Answer | undefined;

  override async firstUpdated(): Promise<void> {
    this.answer = await (await fetch(this.getAttribute('src') ?? '')).json();
    await this.updateComplete;
    this.draw();
    this.dispatchEvent(new CustomEvent('peer-ready', { bubbles: true, composed: true }));
  }

  /** Draws the chart into `.chart`; bare Lit draws none. */
  draw(): void {}

  override render(): unknown {
    const page = this.answer?.page;
    if (!page) return '';
    return html`<h3>${page.title}</h3>
      <p>${page.asOf}</p>
      <dl>${page.headline.map(
        ({ name, value, notes }) =>
          html`<div><dt>${name}</dt><dd>${value}</dd>${notes.map((note) => html`<dd>${note}</dd>`)}</div>`,
      )}</dl>
      <p>${page.sentence}</p>
      <div class="chart" style="height:460px"></div>
      ${page.tables.map(
        ({ caption, columns, rows }) => html`<table>
          <caption>${caption}</caption>
          <thead><tr>${columns.map(({ name }) => html`<th>${name}</th>`)}</tr></thead>
          <tbody>${rows.map(({ cells }) => html`<tr>${cells.map(({ text }) => html`<td>${text}</td>`)}</tr>`)}</tbody>
        </table>`,
      )}
      <p>${page.source}<a href=${this.getAttribute('src') ?? ''}>${page.link}</a></p>
      <details><summary>${page.definition}</summary>${page.definitions.map(
        ([name, text]) => html`<p><b>${name}</b>${text}</p>`,
      )}</details>`;
  }
}
