import { UnionClient } from '@union/client/client.ts';
import { graphql } from './generated/gql.ts';

const Unionised = graphql(`
  query Unionised($scope: ID!) {
    figure(metric: "enterprise_unionisation_rate", scope: $scope) {
      state
      value
      numerator
      denominator
      asOf
      metric {
        name
      }
    }
  }
`);

/** How far enterprises of a scope are unionised, in a sentence. */
export async function unionised(url: string, scope: string): Promise<string> {
  const client = new UnionClient({ url });
  const { figure } = await client.ask(Unionised, { scope });
  if (figure.value === null) return `${figure.metric.name}: ${figure.state}`;
  return `${figure.metric.name} ${figure.asOf}: ${figure.numerator} / ${figure.denominator}`;
}
