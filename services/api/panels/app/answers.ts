/** What the page asks of /graphql, and what comes back. Nothing here is computed: it is shown as it comes. */

export type Words = { readonly name: string; readonly nameEn: string };
export type ScopeRef = { readonly id: string; readonly kind: string; readonly name: string };
export type PublicationRef = {
  readonly id: string;
  readonly asOf: string;
  readonly publishedAt: string;
  readonly isCurrent?: boolean;
};
export type State = 'REPORTED' | 'ZERO' | 'SUPPRESSED' | 'NOT_APPLICABLE' | 'NOT_REPORTED' | 'RESTRICTED';
export type Counts = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: State;
};
export type MetricRef = Words & {
  readonly id: string;
  readonly formula: string;
  readonly formulaEn: string;
  readonly unit: string;
  readonly better: 'HIGHER' | 'LOWER' | 'NEITHER';
  readonly time: 'STOCK' | 'FLOW';
  readonly numeratorCounts: string;
  readonly denominatorCounts: string | null;
};
export type Light = {
  readonly status: string;
  readonly word: string;
  readonly wordEn: string;
  readonly shape: string;
  readonly colourToken?: string;
};
export type Projection = {
  readonly state: 'PROJECTED' | 'NO_VALUE' | 'PERIOD_OVER' | 'TOO_FEW_POINTS';
  readonly on: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reachesOn: string | null;
};
export type Standing = Counts &
  Light & {
    readonly target: {
      readonly code: string;
      readonly metric: MetricRef;
      readonly scope: { readonly id: string; readonly name: string };
      readonly startsOn: string;
      readonly endsOn: string;
      readonly baselineValue: number | null;
      readonly targetValue: number;
      readonly comparison: 'GREATER_THAN' | 'AT_LEAST' | 'LESS_THAN' | 'AT_MOST';
      readonly document: string | null;
      readonly clause: string | null;
      readonly approvedBy: string | null;
      readonly milestones: readonly { readonly dueOn: string; readonly value: number }[];
    };
    readonly isOwn: boolean;
    readonly countedOn: string;
    readonly pathValue: number | null;
    readonly gapToPathPoints: number | null;
    readonly gapToTargetPoints: number | null;
    readonly need: number | null;
    readonly requiredPerMonth: number | null;
    readonly isTalkDue: boolean;
    readonly rank: number | null;
    readonly rankOf: number | null;
    readonly rankChangeMonth: number | null;
    readonly rankChangePublication: number | null;
    readonly projection: Projection | null;
    readonly group: {
      readonly code: string;
      readonly passes: boolean | null;
      readonly metCount: number;
      readonly targetCount: number;
    } | null;
    /** The figure of the day asked, where that is another than the publication's. */
    readonly figure: (Counts & { readonly asOf: string | null }) | null;
  };

export type PanelAnswer = {
  readonly panel: {
    readonly scope: ScopeRef & { readonly children: readonly ScopeRef[] };
    readonly above: readonly ScopeRef[];
    readonly days: readonly string[];
    readonly publication: PublicationRef;
    readonly previous: PublicationRef | null;
    readonly targets: readonly Standing[];
  };
  readonly publications: readonly PublicationRef[];
  readonly freshness: { readonly isStale: boolean; readonly reason: string | null; readonly reasonEn: string | null };
};

const METRIC = `id name nameEn formula formulaEn unit better time numeratorCounts denominatorCounts`;

export const PANEL = `query Panel($scope: ID!, $publication: ID, $asOf: Date) {
  panel(scope: $scope, publication: $publication) {
    scope { id kind name children { id kind name } }
    above { id kind name }
    days
    publication { id asOf publishedAt isCurrent }
    previous { id asOf publishedAt }
    targets {
      target {
        code startsOn endsOn baselineValue targetValue comparison document clause approvedBy
        metric { ${METRIC} }
        scope { id name }
        milestones { dueOn value }
      }
      figure(asOf: $asOf) { numerator denominator value state asOf }
      isOwn countedOn numerator denominator value state pathValue gapToPathPoints gapToTargetPoints
      need requiredPerMonth isTalkDue status word wordEn shape colourToken
      rank rankOf rankChangeMonth rankChangePublication
      projection { state on value lower upper reachesOn }
      group { code passes metCount targetCount }
    }
  }
  publications(first: 100) { id asOf publishedAt }
  freshness { isStale reason reasonEn }
}`;

