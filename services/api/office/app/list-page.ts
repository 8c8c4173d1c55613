import { get } from './client.ts';
import { type Loaded, OfficePage } from './page.ts';

/** A page that shows a list which its address chooses from, a page of it at a time. */
export abstract class ListPage<T> extends OfficePage {
  static override properties = { ...OfficePage.properties, query: { attribute: false }, language: {} };
  /** What the address chooses; `after` is where this page of the list begins. */
  declare query: URLSearchParams;
  protected listed: Loaded<T> | undefined;
  private asked: string | undefined;
  /** Where the page stands. */
  protected abstract readonly address: string;
  /** Where its data come from. */
  protected abstract readonly source: string;

  protected override willUpdate(): void {
    if (this.asked === this.query.toString()) return;
    this.asked = this.query.toString();
    void this.read();
  }

  protected read(): Promise<void> {
    return this.keep<T>(
      (loaded) => {
        this.listed = loaded;
      },
      () => get(`${this.source}?${this.query}`),
    );
  }

  /** The address of the same list with something else chosen, from its beginning unless `after` is given. */
  protected with(changes: Readonly<Record<string, string | null>>): string {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries({ after: null, ...changes })) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const chosen = query.toString();
    return chosen ? `${this.address}?${chosen}` : this.address;
  }
}
