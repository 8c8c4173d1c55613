/** Where one is, told by the address alone: the back button, a reload and a link sent to a colleague all lead to it. */
export type Route =
  | { readonly page: 'work'; readonly query: URLSearchParams }
  | { readonly page: 'upload' }
  | { readonly page: 'imports' }
  | { readonly page: 'audit'; readonly query: URLSearchParams }
  | { readonly page: 'find'; readonly query: URLSearchParams }
  | { readonly page: 'record'; readonly register: string; readonly id: string }
  | { readonly page: 'change'; readonly register: string; readonly id: string; readonly action: ChangeAction }
  | { readonly page: 'step'; readonly register: string; readonly id: string; readonly step: string }
  | { readonly page: 'create'; readonly register: string }
  | { readonly page: 'begin'; readonly step: string }
  | { readonly page: 'unknown' };

export type ChangeAction = 'correct' | 'end' | 'void';

export function routeOf({ pathname, search }: { pathname: string; search: string }): Route {
  const query = new URLSearchParams(search);
  const parts = pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
  const [first, register = '', id = '', action = '', step = ''] = parts;
  switch (first) {
    case undefined:
    case 'work':
      return { page: 'work', query };
    case 'upload':
    case 'imports':
      return { page: first };
    case 'find':
    case 'audit':
      return { page: first, query };
    case 'new':
      return register ? { page: 'create', register } : { page: 'unknown' };
    case 'begin':
      return register ? { page: 'begin', step: register } : { page: 'unknown' };
    case 'records':
      if (!register || !id) return { page: 'unknown' };
      if (!action) return { page: 'record', register, id };
      if (action === 'correct' || action === 'end' || action === 'void')
        return { page: 'change', register, id, action };
      return action === 'steps' && step ? { page: 'step', register, id, step } : { page: 'unknown' };
    default:
      return { page: 'unknown' };
  }
}

export const recordPath = (register: string, id: string, ...more: readonly string[]): string =>
  `/office/records/${[register, id, ...more].map(encodeURIComponent).join('/')}`;

/** Goes to another page of the office without loading it anew. */
export function go(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new Event('office-route'));
}
