import type { Move, MoveKind } from './answers.ts';

/** All that is seen, as the address says it: a reload, the back button and a link sent to a colleague lead to the same. */
export type Address = {
  readonly scope: string | undefined;
  /** Id of a publication; undefined until it is known which one is shown. */
  readonly publication: string | undefined;
  /** The target that is opened below the cards. */
  readonly metric: string | undefined;
  /** The kind of scopes that are ranked. */
  readonly kind: string | undefined;
  /** The day of figures and ranking; undefined: that of the publication. */
  readonly asOf: string | undefined;
  /** What a flow is summed over in the ranking. */
  readonly period: string | undefined;
  /** With what it is compared: id of a publication, or the day of a meeting. */
  readonly since: string | undefined;
  readonly meeting: string | undefined;
  readonly moves: readonly Move[];
};

const KINDS: readonly MoveKind[] = ['VISIT', 'JOIN', 'LEAVE', 'ARRIVE', 'DEPART'];

export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) || undefined;
  return {
    ...{ scope: text('scope'), publication: text('publication'), metric: text('metric'), kind: text('kind') },
    ...{ asOf: text('as-of'), period: text('period'), since: text('since'), meeting: text('meeting') },
    moves: (query.get('moves') ?? '').split(',').flatMap((part) => {
      const [kind = '', count = '', by = ''] = part.split('.');
      const known = KINDS.find((each) => each === kind.toUpperCase());
      return known && /^\d{1,8}$/.test(count) ? [{ kind: known, count: Number(count), by: by || null }] : [];
    }),
  };
}

/** The address of a state, without what is the default. */
export function writeAddress(address: Address): string {
  const query = new URLSearchParams();
  const named = {
    ...{ scope: address.scope, publication: address.publication, metric: address.metric, kind: address.kind },
    ...{ 'as-of': address.asOf, period: address.period, since: address.since, meeting: address.meeting },
  };
  for (const [name, value] of Object.entries(named)) if (value) query.set(name, value);
  if (address.moves.length > 0) {
    query.set(
      'moves',
      address.moves.map(({ kind, count, by }) => [kind.toLowerCase(), count, by ?? ''].join('.')).join(','),
    );
  }
  // Scope ids keep their colon, so that an address can be read.
  return `/panels?${query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
}
