/** A browser without a window: keeps cookies by host, follows redirects, and says which site a request comes from. */
export class Visitor {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every `set-cookie` that came. */
  readonly given: string[] = [];

  /** Goes to an address as a click does, and on to wherever it leads. @returns the last answer. */
  async go(url: string, options: RequestInit = {}): Promise<Response> {
    let response = await this.ask(url, { 'sec-fetch-mode': 'navigate' }, options);
    let at = url;
    for (let hops = 0; hops < 12 && response.status >= 300 && response.status < 400; hops++) {
      at = new URL(response.headers.get('location') ?? '', at).href;
      response = await this.ask(at, { 'sec-fetch-mode': 'navigate' });
    }
    return response;
  }

  /** One request, with the cookies of the host; redirects are not followed. */
  async ask(url: string, headers: Record<string, string> = {}, options: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...options,
      redirect: 'manual',
      headers: { ...headers, ...(options.headers as Record<string, string>), ...(cookie ? { cookie } : {}) },
    });
    for (const line of response.headers.getSetCookie()) {
      this.given.push(line);
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const isGone = /max-age=0|expires=thu, 01 jan 1970/i.test(line) || value.join('=') === '';
      if (isGone) jar.delete(name);
      else jar.set(name, value.join('='));
    }
    return response;
  }

  /** A cookie of a host. */
  cookie(url: string, name: string): string | undefined {
    return this.jars.get(new URL(url).host)?.get(name);
  }
}
