import { html, nothing, type TemplateResult } from 'lit';
import { moment, say, word } from '../../pages/shared/language.ts';
import type { FileProblem as Problem, RegisterName, Severity } from '../shapes.ts';
import { get, type OfficeError, type Progress, postWithProgress } from './client.ts';
import { asOfficeError, errorBox, OfficePage } from './page.ts';
import { problemsAsCsv } from './problems-csv.ts';

type Sheet = {
  readonly name: string;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
};

type Report = {
  readonly file: string;
  readonly status: 'loaded' | 'fine' | 'refused' | 'already_loaded';
  readonly importId: number | null;
  readonly earlier: { readonly loadedAt: string; readonly loadedBy: string } | null;
  readonly sheets: readonly Sheet[];
  readonly counts: { readonly errors: number; readonly warnings: number; readonly notices: number };
  readonly problems: readonly Problem[];
};

/** Problems of one sheet that are drawn at once. */
const DRAWN = 200;

/** A workbook on its way into the registers: chosen, checked, its report read, loaded. */
class UploadPage extends OfficePage {
  static override properties = { ...OfficePage.properties, language: {} };
  private progress: Progress | undefined;
  private doing: 'check' | 'load' | undefined;
  private report: Report | undefined;
  private checkedId: string | null = null;
  private refusal: OfficeError | undefined;
  private shown: Severity | 'all' = 'all';
  private accepts = false;
  private csv: string | undefined;
  private isCsv = false;
  private sheets: readonly RegisterName[] | undefined;
  private readonly drawnOf = new Map<string, number>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dropCsv();
  }

  protected override render(): TemplateResult {
    const { me } = this;
    return html`<h1 tabindex="-1">${say('导入工作簿', 'Load a workbook')}</h1>
      ${me.mayLoad ? this.form() : notForLoading()}
      ${this.doing ? this.progressLine() : nothing}
      ${this.refusal ? errorBox(this.refusal) : nothing}
      ${this.report && !this.doing ? this.drawn(this.report) : nothing}`;
  }

  private form(): TemplateResult {
    return html`<p>
        ${say('先检查，再导入；一个文件要么全部导入，要么一行也不导入。', 'A file is checked first, then loaded: all of it or nothing.')}
        <a href="/office/intake/template" download>${say('下载空白填报模板（.xlsx）', 'Download the empty workbook (.xlsx)')}</a>
      </p>
      <form class="search upload" @submit=${this.check}>
        <div class="field">
          <label for="file">${say('工作簿或 CSV 文件', 'Workbook or CSV file')}</label>
          <input id="file" name="file" type="file" required accept=".xlsx,.csv,.xls" ?disabled=${this.doing !== undefined} aria-describedby="file-hint" @change=${this.chosen} />
          <span class="hint" id="file-hint">${say('.xlsx（Excel、WPS）或 .csv，不超过 100 MB', '.xlsx (Excel, WPS) or .csv, 100 MB at most')}</span>
        </div>
        ${this.isCsv ? this.sheetField() : nothing}
        <button class="primary" ?disabled=${this.doing !== undefined}>${say('检查', 'Check')}</button>
      </form>`;
  }

  /** A CSV file holds one sheet, which its header and name usually tell; here it can be said. */
  private readonly chosen = (event: Event): void => {
    const name = (event.target as HTMLInputElement).files?.[0]?.name ?? '';
    this.isCsv = /\.csv$/i.test(name);
    if (this.isCsv && !this.sheets) void this.readSheets();
    this.requestUpdate();
  };

  private async readSheets(): Promise<void> {
    try {
      const { registers } = await get<{ registers: readonly RegisterName[] }>('/office/data/registers');
      this.sheets = registers.filter(({ isSheet }) => isSheet);
    } catch {
      // Without the list the header and the name of the file tell.
      this.sheets = [];
    }
    this.requestUpdate();
  }

  private sheetField(): TemplateResult {
    return html`<div class="field">
      <label for="sheet">${say('数据表', 'Sheet')}</label>
      <select id="sheet" name="sheet" ?disabled=${this.doing !== undefined} aria-describedby="sheet-hint">
        <option value="">${say('按表头和文件名识别', 'as header and file name tell')}</option>
        ${(this.sheets ?? []).map((sheet) => html`<option value=${sheet.name}>${word(sheet)}</option>`)}
      </select>
      <span class="hint" id="sheet-hint">${say('CSV 文件只含一张表；识别不出时请在此选择', 'a CSV file holds one sheet; choose it where it is not recognised')}</span>
    </div>`;
  }

  private progressLine(): TemplateResult {
    const phases = {
      sending: ['正在上传', 'Uploading'],
      reading: ['正在读取', 'Reading'],
      checking: ['正在核对', 'Checking'],
      merging: ['正在写入', 'Merging'],
    } as const;
    const { phase, sheet, rows } = this.progress ?? { phase: 'sending', sheet: '', rows: 0 };
    const [zh, en] = phases[phase];
    return html`<p class="notice" role="status">
      ${say(zh, en)}${sheet ? html` ${sheet}` : nothing}${rows > 0 ? say(`，${rows} 行`, `, ${rows} rows`) : nothing}……
    </p>`;
  }

  private drawn(report: Report): TemplateResult {
    const { counts, problems } = report;
    const total = counts.errors + counts.warnings + counts.notices;
    return html`${this.verdict(report)}
      ${sheetsTable(report)}
      ${this.loadForm(report)}
      ${
        total > 0
          ? html`<h2>${say('问题', 'Problems')}</h2>
            <div class="actions" role="group" aria-label=${say('显示', 'Show')}>
              ${this.filter('all', say('全部', 'all'), total)}
              ${this.filter('error', say('错误', 'errors'), counts.errors)}
              ${this.filter('warning', say('提醒', 'warnings'), counts.warnings)}
              ${this.filter('notice', say('说明', 'notices'), counts.notices)}
              ${this.csv ? html`<a class="button" href=${this.csv} download=${`${report.file}.problems.csv`}>${say('下载问题清单（CSV）', 'Download the list (CSV)')}</a>` : nothing}
            </div>
            ${problems.length < total ? html`<p class="muted">${say(`共 ${total} 处，此处列出前 ${problems.length} 处。`, `${total} in all; the first ${problems.length} are listed.`)}</p>` : nothing}
            ${this.bySheet(problems)}`
          : nothing
      }`;
  }

  private verdict({ status, counts, importId, earlier, file }: Report): TemplateResult {
    switch (status) {
      case 'refused':
        return html`<div class="notice bad" role="status" tabindex="-1" id="verdict">
          <p><strong>${say(`${file}：有 ${counts.errors} 处错误，没有导入`, `${file}: ${counts.errors} errors, nothing was loaded`)}</strong></p>
          <p>${say('请按下面的单元格在原文件中改正，再重新上传检查。', 'Put the cells below right in the file, and check it again.')}</p>
        </div>`;
      case 'fine':
        return html`<div class="notice good" role="status" tabindex="-1" id="verdict">
          <p><strong>${say(`${file}：检查通过，尚未导入`, `${file}: fine, not loaded yet`)}</strong></p>
        </div>`;
      case 'already_loaded':
        return html`<div class="notice" role="status" tabindex="-1" id="verdict">
          <p><strong>${say(`${file}：内容相同的文件已导入过（第 ${importId} 号），没有改动`, `${file}: the same bytes were loaded before (import ${importId}), nothing was changed`)}</strong></p>
          ${earlier ? html`<p>${moment(earlier.loadedAt)} ${earlier.loadedBy}</p>` : nothing}
        </div>`;
      default:
        return html`<div class="notice good" role="status" tabindex="-1" id="verdict">
          <p><strong>${say(`${file}：已导入，第 ${importId} 号`, `${file}: loaded, import ${importId}`)}</strong></p>
          <p>${say('指标在下一次夜间计算后更新。', 'Figures follow with the next night.')} <a href="/office/imports">${say('查看或撤销', 'Look at it or undo it')}</a></p>
        </div>`;
    }
  }

  private loadForm({ status, counts }: Report): TemplateResult | typeof nothing {
    if (status !== 'fine' || this.checkedId === null) return nothing;
    return html`<form @submit=${this.load}>
      ${
        counts.warnings > 0
          ? html`<label class="check"><input type="checkbox" .checked=${this.accepts} @change=${(event: Event) => {
              this.accepts = (event.target as HTMLInputElement).checked;
              this.requestUpdate();
            }} />${say(`已核对 ${counts.warnings} 处提醒，仍然导入`, `I have looked at the ${counts.warnings} warnings; load all the same`)}</label>`
          : nothing
      }
      <div class="actions"><button class="primary" ?disabled=${counts.warnings > 0 && !this.accepts}>${say('导入', 'Load')}</button></div>
    </form>`;
  }

  private filter(severity: Severity | 'all', name: string, count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    const choose = () => {
      this.shown = severity;
      this.requestUpdate();
    };
    return html`<button type="button" aria-pressed=${this.shown === severity ? 'true' : 'false'} @click=${choose}>${name} ${count}</button>`;
  }

  private bySheet(problems: readonly Problem[]): TemplateResult[] {
    const sheets = new Map<string, Problem[]>();
    for (const problem of problems) {
      if (this.shown !== 'all' && problem.severity !== this.shown) continue;
      const name = problem.sheet ?? '';
      const own = sheets.get(name);
      if (own) own.push(problem);
      else sheets.set(name, [problem]);
    }
    return [...sheets].map(([sheet, own]) => {
      const drawn = this.drawnOf.get(sheet) ?? DRAWN;
      const more = () => {
        this.drawnOf.set(sheet, drawn + DRAWN);
        this.requestUpdate();
      };
      return html`<h3>${sheet || say('整个文件', 'The whole file')}（${own.length}）</h3>
        <div class="table"><table class="stack">
          <thead><tr><th scope="col">${say('单元格', 'cell')}</th><th scope="col">${say('列', 'column')}</th><th scope="col">${say('填的是', 'it holds')}</th><th scope="col">${say('问题', 'problem')}</th></tr></thead>
          <tbody>${own.slice(0, drawn).map(problemRow)}</tbody>
        </table></div>
        ${own.length > drawn ? html`<p><button type="button" @click=${more}>${say(`再显示（余 ${own.length - drawn} 处）`, `Show more (${own.length - drawn} left)`)}</button></p>` : nothing}`;
    });
  }

  private readonly check = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const file = form.querySelector<HTMLInputElement>('#file')?.files?.[0];
    const sheet = form.querySelector<HTMLSelectElement>('#sheet')?.value;
    if (!file || this.doing) return;
    this.report = undefined;
    this.checkedId = null;
    const asked = new URLSearchParams({ name: file.name, ...(sheet && { sheet }) });
    await this.run('check', `/office/intake/check?${asked}`, file);
  };

  private readonly load = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!this.report || this.checkedId === null || this.doing) return;
    const body = { id: this.checkedId, confirmedWarnings: this.report.counts.warnings };
    await this.run('load', '/office/intake/load', body);
  };

  private async run(doing: 'check' | 'load', path: string, body: Blob | object): Promise<void> {
    Object.assign(this, { doing, refusal: undefined, progress: undefined });
    this.requestUpdate();
    try {
      const answer = await postWithProgress<{ id?: string | null; report: Report }>(path, body, (progress) => {
        this.progress = progress;
        this.requestUpdate();
      });
      this.report = answer.report;
      this.checkedId = answer.id ?? null;
      Object.assign(this, { accepts: false, shown: 'all' });
      this.drawnOf.clear();
      this.dropCsv();
      if (answer.report.problems.length > 0) {
        this.csv = URL.createObjectURL(new Blob([problemsAsCsv(answer.report.problems)], { type: 'text/csv' }));
      }
    } catch (error) {
      this.refusal = asOfficeError(error);
    }
    this.doing = undefined;
    this.requestUpdate();
    await this.focusOn(this.refusal ? '[role="alert"]' : '#verdict');
  }

  private dropCsv(): void {
    if (this.csv) URL.revokeObjectURL(this.csv);
    this.csv = undefined;
  }
}