/** The first scope of a publication that has parks or towns, for who names none. */
export const TOPS = `query Tops { scopes { id kind name } }`;

export type Last = Counts &
  Light & { readonly scope: ScopeRef; readonly need: number | null; readonly rank: number | null };
export type Imbalance = {
  readonly kind: string;
  readonly level: string;
  readonly unitCount: number;
  readonly rangePoints: number;
  readonly deviationPoints: number;
  readonly weightedDeviationPoints: number | null;
  readonly behindCount: number;
  readonly behindShare: number;
  readonly last: readonly Last[];
};
export type DetailAnswer = { readonly panel: { readonly target: { readonly imbalance: readonly Imbalance[] } | null } };

export const DETAIL = `query PanelDetail($scope: ID!, $publication: ID, $metric: ID!) {
  panel(scope: $scope, publication: $publication) {
    target(metric: $metric) {
      imbalance {
        kind level unitCount rangePoints deviationPoints weightedDeviationPoints behindCount behindShare
        last { scope { id kind name } numerator denominator value state need rank status word wordEn shape colourToken }
      }
    }
  }
}`;

export type RankRow = {
  readonly rank: number | null;
  readonly rankChangeMonth: number | null;
  readonly rankChangePublication: number | null;
  readonly scope: ScopeRef;
  readonly figure: Counts;
  readonly target:
    | (Light & {
        readonly need: number | null;
        readonly pathValue: number | null;
        readonly gapToPathPoints: number | null;
      })
    | null;
};
export type RankingAnswer = {
  readonly ranking: {
    readonly asOf: string | null;
    readonly minDenominator: number;
    readonly rows: readonly RankRow[];
  };
};

export const RANKING = `query PanelRanking($metric: ID!, $scope: ID!, $kind: ScopeKind!, $asOf: Date, $period: PeriodKind, $publication: ID) {
  ranking(metric: $metric, parent: $scope, kind: $kind, asOf: $asOf, period: $period, publication: $publication) {
    asOf minDenominator
    rows {
      rank rankChangeMonth rankChangePublication
      scope { id kind name }
      figure { numerator denominator value state }
      target { need pathValue gapToPathPoints status word wordEn shape colourToken }
    }
  }
}`;

export type TraceAnswer = {
  readonly panel: {
    readonly target: {
      readonly trace: {
        readonly definition: {
          readonly id: string;
          readonly version: number;
          readonly notes: string;
          readonly notesEn: string;
        };
        readonly counted: readonly (Words & { readonly counts: string; readonly count: number | null })[];
        readonly registers: readonly (Words & { readonly register: string; readonly rows: number | null })[];
        readonly checks: readonly {
          readonly name: string;
          readonly verdict: 'PASSED' | 'WARNED' | 'FAILED';
          readonly failures: number;
        }[];
      };
    } | null;
  };
};

export const TRACE = `query PanelTrace($scope: ID!, $publication: ID, $metric: ID!) {
  panel(scope: $scope, publication: $publication) {
    target(metric: $metric) {
      trace {
        definition { id version notes notesEn }
        counted { name nameEn counts count }
        registers { register name nameEn rows }
        checks { name verdict failures }
      }
    }
  }
}`;

