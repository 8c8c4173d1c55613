import {
  type Counts,
  type Metric,
  type Publication,
  readData,
  type Scope,
  type Series,
  type Target,
  type TargetStatus,
} from '../shared/answer.ts';

/** What `documents/target.graphql` answers. `target` is null where none holds. */
export type TargetAnswer = {
  readonly scope: Scope;
  readonly publication: Publication;
  readonly metric: Metric;
  readonly target: (Counts & TargetStatus & Standing) | null;
  readonly months: Series;
};

type Standing = {
  /** The day of value and path. */
  readonly countedOn: string;
  /** Value less path, in percentage points for shares. */
  readonly gapToPathPoints: number | null;
  readonly requiredPerMonth: number | null;
  /** Share of the period that has passed, 0 to 1. */
  readonly timeProgress: number;
  /** False when the target comes from a scope above. */
  readonly isOwn: boolean;
  readonly rank?: number | null;
  readonly rankOf?: number | null;
  readonly target: Target & {
    readonly startsOn: string;
    readonly baselineValue: number | null;
    /** Where the path bends, by day; absent in answers of before they were told. */
    readonly milestones?: readonly { readonly dueOn: string; readonly value: number }[];
    readonly scope: { readonly id: string; readonly name: string };
  };
  readonly projection?: {
    readonly state: 'PROJECTED' | 'NO_VALUE' | 'PERIOD_OVER' | 'TOO_FEW_POINTS';
    /** Last day of the period. */
    readonly on: string;
    readonly value: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    /** First day on which the trend meets the target; null when not within the period. */
    readonly reachesOn: string | null;
  } | null;
};

/** Reads the body of an answer. @throws UnusableAnswer */
export function readTarget(envelope: unknown): TargetAnswer {
  return readData<TargetAnswer>(envelope, ['scope', 'publication', 'metric', 'target?', 'months']);
}
