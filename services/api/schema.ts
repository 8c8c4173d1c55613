import './scalars.ts';
import './metric/metric.type.ts';
import './scope/scope.type.ts';
import './publication/publication.type.ts';
import './freshness/freshness.type.ts';
import './figure/figure.type.ts';
import './segment/segments.query.ts';
import './figure-key/figure-key.type.ts';
import './series/series.type.ts';
import './breakdown/breakdown.type.ts';
import './comparison/comparison.type.ts';
import './restatement/restatement.type.ts';
import './lineage/lineage.type.ts';
import './publication-diff/publication-diff.type.ts';
import './night-run/night-run.type.ts';
import './ranking/ranking.type.ts';
import './distribution/distribution.type.ts';
import './movement/movement.type.ts';
import './target/target.type.ts';
import './target/need-list.type.ts';
import './park/park.type.ts';
import './enterprise/enterprise.type.ts';
import './union/union.type.ts';
import './rating/rating.type.ts';
import './coverage-link/coverage-link.type.ts';
import { builder } from './builder.ts';

/** The GraphQL schema. `scripts/print-schema.ts` writes it to schema/schema.graphql. */
export const schema = builder.toSchema();