export type NeedAnswer = {
  readonly panel: {
    readonly target: {
      readonly needList: {
        readonly names: 'ENTERPRISE' | 'UNION' | 'RECORD';
        readonly need: number;
        readonly visitCount: number;
        readonly candidateCount: number;
        readonly isEnough: boolean;
        readonly enterprises: readonly {
          readonly creditCode: string;
          readonly name: string;
          readonly workerCount: number | null;
          readonly settledOn: string | null;
          readonly gain: number;
          readonly gained: number;
        }[];
        readonly unions: readonly {
          readonly unionCode: string;
          readonly name: string;
          readonly coveredCount: number | null;
          readonly gain: number;
          readonly gained: number;
        }[];
        readonly records: readonly {
          readonly number: string;
          readonly name: string;
          readonly dueOn: string | null;
          readonly gain: number;
          readonly gained: number;
        }[];
      } | null;
    } | null;
  };
};

export const NEED = `query PanelNeed($scope: ID!, $publication: ID, $metric: ID!) {
  panel(scope: $scope, publication: $publication) {
    target(metric: $metric) {
      needList(first: 100) {
        names need visitCount candidateCount isEnough
        enterprises { creditCode name workerCount settledOn gain gained }
        unions { unionCode name coveredCount gain gained }
        records { number name dueOn gain gained }
      }
    }
  }
}`;

export type SearchAnswer = { readonly searchScopes: readonly ScopeRef[] };
export const SEARCH = `query PanelSearch($text: String!, $publication: ID) {
  searchScopes(text: $text, publication: $publication) { id kind name }
}`;

export type ChangeKind = 'CROSSED' | 'LOST' | 'FELL_BEHIND' | 'CAUGHT_UP' | 'NEW_IN_BOTTOM' | 'RESTATED' | 'NEW_TARGET';
type Side = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly word: string | null;
  readonly wordEn: string | null;
  readonly shape: string | null;
  readonly rank: number | null;
};
export type Change = {
  readonly kind: ChangeKind;
  readonly metric: MetricRef;
  readonly scope: ScopeRef;
  readonly before: Side;
  readonly after: Side;
  readonly day: string | null;
  readonly reason: string | null;
  readonly among: { readonly name: string } | null;
};
export type ChangesAnswer = {
  readonly changes: {
    readonly since: PublicationRef;
    readonly until: PublicationRef;
    readonly counts: readonly { readonly kind: ChangeKind; readonly count: number }[];
    readonly rows: readonly Change[];
  };
};
const SIDE = 'numerator denominator value word wordEn shape rank';
export const CHANGES = `query PanelChanges($scope: ID!, $publication: ID, $since: ID, $sinceDay: Date) {
  changes(scope: $scope, publication: $publication, since: $since, sinceDay: $sinceDay) {
    since { id asOf publishedAt }
    until { id asOf publishedAt }
    counts { kind count }
    rows {
      kind day reason
      metric { ${METRIC} }
      scope { id kind name }
      among { name }
      before { ${SIDE} }
      after { ${SIDE} }
    }
  }
}`;

export type CheckIn = {
  readonly id: string;
  readonly recordId: string;
  readonly version: string;
  readonly metric: MetricRef;
  readonly targetCode: string;
  readonly madeOn: string;
  readonly owner: string;
  readonly interpretation: string;
  readonly commitment: string;
  readonly dueOn: string;
  readonly promisedValue: number;
  readonly by: string | null;
  readonly outcome: 'HELD' | 'MISSED' | 'OPEN' | 'UNMEASURED';
  readonly value: number | null;
  readonly measuredOn: string | null;
};
export type CheckInsAnswer = { readonly judgedCheckIns: readonly CheckIn[] };
export const CHECK_INS = `query PanelCheckIns($scope: ID!, $metric: ID, $publication: ID) {
  judgedCheckIns(scope: $scope, metric: $metric, publication: $publication) {
    id recordId version targetCode madeOn owner interpretation commitment dueOn promisedValue by outcome value measuredOn
    metric { ${METRIC} }
  }
}`;

