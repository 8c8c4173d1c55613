import type { Counted, Definition, Metric, Part, Words } from './metric.ts';

const scopes = ['region', 'park', 'federation'] as const;

const summary: Words = {
  zh: '射阳县总工会半年总结：发出工资集体协商要约书 540 份，续签工资集体协商合同 396 份，签订区域性合同 7 份',
  en: 'half-year summary of the Sheyang federation: 540 bargaining offers, 396 wage agreements renewed, 7 regional agreements',
};

const offerPlaced: Words = {
  zh: '按要约书登记的地区和总工会计入；发给企业的，按发出当日企业所在园区计入园区。',
  en: 'An offer counts in its region and under its federation; one to an enterprise also in the park where that enterprise was on the day it was sent.',
};

function definition(id: string, notes: Words, placed: Words, source: Words): Definition {
  return {
    id,
    version: 1,
    since: '2026-11-01',
    notes: { zh: notes.zh + placed.zh, en: `${notes.en} ${placed.en}` },
    source,
  };
}

function part(counts: Counted, zh: string, en: string, column: string): Part {
  return { name: { zh, en }, counts, column };
}

export const bargainingOffersSent: Metric = {
  id: 'bargaining_offers_sent',
  name: { zh: '发出工资集体协商要约书数', en: 'bargaining offers sent' },
  formula: {
    zh: '期间内发出的工资集体协商要约书份数',
    en: 'offers to bargain over wages that were sent in the period',
  },
  numerator: part('offers', '发出要约书份数', 'offers sent', 'offer_count'),
  denominator: null,
  unit: 'count',
  better: 'higher',
  shape: 'count',
  time: 'flow',
  definition: definition(
    'bargaining_offers_sent',
    {
      zh: '按发出日计入期间；一份要约书算一份，不论发给企业还是区域、行业的雇主方。',
      en: 'Counted in the period in which it was sent; an offer counts once, whether to one enterprise or to the employers of a region or an industry.',
    },
    offerPlaced,
    summary,
  ),
  disclosure: 'public',
  mart: 'bargaining_offer',
  scopes,
};

export const bargainingOfferReplyInTimeShare: Metric = {
  ...bargainingOffersSent,
  id: 'bargaining_offer_reply_in_time_share',
  name: { zh: '要约按时答复率', en: 'share of offers replied to in time' },
  formula: {
    zh: '答复期限在期间内的要约书中，在期限当日及以前答复的份数 ÷ 答复期限在期间内的要约书份数',
    en: 'offers replied to on or before their last day ÷ offers whose last day for a reply lies in the period',
  },
  numerator: part('offers', '按时答复的要约书', 'offers replied to in time', 'replied_in_time_count'),
  denominator: part('offers', '到期应答复的要约书', 'offers due for a reply', 'due_count'),
  unit: 'share',
  shape: 'ratio',
  definition: definition(
    'bargaining_offer_reply_in_time_share',
    {
      zh: '按答复期限计入期间，期限未到的不算，早答复的到期限日才计入；同意、拒绝、正在协商都算答复；期限各地不同，以要约书登记的日期为准。',
      en: 'Counted in the period of the last day for a reply; one that is not due yet is not counted, even when replied to early. Accepting, refusing and negotiating are all replies. Deadlines differ from place to place: the registered day counts.',
    },
    offerPlaced,
    {
      zh: '各地集体协商条例的答复期限：山东 10 日、杭州 10 个工作日、上海 15 日、北京 20 日；江苏未见',
      en: 'deadlines for a reply in local rules: Shandong 10 days, Hangzhou 10 working days, Shanghai 15, Beijing 20; none seen for Jiangsu',
    },
  ),
};

export const bargainingOfferConversionRate: Metric = {
  ...bargainingOfferReplyInTimeShare,
  id: 'bargaining_offer_conversion_rate',
  name: { zh: '要约签约转化率', en: 'conversion of bargaining offers' },
  formula: {
    zh: '期间内发出的要约书中，已有协议写明由其促成的份数 ÷ 期间内发出的要约书份数',
    en: 'offers sent in the period that a signed agreement names as what led to it ÷ offers sent in the period',
  },
  numerator: part('offers', '已促成协议的要约书', 'offers that led to an agreement', 'converted_count'),
  denominator: part('offers', '发出要约书份数', 'offers sent', 'offer_count'),
  definition: definition(
    'bargaining_offer_conversion_rate',
    {
      zh: '只认写明要约书编号的协议；一份要约促成几份协议只算一次；续签数 ÷ 要约数不是转化率，续签未必由这些要约促成。按要约发出日计入期间，以发布当晚所知为准：以后签订的协议仍会提高其要约所在期间的转化率。',
      en: 'Only agreements that name the offer count, and an offer that led to several counts once. Renewals ÷ offers is no conversion rate: renewals need not come from those offers. Counted in the period in which the offer was sent, as known on the night of publication: an agreement signed later still raises the period of its offer.',
    },
    offerPlaced,
    summary,
  ),
};

export const bargainingOffersOverdue: Metric = {
  ...bargainingOffersSent,
  id: 'bargaining_offers_overdue',
  name: { zh: '逾期未答复的要约书数', en: 'bargaining offers overdue' },
  formula: {
    zh: '当日已过答复期限仍未答复的要约书份数',
    en: 'offers without a reply whose last day for one is over on the day',
  },
  numerator: part('offers', '逾期未答复的要约书', 'offers overdue', 'overdue_count'),
  better: 'lower',
  time: 'stock',
  definition: definition(
    'bargaining_offers_overdue',
    {
      zh: '期限当日不算逾期，次日起算；答复之日起不再计入；企业已注销或迁出的不再计入。',
      en: 'Overdue from the day after the last day for a reply until the day of the reply; an offer to an enterprise that has closed or moved away counts no more.',
    },
    offerPlaced,
    {
      zh: '工资集体协商要约制度：雇主方应在规定期限内书面答复',
      en: 'the rules on bargaining offers: employers reply in writing by the deadline',
    },
  ),
  mart: 'offer_overdue',
};
