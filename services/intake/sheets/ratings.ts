import { ratingOutcomes } from '@union/schema/codes.ts';
import { code, count, day, identifier, pastDay, reference, type SheetSpec, score, text } from './column.ts';

export const ratingScheme: SheetSpec = {
  key: 'rating_scheme',
  zh: '星级办法',
  en: 'rating schemes',
  note: { zh: '一行是一地星级评定办法的一个版本。', en: "One version of one place's star rules a row." },
  rowKey: ['scheme_code'],
  columns: [
    identifier('scheme_code', '办法代码', 'scheme code', { required: true, example: 'SY-STAR-2013' }),
    text('name', '名称', 'name', { required: true, example: '射阳县星级工会评定办法' }),
    reference('federation_code', '总工会代码', 'federation code', 'federation', { required: true, example: '320924' }),
    day('valid_from', '施行日期', 'valid from', { required: true, example: '2013-01-01' }),
    day('valid_to', '废止日期', 'valid to', {
      empty: { zh: '仍施行', en: 'it still holds' },
      note: { zh: '不再施行的第一天。', en: 'First day on which it no longer holds.' },
    }),
    text('document', '文件', 'document', { empty: { zh: '未写明', en: 'not named' }, example: '射工发〔2013〕3号' }),
  ],
};

export const ratingLevel: SheetSpec = {
  key: 'rating_level',
  zh: '星级标准',
  en: 'rating levels',
  note: { zh: '一行是一个办法的一个星级。', en: 'One star level of one scheme a row.' },
  rowKey: ['scheme_code', 'level'],
  columns: [
    reference('scheme_code', '办法代码', 'scheme code', 'rating_scheme', { required: true, example: 'SY-STAR-2013' }),
    count('level', '星级', 'level', { required: true, unit: 'stars', min: 1, max: 9, example: '5' }),
    text('name', '星级名称', 'name', { required: true, example: '五星级' }),
    score('min_score', '最低分', 'lowest score', { empty: { zh: '不设最低分', en: 'no lowest score' }, example: '90' }),
  ],
};

export const ratingRound: SheetSpec = {
  key: 'rating_round',
  zh: '评定轮次',
  en: 'rating rounds',
  note: { zh: '一行是一个办法的一轮评定。', en: 'One round of one scheme a row.' },
  rowKey: ['round_code'],
  columns: [
    identifier('round_code', '轮次代码', 'round code', { required: true, example: 'SY-2013' }),
    reference('scheme_code', '办法代码', 'scheme code', 'rating_scheme', { required: true, example: 'SY-STAR-2013' }),
    text('name', '名称', 'name', { required: true, example: '2013年度星级评定' }),
    day('opened_on', '开始日期', 'opened on', { required: true, example: '2013-11-01' }),
    day('closed_on', '结束日期', 'closed on', {
      empty: { zh: '仍在进行', en: 'it still runs' },
      example: '2013-12-20',
    }),
  ],
};

export const starRating: SheetSpec = {
  key: 'star_rating',
  zh: '星级评定',
  en: 'star ratings',
  note: {
    zh: '一行是一个工会在一轮的评定。结论与决定日期同填或同空；结论为首次命名、保持、晋级、降级时必须有星级，撤销、未达星级时不得有。',
    en: 'One union in one round a row. Outcome and day of decision come together; a star belongs to first naming, keep, raise and lower, and to no other outcome.',
  },
  rowKey: ['round_code', 'union_code'],
  columns: [
    reference('round_code', '轮次代码', 'round code', 'rating_round', { required: true, example: 'SY-2013' }),
    reference('union_code', '工会统计代码', 'union code', 'trade_union', { required: true, example: 'SY-0001' }),
    score('self_score', '自评分', 'self score', { empty: { zh: '没有自评', en: 'no self-rating' }, example: '92' }),
    score('review_score', '评审分', 'review score', { empty: { zh: '未评审', en: 'not reviewed' }, example: '91.5' }),
    count('level', '星级', 'level', {
      unit: 'stars',
      empty: { zh: '未决定、撤销或未达星级', en: 'undecided, removed or without a star' },
      min: 1,
      max: 9,
      example: '5',
    }),
    code('outcome', '结论', 'outcome', ratingOutcomes, {
      empty: { zh: '未决定', en: 'undecided' },
      example: '首次命名',
    }),
    text('decided_by', '决定单位', 'decided by', {
      empty: { zh: '未决定，或未写明', en: 'undecided, or not named' },
      example: '射阳县总工会',
    }),
    pastDay('decided_on', '决定日期', 'decided on', {
      empty: { zh: '未决定', en: 'undecided' },
      example: '2013-12-20',
    }),
  ],
};