export type ChangeOutcome =
  | {
      readonly __typename: 'RecordChanged';
      readonly dryRun: boolean;
      readonly records: readonly {
        readonly changes: readonly {
          readonly name: string;
          readonly nameEn: string;
          readonly before: string | null;
          readonly after: string | null;
        }[];
      }[];
    }
  | {
      readonly __typename: 'RuleBroken';
      readonly message: string;
      readonly messageZh: string;
      readonly problems: readonly {
        readonly field: string | null;
        readonly message: string;
        readonly messageZh: string;
      }[];
    }
  | {
      readonly __typename: 'VersionConflict' | 'RecordNotFound' | 'NotAllowed' | 'StepNotAllowed';
      readonly message: string;
      readonly messageZh: string;
    };

const OUTCOME = `{
  __typename
  ... on RecordChanged { dryRun records { changes { name nameEn before after } } }
  ... on RuleBroken { message messageZh problems { field message messageZh } }
  ... on VersionConflict { message messageZh }
  ... on RecordNotFound { message messageZh }
  ... on NotAllowed { message messageZh }
}`;
export const CREATE_CHECK_IN = `mutation CreateCheckIn($input: CreateCheckInInput!, $dryRun: Boolean!) {
  outcome: createCheckIn(input: $input, dryRun: $dryRun) ${OUTCOME}
}`;
export const CORRECT_CHECK_IN = `mutation CorrectCheckIn($id: ID!, $version: String!, $input: CorrectCheckInInput!, $dryRun: Boolean!, $reason: String) {
  outcome: correctCheckIn(id: $id, version: $version, input: $input, dryRun: $dryRun, reason: $reason) ${OUTCOME}
}`;
export const VOID_CHECK_IN = `mutation VoidCheckIn($id: ID!, $version: String!, $reason: String) {
  outcome: voidCheckIn(id: $id, version: $version, reason: $reason) ${OUTCOME}
}`;
export type OutcomeAnswer = { readonly outcome: ChangeOutcome };

export type MoveKind = 'VISIT' | 'JOIN' | 'LEAVE' | 'ARRIVE' | 'DEPART';
export type Move = { readonly kind: MoveKind; readonly count: number; readonly by: string | null };
export type Supposed = Counts &
  Light & {
    readonly scope: ScopeRef;
    readonly published: Pick<
      Standing,
      | 'numerator'
      | 'denominator'
      | 'value'
      | 'state'
      | 'need'
      | 'rank'
      | 'rankOf'
      | 'word'
      | 'wordEn'
      | 'shape'
      | 'colourToken'
      | 'status'
      | 'pathValue'
      | 'requiredPerMonth'
      | 'projection'
    >;
    readonly pathValue: number | null;
    readonly need: number | null;
    readonly requiredPerMonth: number | null;
    readonly rank: number | null;
    readonly rankOf: number | null;
    readonly rankChange: number | null;
    readonly projection: Projection | null;
  };
export type ScenarioAnswer = {
  readonly scenario: {
    readonly word: string;
    readonly wordEn: string;
    readonly on: string;
    readonly moves: readonly (Move & { readonly numerator: number; readonly denominator: number })[];
    readonly standing: Supposed;
    readonly above: readonly Supposed[];
  };
};
const SUPPOSED = `{
  scope { id kind name }
  numerator denominator value state pathValue need requiredPerMonth status word wordEn shape rank rankOf rankChange
  projection { state on value lower upper reachesOn }
  published {
    numerator denominator value state pathValue need requiredPerMonth status word wordEn shape colourToken rank rankOf
    projection { state on value lower upper reachesOn }
  }
}`;
export const SCENARIO = `query PanelScenario($metric: ID!, $scope: ID!, $publication: ID, $moves: [ScenarioMoveInput!]!) {
  scenario(metric: $metric, scope: $scope, publication: $publication, moves: $moves) {
    word wordEn on
    moves { kind count by numerator denominator }
    standing ${SUPPOSED}
    above ${SUPPOSED}
  }
}`;
