import { federation, park } from '../sheets/places.ts';
import { stageTable } from '../staging/stage.ts';
import { daysInOrder, register } from './register.ts';

export const federations = register(federation, {
  checks: [
    {
      code: 'FEDERATION_CYCLE',
      column: 'parent_code',
      query: () => `
        with recursive tree as (
          select federation_code as code, parent_code as parent from ${stageTable('federation')}
          union
          select federation_code, parent_code from federation known
          where not exists (select from ${stageTable('federation')} s where s.federation_code = known.federation_code)
        ), above as (
          select code as origin, parent from tree where parent is not null
          union
          select above.origin, tree.parent from above join tree on tree.code = above.parent where tree.parent is not null
        )
        select s.row_no, s.parent_code as value from ${stageTable('federation')} s
        where exists (select from above where origin = s.federation_code and parent = s.federation_code)`,
    },
  ],
});

export const parks = register(park, { checks: [daysInOrder(park, 'opened_on', 'closed_on')] });
