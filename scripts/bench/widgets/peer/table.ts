import { html, LitElement } from 'lit';

/** What the answer of `/w/ranking` holds, as far as the peers draw it. */
export type Answer = {
  readonly data: {
    readonly scope: { readonly name: string };
    readonly ranking: {
      readonly rows: readonly {
        readonly scope: { readonly name: string };
        readonly figure: {
          readonly numerator: number | null;
          readonly denominator: number | null;
          readonly value: number | null;
        };
        readonly target: { readonly target: { readonly targetValue: number } } | null;
      }[];
    };
  };
};

/** A Lit element that fetches the same answer as ours and shows heading and table: what every peer does before its chart. */
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
    const { scope, ranking } = this.answer?.data ?? {};
    return html`<h3>${scope?.name}</h3>
      <div class="chart" style="height:460px"></div>
      <table>
        <thead><tr><th>园区</th><th>比例</th><th>分子 / 分母</th></tr></thead>
        <tbody>${ranking?.rows.map(
          ({ scope: place, figure }) =>
            html`<tr><th>${place.name}</th><td>${((figure.value ?? 0) * 100).toFixed(2)}%</td><td>${figure.numerator} / ${figure.denominator}</td></tr>`,
        )}</tbody>
      </table>`;
  }
}
