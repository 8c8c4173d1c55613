import { type GraphiQLPlugin, useOperationsEditorState, useVariablesEditorState } from '@graphiql/react';
import { createElement as h, type ReactNode, type SyntheticEvent, useCallback, useEffect, useState } from 'react';
import {
  correct,
  create,
  listSaved,
  type Me,
  Refused,
  type SavedQuery,
  type Step,
  takeStep,
  whoAmI,
} from './client.ts';

const STATES: Readonly<Record<SavedQuery['state'], string>> = {
  DRAFT: '草稿 draft',
  SUBMITTED: '待评审 submitted',
  REVIEWED: '已通过 reviewed',
  WITHDRAWN: '已撤回 withdrawn',
};

/** Who is given its answer. */
const READS: Readonly<Record<SavedQuery['reads'], string>> = {
  PUBLISHED: '公开 open to anyone',
  REGISTERS: '须登录 for who may read it',
};

type Told = { readonly isBad: boolean; readonly text: string };

/** Saved queries: to keep what is in the editor, to open what others kept, and to take a query through its review. */
export const savedQueriesPlugin: GraphiQLPlugin = {
  title: '已存查询 Saved queries',
  icon: () =>
    h(
      'svg',
      {
        viewBox: '0 0 16 16',
        width: '16',
        height: '16',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 1.4,
        'aria-hidden': true,
      },
      h('path', { d: 'M3 2h10v12l-5-3.5L3 14z' }),
    ),
  content: SavedQueries,
};

function SavedQueries() {
  const [query, setQuery] = useOperationsEditorState();
  const [variables, setVariables] = useVariablesEditorState();
  const [me, setMe] = useState<Me | undefined | null>(null);
  const [list, setList] = useState<readonly SavedQuery[] | undefined>();
  const [text, setText] = useState('');
  const [mine, setMine] = useState(false);
  const [told, setTold] = useState<Told | undefined>();

  const read = useCallback(async () => {
    try {
      setList(await listSaved(text, mine));
    } catch (error) {
      setTold({ isBad: true, text: wordsOf(error) });
      setList([]);
    }
  }, [text, mine]);
  useEffect(() => {
    whoAmI().then(setMe, () => setMe(undefined));
  }, []);
  useEffect(() => {
    const timer = setTimeout(read, 200);
    return () => clearTimeout(timer);
  }, [read]);

  const run = async (work: () => Promise<SavedQuery>, done: (saved: SavedQuery) => string) => {
    setTold(undefined);
    try {
      const saved = await work();
      setTold({ isBad: false, text: done(saved) });
      await read();
    } catch (error) {
      setTold({ isBad: true, text: wordsOf(error) });
    }
  };
  const open = (saved: SavedQuery) => {
    setQuery(saved.query);
    setVariables(saved.variables === '{}' ? '' : JSON.stringify(JSON.parse(saved.variables), null, 2));
    setTold({ isBad: false, text: `已打开 opened: ${saved.title}` });
  };

  return h(
    'section',
    { className: 'saved', 'aria-label': '已存查询 Saved queries' },
    h('h2', null, '已存查询 ', h('span', { lang: 'en' }, 'Saved queries')),
    told && h('p', { className: told.isBad ? 'told bad' : 'told', role: told.isBad ? 'alert' : 'status' }, told.text),
    me
      ? h(SaveForm, {
          me,
          onSave: (input) =>
            run(
              () => create({ ...input, query, variables }),
              ({ name }) => `已保存为草稿 kept as a draft: ${name}`,
            ),
        })
      : me === undefined &&
          h(
            'p',
            null,
            h('a', { href: '/sign-in?return=/explorer/' }, '登录 Sign in'),
            '后可保存查询。 to keep queries of your own.',
          ),
    h(
      'div',
      { className: 'find' },
      h(
        'label',
        null,
        '查找 Find ',
        h('input', {
          type: 'search',
          value: text,
          onChange: (event: SyntheticEvent<HTMLInputElement>) => setText(event.currentTarget.value),
        }),
      ),
      me &&
        h(
          'label',
          { className: 'check' },
          h('input', {
            type: 'checkbox',
            checked: mine,
            onChange: (event: SyntheticEvent<HTMLInputElement>) => setMine(event.currentTarget.checked),
          }),
          ' 只看我的 mine',
        ),
    ),
    list === undefined
      ? h('p', { role: 'status' }, '正在读取…… Loading…')
      : list.length === 0
        ? h('p', null, '没有已存查询。 Nothing is kept here yet.')
        : h(
            'ul',
            null,
            list.map((saved) =>
              h(Item, {
                key: saved.name,
                saved,
                me: me ?? undefined,
                onOpen: () => open(saved),
                onUpdate: () =>
                  run(
                    () => correct(saved, { query, variables }),
                    () => '已更新，须重新提交评审 updated; submit it for review again',
                  ),
                onStep: (step: Step, note?: string) =>
                  run(
                    () => takeStep(step, saved, note),
                    ({ state }) => `${saved.name}：${STATES[state]}`,
                  ),
                onTell: (words: string) => setTold({ isBad: false, text: words }),
              }),
            ),
          ),
  );
}

