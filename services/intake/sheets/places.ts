import { federationLevels, parkLevels } from '@union/schema/codes.ts';
import { code, identifier, pastDay, reference, type SheetSpec, text } from './column.ts';

export const federation: SheetSpec = {
  key: 'federation',
  zh: '工会层级',
  en: 'federations',
  note: { zh: '一行一个总工会或产业工会（基层以上）。', en: 'One federation above the grassroots a row.' },
  rowKey: ['federation_code'],
  columns: [
    identifier('federation_code', '总工会代码', 'federation code', { required: true, example: '320924' }),
    text('name', '名称', 'name', { required: true, example: '射阳县总工会' }),
    code('level', '层级', 'level', federationLevels, { required: true, example: '县级总工会' }),
    reference('parent_code', '上级总工会代码', 'parent federation code', 'federation', {
      empty: { zh: '最上一级', en: 'the topmost one' },
      example: '320900',
    }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924' }),
  ],
};

export const park: SheetSpec = {
  key: 'park',
  zh: '园区',
  en: 'parks',
  note: { zh: '一行一个园区。', en: 'One industrial park a row.' },
  rowKey: ['park_code'],
  columns: [
    identifier('park_code', '园区代码', 'park code', {
      required: true,
      example: '320924400',
      note: {
        zh: '有统计用区划代码的用该代码，否则用本地代码。',
        en: 'The statistical town-level code where there is one, otherwise a local code.',
      },
    }),
    text('official_catalogue_no', '审核公告目录编号', 'official catalogue number', {
      empty: { zh: '未列入目录', en: 'not in the catalogue' },
      maxLength: 60,
    }),
    text('name', '名称', 'name', { required: true, example: '射阳经济开发区' }),
    code('level', '级别', 'level', parkLevels, { required: true, example: '省级' }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924' }),
    pastDay('opened_on', '设立日期', 'opened on', { required: true, example: '2006-04-01' }),
    pastDay('closed_on', '撤销日期', 'closed on', {
      empty: { zh: '仍是园区', en: 'it still is one' },
      note: { zh: '不再是园区的第一天。', en: 'First day on which it is no longer a park.' },
    }),
  ],
};