function problemRow({ severity, cell, row, column, value, code, ...words }: Problem): TemplateResult {
  const names = {
    error: ['错误', 'error', 'bad'],
    warning: ['提醒', 'warning', 'warn'],
    notice: ['说明', 'notice', 'muted'],
  } as const;
  const [zh, en, kind] = names[severity];
  return html`<tr>
    <th scope="row">${cell ?? (row === null ? '—' : say(`第 ${row} 行`, `row ${row}`))}</th>
    <td data-label=${say('列', 'column')}>${column ?? '—'}</td>
    <td data-label=${say('填的是', 'it holds')}>${value ?? '—'}</td>
    <td><span class="tag ${kind}">${say(zh, en)}</span> ${word(words)} <code class="muted">${code}</code></td>
  </tr>`;
}

function sheetsTable({ sheets, status }: Report): TemplateResult | typeof nothing {
  const filled = sheets.filter(({ rows }) => rows > 0);
  if (filled.length === 0) return nothing;
  const isKnown = status === 'fine' || status === 'loaded';
  const number = (label: string, value: number) => html`<td class="number" data-label=${label}>${value}</td>`;
  const [rows, inserted, updated, unchanged] = [
    say('行数', 'rows'),
    say('新增', 'new'),
    say('更新', 'updated'),
    say('不变', 'unchanged'),
  ];
  return html`<h2>${status === 'loaded' ? say('改了什么', 'What changed') : isKnown ? say('将要更改', 'What will change') : say('读到的内容', 'What was read')}</h2>
    <div class="table"><table class="stack">
      <thead><tr><th scope="col">${say('表', 'sheet')}</th><th scope="col" class="number">${rows}</th>${isKnown ? [inserted, updated, unchanged].map((name) => html`<th scope="col" class="number">${name}</th>`) : nothing}</tr></thead>
      <tbody>${filled.map(
        (sheet) => html`<tr>
          <th scope="row">${sheet.name}</th>${number(rows, sheet.rows)}
          ${isKnown ? html`${number(inserted, sheet.inserted)}${number(updated, sheet.updated)}${number(unchanged, sheet.unchanged)}` : nothing}
        </tr>`,
      )}</tbody>
    </table></div>`;
}

const notForLoading = (): TemplateResult => html`<div class="notice warn" role="status">
  <p><strong>${say('没有导入权限', 'You may not load workbooks')}</strong></p>
  <p>${say('导入须有“经办人员”或“帮扶专员”角色；请联系本级工会管理员授权，并说明要导入哪个工会的台账。', 'Loading takes the role officer or assistance officer: ask the administrator of your federation, and say whose registers you load.')}</p>
</div>`;

customElements.define('office-upload', UploadPage);
