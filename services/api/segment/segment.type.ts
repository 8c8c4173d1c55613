import { builder } from '../builder.ts';
import type { Segment as SegmentOfScope } from './segment.queries.ts';

const SegmentFamily = builder.enumType('SegmentFamily', {
  description: 'A way to cut a scope into segments that add up to it.',
  values: {
    INDUSTRY: { value: 'industry', description: '行业门类 · sections of industry.' },
    UNIT_TYPE: { value: 'unit_type', description: '单位类型 · kinds of unit.' },
    OWNERSHIP: { value: 'ownership', description: '所有制 · public or not.' },
  } as const,
});

export const Segment = builder.objectRef<SegmentOfScope>('Segment').implement({
  description:
    'A part of a scope, such as its manufacturers. Known at month ends and on the latest day. Source: the publication.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Such as `industry:C`, `unit_type:170`, `ownership:non_public`.' }),
    family: t.expose('family', { type: SegmentFamily, description: 'The family that it is one of.' }),
    code: t.exposeString('code', {
      description: 'Its code in that family; `unknown` where the register does not say.',
    }),
    name: t.exposeString('name', { description: 'Name in Chinese.' }),
    nameEn: t.exposeString('nameEn', { description: 'Name in English.' }),
  }),
});

/** The argument that asks for a part of a scope. */
export const segmentArgument = builder.args((t) => ({
  segment: t.id({ description: 'Id of a segment, as `segments` lists them; the whole when absent.' }),
}));
