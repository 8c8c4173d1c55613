import { useGraphiQL, useOperationsEditorState, useVariablesEditorState } from '@graphiql/react';
import { parse, print } from 'graphql';
import { createElement as h, useEffect, useState } from 'react';
import { type Cost, costOf } from './client.ts';

/** Milliseconds after the last key until the cost is asked for. */
const PAUSE = 400;
const number = new Intl.NumberFormat('zh-CN');

/** A query of the server, laid out as an editor does. */
const pretty = (text: string): string => print(parse(text));

/** Where definitions and saved queries are told in full. */
const links = h(
  'span',
  { className: 'links' },
  h('a', { href: '/catalogue', target: '_blank', rel: 'noopener' }, '指标目录 Catalogue'),
);

/** What the operation in the editor would cost, below the answer: known before it is run, and why it would be refused. */
export function CostLine() {
  const [query, setQuery] = useOperationsEditorState();
  const [variables, setVariables] = useVariablesEditorState();
  const operationName = useGraphiQL((state) => state.operationName);
  const [cost, setCost] = useState<Cost | undefined>();
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(() => {
      costOf({ query, variables, operationName }).then(
        (found) => !isOld && setCost(found),
        () => !isOld && setCost(undefined),
      );
    }, PAUSE);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [query, variables, operationName]);
  // What is corrected has the values of its variables filled in.
  const correct = (hint: string) => {
    setQuery(pretty(hint));
    setVariables('');
  };
  if (!cost || query.trim() === '')
    return h('p', { className: 'cost-line', role: 'status' }, '预计开销 Cost: –', links);
  const [problem] = cost.problems;
  if (problem) {
    return h(
      'p',
      { className: 'cost-line refused', role: 'status', 'data-code': problem.code },
      h('strong', null, '运行会被拒绝 Would be refused: '),
      problem.messageZh,
      ' ',
      h('span', { lang: 'en' }, problem.message),
      problem.hint !== undefined &&
        h(
          'button',
          { type: 'button', onClick: () => correct(problem.hint ?? ''), 'data-corrected': true },
          '改用修正后的查询 Use the corrected query',
        ),
      links,
    );
  }
  return h(
    'p',
    { className: 'cost-line', role: 'status' },
    `预计开销 Cost ${number.format(cost.cost ?? 0)} / ${number.format(cost.most)}，层数 depth ${cost.depth ?? 0} / ${cost.mostDepth}`,
    links,
  );
}
