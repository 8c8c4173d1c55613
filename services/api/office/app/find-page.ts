import { html, nothing, type TemplateResult } from 'lit';
import { say, word } from '../../pages/shared/language.ts';
import type { FoundRecord, RegisterName, StepSpec, Words } from '../shapes.ts';
import { get } from './client.ts';
import { type Loaded, OfficePage, show } from './page.ts';
import { go, recordPath } from './routes.ts';

type Found = { readonly records: readonly FoundRecord[]; readonly limit: number };
type Registers = {
  readonly registers: readonly RegisterName[];
  readonly beginnings: readonly (StepSpec & { readonly workflow: Words })[];
};

/** A search over the registers by code or name, and the ways to a new record. */
class FindPage extends OfficePage {
  static override properties = { ...OfficePage.properties, query: { attribute: false }, language: {} };
  declare query: URLSearchParams;
  private found: Loaded<Found> | undefined;
  private registers: Loaded<Registers> | undefined;
  private asked: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.readRegisters();
  }

  protected override willUpdate(): void {
    if (this.asked === this.query.toString()) return;
    this.asked = this.query.toString();
    if (this.query.get('text')) void this.read();
    else this.found = undefined;
  }

  private read(): Promise<void> {
    return this.keep<Found>(
      (loaded) => {
        this.found = loaded;
      },
      () => get(`/office/data/find?${this.query}`),
    );
  }

  private readRegisters(): Promise<void> {
    return this.keep<Registers>(
      (loaded) => {
        this.registers = loaded;
      },
      () => get('/office/data/registers'),
    );
  }

  private readonly search = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const query = new URLSearchParams({ text: String(form.get('text')).trim() });
    const register = String(form.get('register') ?? '');
    if (register) query.set('register', register);
    if (query.get('text')) go(`/office/find?${query}`);
  };

  protected override render(): TemplateResult {
    const registers = this.registers?.state === 'ready' ? this.registers.value.registers : [];
    return html`<h1 tabindex="-1">${say('查找与新增', 'Find and create')}</h1>
      <form role="search" class="search" @submit=${this.search}>
        <div class="field">
          <label for="text">${say('代码或名称', 'Code or name')}</label>
          <input id="text" name="text" type="search" required minlength="2" maxlength="100" autocomplete="off" .value=${this.query.get('text') ?? ''} />
        </div>
        <div class="field">
          <label for="register">${say('台账', 'Register')}</label>
          <select id="register" name="register">
            <option value="">${say('企业、工会、园区、工会组织', 'enterprises, unions, parks, federations')}</option>
            ${registers.map((register) => html`<option value=${register.name} ?selected=${register.name === this.query.get('register')}>${word(register)}</option>`)}
          </select>
        </div>
        <button class="primary">${say('查找', 'Find')}</button>
      </form>
      ${show(
        this.found,
        (found) => this.drawn(found, registers),
        () => void this.read(),
      )}
      ${show(
        this.registers,
        (known) => this.beginnings(known),
        () => void this.readRegisters(),
      )}`;
  }

  private drawn({ records, limit }: Found, registers: readonly RegisterName[]): TemplateResult {
    if (records.length === 0) {
      return html`<p role="status">
        ${say(
          '没有找到。请检查代码或名称，或换一个台账；不属于您范围的记录不会显示。',
          'Nothing found. Check the code or name, or choose another register; what is not of your scope is not shown.',
        )}
      </p>`;
    }
    const nameOf = (name: string) => {
      const found = registers.find((register) => register.name === name);
      return found ? word(found) : name;
    };
    return html`<h2>${say('结果', 'Results')}</h2>
      <p role="status">${say(`找到 ${records.length} 条`, `${records.length} found`)}</p>
      <ul class="list">
        ${records.map(
          ({ register, id, title, detail }) => html`<li>
            <a href=${recordPath(register, id)}>${title}</a>
            <span class="tag muted">${nameOf(register)}</span>
            ${detail ? html`<span class="muted">${detail}</span>` : nothing}
          </li>`,
        )}
      </ul>
      ${records.length >= limit ? html`<p class="muted">${say(`每个台账最多显示 ${limit} 条，请写得更具体。`, `${limit} a register at most; be more specific.`)}</p>` : nothing}`;
  }

  private beginnings({ registers, beginnings }: Registers): TemplateResult | typeof nothing {
    const open = registers.filter(({ mayCreate }) => mayCreate);
    if (open.length === 0) return nothing;
    return html`<h2>${say('办理新事项', 'Begin something')}</h2>
      <ul class="list">
        ${beginnings.map((step) => html`<li><a href=${`/office/begin/${step.name}`}>${word(step)}</a> <span class="muted">${word(step.workflow)}</span></li>`)}
      </ul>
      <details>
        <summary>${say('在台账中新增一条', 'Create a row of a register')}</summary>
        <ul class="list">
          ${open.map((register) => html`<li><a href=${`/office/new/${register.name}`}>${word(register)}</a></li>`)}
        </ul>
      </details>`;
  }
}

customElements.define('office-find', FindPage);