type FormInput = { name: string; title: string; description: string; federationCode: string };

function SaveForm({ me, onSave }: { readonly me: Me; readonly onSave: (input: FormInput) => void }) {
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const word = (name: string) => String(data.get(name) ?? '').trim();
    onSave({
      name: word('name'),
      title: word('title'),
      description: word('description'),
      federationCode: word('federation'),
    });
  };
  const field = (name: string, label: string, attributes: object = {}) =>
    h('label', null, label, h('input', { name, required: true, autoComplete: 'off', ...attributes }));
  return h(
    'details',
    null,
    h('summary', null, '保存当前查询 Keep the query in the editor'),
    h(
      'form',
      { onSubmit: submit },
      field('name', '名称（地址用） Name (in the address)', {
        pattern: '[a-z][a-z0-9\\-]{2,59}',
        placeholder: 'coverage-of-parks',
        title: '3–60: a–z 0–9 -',
      }),
      field('title', '标题 Title', { maxLength: 100 }),
      h('label', null, '说明 Description', h('textarea', { name: 'description', rows: 2, maxLength: 2000 })),
      field('federation', '所属工会代码 Federation', { defaultValue: me.federations[0] ?? '' }),
      h('button', { type: 'submit' }, '保存草稿 Keep as a draft'),
    ),
  );
}

type ItemProps = {
  readonly saved: SavedQuery;
  readonly me: Me | undefined;
  readonly onOpen: () => void;
  readonly onUpdate: () => void;
  readonly onStep: (step: Step, note?: string) => void;
  readonly onTell: (words: string) => void;
};

function Item({ saved, me, onOpen, onUpdate, onStep, onTell }: ItemProps) {
  const [asking, setAsking] = useState<'handBack' | 'withdraw' | undefined>();
  const isOwner = me?.name === saved.owner;
  const button = (label: string, onClick: () => void, name?: string): ReactNode =>
    h('button', { key: label, type: 'button', onClick, 'data-step': name }, label);
  const link = new URL(`/explorer/?saved=${saved.name}`, location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      onTell(`链接已复制 link copied: ${link}`);
    } catch {
      onTell(link);
    }
  };
  const note = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const step = asking;
    setAsking(undefined);
    if (step) onStep(step, String(new FormData(event.currentTarget).get('note') ?? ''));
  };
  return h(
    'li',
    { 'data-query': saved.name },
    h('p', { className: 'name' }, h('strong', null, saved.title), ' ', h('code', null, saved.name)),
    saved.description && h('p', null, saved.description),
    h(
      'p',
      { className: 'facts' },
      `${STATES[saved.state]} · ${READS[saved.reads]} · ${saved.owner} · ${saved.federationCode}${saved.cost === null ? '' : ` · 开销 cost ${saved.cost}`}`,
      saved.isServed && saved.state !== 'REVIEWED' ? ' · 旧版在用 the reviewed text is served' : '',
      saved.reviewNote && ` · ${saved.reviewNote}`,
    ),
    h(
      'p',
      { className: 'steps' },
      button('打开 Open', onOpen, 'open'),
      button('复制链接 Link', copy, 'link'),
      h('a', { href: saved.pageUrl, target: '_blank', rel: 'noopener' }, '取数与代码 Take away'),
      isOwner && [
        button('用当前内容更新 Update', onUpdate, 'update'),
        saved.state === 'DRAFT' && button('提交评审 Submit', () => onStep('submit'), 'submit'),
      ],
      me &&
        !isOwner &&
        saved.state === 'SUBMITTED' && [
          button('通过 Approve', () => onStep('approve'), 'approve'),
          button('退回 Hand back', () => setAsking('handBack'), 'hand-back'),
        ],
      me && saved.state !== 'WITHDRAWN' && button('撤回 Withdraw', () => setAsking('withdraw'), 'withdraw'),
    ),
    asking &&
      h(
        'form',
        { onSubmit: note },
        h('label', null, '理由 Reason', h('input', { name: 'note', required: true, autoFocus: true })),
        h('button', { type: 'submit' }, '确定 OK'),
        button('取消 Cancel', () => setAsking(undefined)),
      ),
  );
}

function wordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  console.error(error);
  return '页面出错 the page failed';
}
