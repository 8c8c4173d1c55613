import { widgetsShowing } from '@union/api/catalogue/metric-widgets.ts';
import { listServedNaming } from '@union/api/saved-query/saved-query.queries.ts';
import { lastFullDay } from '@union/schema/calendar.ts';
import type { Config } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import { changedModels, changedVersion, currentVersion, type Version } from '@union/warehouse/impact/change.ts';
import { versionOf } from '@union/warehouse/impact/git-version.ts';
import { type Movements, readMovements } from '@union/warehouse/impact/movements.ts';
import { shadowBuild } from '@union/warehouse/impact/shadow-build.ts';
import { readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { type Rules, rulesFor } from '@union/warehouse/rules.ts';
import { publicationsFolder } from '../run.ts';

export type ImpactOptions = {
  readonly config: Config;
  readonly database: Database;
  /** The metric that is asked about; figures of others that move are told as well. */
  readonly metric: string;
  /** A changed rule in a file, held against the code as it is; or a version of the code to hold the code as it is against. */
  readonly change: { readonly rule: string } | { readonly from: string };
  readonly onProgress?: ((step: string, name: string) => void) | undefined;
};

/** What a changed definition would do, by a build that nobody sees. */
export type Impact = Movements & {
  readonly metric: string;
  readonly asOf: string;
  /** The publication that is served; null before the first. */
  readonly publicationId: string | null;
  readonly before: string;
  readonly after: string;
  readonly note: string | null;
  readonly changed: {
    readonly models: readonly string[];
    readonly rules: readonly { readonly rule: string; readonly before: string; readonly after: string }[];
    /** Statements on the copy of the registers, and how many rows each changed: one that changed none moves nothing. */
    readonly registers: readonly { readonly statement: string; readonly rows: number }[];
  };
  /** Widgets that show a metric that moves. */
  readonly widgets: readonly {
    readonly document: string;
    readonly metrics: readonly string[];
    readonly isFixed: boolean;
  }[];
  /** Reviewed queries that name a metric that moves. */
  readonly savedQueries: readonly {
    readonly name: string;
    readonly title: string;
    readonly metrics: readonly string[];
  }[];
  /** Metrics that move and stand in briefings and panels, as some scope has a target for them. */
  readonly briefings: readonly string[];
  /** Checks that the changed version breaks; those that block would end its night. */
  readonly brokenChecks: readonly {
    readonly name: string;
    readonly severity: 'block' | 'warn';
    readonly failures: number;
  }[];
};

/**
 * Builds the day of the current publication twice aside, as it is defined now and as it would be, and reads what differs.
 * Nothing is published and nothing stays.
 * @throws ImpactRuleInvalid, ImpactDisclosure, ImpactModelFailed, GitRefUnknown
 */
export async function readImpact({ config, database, metric, change, onProgress }: ImpactOptions): Promise<Impact> {
  const folder = publicationsFolder(config);
  const pointer = readPointer(folder);
  const served = pointer && readManifest(folder, pointer.publicationId);
  const asOf = served?.asOf ?? lastFullDay(config.timeZone, new Date());
  const now = currentVersion(rulesFor(config));
  const [before, after]: readonly [Version, Version & { note?: string | undefined }] =
    'rule' in change ? [now, changedVersion(change.rule, now)] : [versionOf(change.from, now.rules), now];
  const shadow = await shadowBuild({ database, asOf, before, after, resources: config.duckdb, onProgress });
  try {
    const found = await readMovements(shadow, asOf);
    const moving = found.metrics.map(({ metricId }) => metricId);
    const widgets = new Map<string, { metrics: string[]; isFixed: boolean }>();
    const queries = new Map<string, { title: string; metrics: string[] }>();
    for (const id of moving) {
      for (const { document, isFixed } of widgetsShowing(findMetric(id) ?? { id, shape: 'ratio' })) {
        const known = widgets.get(document) ?? { metrics: [], isFixed: false };
        widgets.set(document, { metrics: [...known.metrics, id], isFixed: known.isFixed || isFixed });
      }
      for (const { name, title } of await listServedNaming(database.db, id)) {
        queries.set(name, { title, metrics: [...(queries.get(name)?.metrics ?? []), id] });
      }
    }
    return {
      ...found,
      ...{ metric, asOf, publicationId: served?.publicationId ?? null, before: before.name, after: after.name },
      note: after.note ?? null,
      changed: {
        models: changedModels(before, after),
        rules: changedRules(before.rules, after.rules),
        registers: (after.registers ?? []).map((statement, at) => ({ statement, rows: shadow.rowsChanged[at] ?? 0 })),
      },
      widgets: [...widgets].map(([document, use]) => ({ document, ...use })),
      savedQueries: [...queries].map(([name, query]) => ({ name, ...query })),
      briefings: found.targetMetrics,
      brokenChecks: shadow.checks
        .filter(({ failures }) => failures > 0)
        .map(({ name, severity, failures }) => ({ name, severity, failures })),
    };
  } finally {
    shadow.remove();
  }
}

function changedRules(before: Rules, after: Rules): Impact['changed']['rules'] {
  const [old, next] = [before, after] as unknown as Readonly<Record<string, unknown>>[];
  return Object.keys({ ...old, ...next }).flatMap((rule) => {
    const [was, is] = [JSON.stringify(old?.[rule] ?? null), JSON.stringify(next?.[rule] ?? null)];
    return was === is ? [] : [{ rule, before: was, after: is }];
  });
}
