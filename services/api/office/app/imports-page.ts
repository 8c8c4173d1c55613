import { html, nothing, type TemplateResult } from 'lit';
import { moment, say, word } from '../../pages/shared/language.ts';
import type { Words } from '../shapes.ts';
import { get, type OfficeError, post } from './client.ts';
import { asOfficeError, errorBox, type Loaded, OfficePage, show } from './page.ts';

type Counts = Readonly<Record<string, { readonly inserted: number; readonly updated: number }>>;
type Import = {
  readonly importId: number;
  readonly fileName: string;
  readonly status: 'loaded' | 'undone';
  readonly loadedAt: string;
  readonly loadedBy: string;
  readonly undoneBy: string | null;
  readonly counts: Counts;
};
type Undone = {
  readonly importId: number;
  readonly fileName: string;
  readonly tables: readonly { readonly table: string; readonly deleted: number; readonly restored: number }[];
};

/** The files that were loaded, and undoing one after seeing what that takes back. */
class ImportsPage extends OfficePage {
  static override properties = { ...OfficePage.properties, language: {} };
  private imports: Loaded<readonly Import[]> | undefined;
  private chosen: number | undefined;
  private undone: Undone | undefined;
  private refusal: OfficeError | undefined;
  private isBusy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.read();
  }

  private read(): Promise<void> {
    return this.keep<readonly Import[]>(
      (loaded) => {
        this.imports = loaded;
      },
      async () => (await get<{ imports: readonly Import[] }>('/office/intake/imports')).imports,
    );
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1">${say('导入记录', 'Imports')}</h1>
      ${this.undone ? undoneBox(this.undone) : nothing}
      ${this.refusal ? undoRefused(this.refusal) : nothing}
      ${show(
        this.imports,
        (imports) => this.drawn(imports),
        () => void this.read(),
      )}`;
  }

  private drawn(imports: readonly Import[]): TemplateResult {
    if (imports.length === 0) {
      return html`<p role="status">${say('还没有导入过工作簿。', 'No workbook was loaded yet.')}
        ${this.me.mayLoad ? html`<a href="/office/upload">${say('导入工作簿', 'Load a workbook')}</a>` : nothing}</p>`;
    }
    return html`<ul class="list">${imports.map((entry) => this.entry(entry))}</ul>`;
  }

  private entry({ importId, fileName, status, loadedAt, loadedBy, undoneBy, counts }: Import): TemplateResult {
    const sums = Object.values(counts).reduce(
      (sum, each) => ({ inserted: sum.inserted + each.inserted, updated: sum.updated + each.updated }),
      { inserted: 0, updated: 0 },
    );
    const isChosen = this.chosen === importId;
    return html`<li>
      <strong>${importId}</strong> ${fileName}
      <span class="tag ${status === 'loaded' ? 'good' : 'muted'}">${status === 'loaded' ? say('已导入', 'loaded') : say('已撤销', 'undone')}</span>
      <div class="muted">${moment(loadedAt)} ${loadedBy}${undoneBy ? say(`，由 ${undoneBy} 撤销`, `, undone by ${undoneBy}`) : ''}${say(`；新增 ${sums.inserted} 行，更新 ${sums.updated} 行`, `; ${sums.inserted} rows new, ${sums.updated} updated`)}</div>
      ${
        status === 'loaded' && this.me.mayLoad && !isChosen
          ? html`<button type="button" @click=${() => this.choose(importId)} aria-label=${say(`撤销第 ${importId} 号导入`, `Undo import ${importId}`)}>${say('撤销……', 'Undo…')}</button>`
          : nothing
      }
      ${
        isChosen
          ? html`<div class="notice warn" tabindex="-1" id="confirm">
            <p>${say(`撤销第 ${importId} 号导入将删除它新增的 ${sums.inserted} 行，并把它更改的 ${sums.updated} 行恢复原样。`, `Undoing import ${importId} deletes the ${sums.inserted} rows that it brought and restores the ${sums.updated} that it changed.`)}</p>
            <div class="actions">
              <button type="button" class="primary" ?disabled=${this.isBusy} @click=${() => void this.undo(importId)}>${say('确认撤销', 'Undo it')}</button>
              <button type="button" @click=${() => this.choose(undefined)}>${say('不撤销', 'Keep it')}</button>
            </div>
          </div>`
          : nothing
      }
    </li>`;
  }

  private choose(importId: number | undefined): void {
    this.chosen = importId;
    this.undone = undefined;
    this.refusal = undefined;
    this.requestUpdate();
    void this.focusOn(importId === undefined ? 'h1' : '#confirm');
  }

  private async undo(importId: number): Promise<void> {
    this.isBusy = true;
    this.requestUpdate();
    try {
      this.undone = (await post<{ undone: Undone }>('/office/intake/undo', { importId })).undone;
      this.chosen = undefined;
      await this.read();
    } catch (error) {
      this.refusal = asOfficeError(error);
      this.chosen = undefined;
    }
    this.isBusy = false;
    this.requestUpdate();
    await this.focusOn('#outcome, [role="alert"]');
  }
}

function undoneBox({ importId, fileName, tables }: Undone): TemplateResult {
  return html`<div class="notice good" role="status" tabindex="-1" id="outcome">
    <p><strong>${say(`已撤销第 ${importId} 号导入（${fileName}）`, `Import ${importId} (${fileName}) was undone`)}</strong></p>
    <ul>${tables
      .filter(({ deleted, restored }) => deleted + restored > 0)
      .map(
        ({ table, deleted, restored }) =>
          html`<li><code>${table}</code>${say(`：删除 ${deleted} 行，恢复 ${restored} 行`, `: ${deleted} rows deleted, ${restored} restored`)}</li>`,
      )}</ul>
    <p>${say('更正后的文件可以重新导入。', 'A corrected file can be loaded again.')}</p>
  </div>`;
}

function undoRefused(error: OfficeError): TemplateResult {
  const reasons: readonly Words[] = error.details.reasons ?? [];
  if (reasons.length === 0) return errorBox(error);
  return html`<div class="notice bad" role="alert" tabindex="-1">
    <p><strong>${say('不能撤销', 'It cannot be undone')}</strong></p>
    <ul>${reasons.map((reason) => html`<li>${word(reason)}</li>`)}</ul>
  </div>`;
}

customElements.define('office-imports', ImportsPage);
