import type { Publication } from '@union/warehouse/publication/reader.ts';
import { findScheme, type SchemeRow } from '../distribution/distribution.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';

/** A row of the mart `star_round`. */
export type RoundRow = { round_code: string; scheme_code: string; name: string; closed_on: string | null };

export type MovementCell = { readonly fromKey: string; readonly toKey: string; readonly count: number };

/** How the unions of a scope moved between two rounds of one scheme. */
export type Movement = {
  readonly scope: Scope;
  readonly scheme: SchemeRow;
  readonly fromRound: RoundRow;
  readonly toRound: RoundRow;
  readonly cells: readonly MovementCell[];
};

export type MovementRequest = {
  readonly scope: string;
  readonly scheme?: string | null | undefined;
  readonly fromRound?: string | null | undefined;
  readonly toRound?: string | null | undefined;
};

/**
 * The movement between two rounds, the latest two that are compared unless named; undefined when no such pair is, or no
 * scheme at all. @throws ScopeNotFound, SchemeNotFound for a scheme that is named, FigureRestricted
 */
export async function findMovement(publication: Publication, asked: MovementRequest): Promise<Movement | undefined> {
  const scope = await getScope(publication, asked.scope);
  await requireOpen(publication, 'star_distribution', scope.id);
  const scheme = await findScheme(publication, scope.id, '9999-12-31', asked.scheme ?? undefined);
  if (!scheme) return undefined;
  const rounds = await findRounds(publication, scheme.scheme_code, asked.fromRound, asked.toRound);
  if (!rounds) return undefined;
  const [fromRound, toRound] = rounds;
  const cells = await publication.query<MovementCell>(
    `select from_level_key as "fromKey", to_level_key as "toKey", union_count as "count" from star_movement
      where scope_id = $1 and scheme_code = $2 and from_round_code = $3 and to_round_code = $4
      order by try_cast(from_level_key as integer) desc nulls last, from_level_key,
        try_cast(to_level_key as integer) desc nulls last, to_level_key`,
    [scope.id, scheme.scheme_code, fromRound.round_code, toRound.round_code],
  );
  return { scope, scheme, fromRound, toRound, cells };
}

async function findRounds(
  publication: Publication,
  schemeCode: string,
  from: string | null | undefined,
  to: string | null | undefined,
): Promise<[RoundRow, RoundRow] | undefined> {
  const [pair] = await publication.query<{ from_code: string; to_code: string }>(
    `select from_round_code as from_code, to_round_code as to_code
      from (select distinct from_round_code, to_round_code from star_movement where scheme_code = $1) as pairs
      join star_round as earlier on earlier.round_code = from_round_code
      join star_round as later on later.round_code = to_round_code
      where ($2 = '' or from_round_code = $2) and ($3 = '' or to_round_code = $3)
      order by later.closed_on desc, earlier.closed_on desc, to_code, from_code
      limit 1`,
    [schemeCode, from ?? '', to ?? ''],
  );
  if (!pair) return undefined;
  const rounds = await publication.query<RoundRow>(
    'select round_code, scheme_code, name, closed_on from star_round where round_code in ($1, $2)',
    [pair.from_code, pair.to_code],
  );
  const byCode = (code: string) => rounds.find((round) => round.round_code === code) as RoundRow;
  return [byCode(pair.from_code), byCode(pair.to_code)];
}
