import { KnownError } from '@union/schema/errors.ts';

/** The file of a changed rule says something that nothing here understands. */
export class ImpactRuleInvalid extends KnownError {
  readonly code = 'IMPACT_RULE_INVALID';
  constructor(place: string, rule: string, ruleZh: string) {
    super(`${place}: ${rule}`, `${place}：${ruleZh}`);
  }
}

/** The change would show less coarse figures of households than are published. */
export class ImpactDisclosure extends KnownError {
  readonly code = 'IMPACT_DISCLOSURE';
  constructor(rule: string, least: number) {
    super(
      `${rule} may not be below ${least}: a shadow build tells nothing of households that a publication would not`,
      `${rule} 不得低于 ${least}：试算不得透露发布时不公布的户级数据`,
    );
  }
}

/** The version of the code that was named cannot be had. */
export class GitRefUnknown extends KnownError {
  readonly code = 'GIT_REF_UNKNOWN';
  constructor(ref: string, reason: string) {
    super(
      `the version ${JSON.stringify(ref)} cannot be read: ${reason}`,
      `无法读取版本 ${JSON.stringify(ref)}：${reason}`,
    );
  }
}

/** A changed model cannot be made; the sentence of DuckDB says why. */
export class ImpactModelFailed extends KnownError {
  readonly code = 'IMPACT_MODEL_FAILED';
  constructor(side: string, cause: Error) {
    super(`the ${side} version cannot be built: ${cause.message}`, `${side} 版本无法计算：${cause.message}`, { cause });
  }
}
