import { trustedDocuments } from '../documents/run-document.ts';
import { fragmentDocuments } from '../fragment/render-fragment.ts';

/** What can be put into another site's page. */
export type Embeddable = {
  readonly document: string;
  readonly tag: string;
  readonly zh: string;
  readonly en: string;
  /** Other variables than the scope and the day, which are attributes of the tag too. */
  readonly options: readonly string[];
};

const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'park-coverage': ['园区两率', 'Union coverage of parks'],
  'star-distribution': ['星级工会分布', 'Star-rated unions'],
  'assistance-share': ['帮扶资金到达一线', 'Assistance that reached the front line'],
  target: ['目标进度', 'One target'],
  ranking: ['排名', 'Ranking'],
  metric: ['单项指标', 'Any metric'],
  map: ['区域色块图', 'Regions as tiles'],
};

/** Every element that has a fragment, in the order of their names above. */
export function embeddables(): readonly Embeddable[] {
  const order = Object.keys(NAMES);
  return [...fragmentDocuments]
    .toSorted((a, b) => ((order.indexOf(a) + 99) % 99) - ((order.indexOf(b) + 99) % 99))
    .map((document) => {
      const [zh = document, en = document] = NAMES[document] ?? [];
      const variables = trustedDocuments.get(document)?.variables ?? [];
      const options = variables.filter((name) => !['scope', 'asOf', 'published'].includes(name));
      return { document, tag: `union-${document}`, zh, en, options };
    });
}

/** A variable of a document as an attribute of its element: `kind`, `TOWN` is `kind="town"`. */
export function attributeOf(variable: string, value: string): readonly [name: string, value: string] {
  const name = variable.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [name, ['kind', 'period'].includes(variable) ? value.toLowerCase().replace('_', '-') : value];
}
