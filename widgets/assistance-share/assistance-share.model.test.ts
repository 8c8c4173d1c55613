import { describe, expect, test } from 'vitest';
import { assistanceShareAnswer, counts, without } from '../fixtures/answers.ts';
import { assistanceShare } from './assistance-share.model.ts';

const answer = assistanceShareAnswer();

describe('the sentence', () => {
  test('says paid, reached, share, what is unclassified, and both spending shares', () => {
    expect(assistanceShare(answer, 'zh-CN').sentence).toBe(
      '2026年1月1日至2026年11月20日，射阳县已发帮扶资金17.19万元，其中12.64万元到达一线和困难职工，占73.55%；另有6.89%未分类。' +
        '同期工会经费支出中，用于职工（宽口径）：68.15%；用于一线职工（严口径）：32.42%。',
    );
  });

  test('assistance that is known to an earlier day than spending says both days, and the earlier one stands under the title', () => {
    const page = assistanceShare({ ...answer, assistance: { ...answer.assistance, asOf: '2026-10-31' } }, 'zh-CN');
    expect(page.day).toBe('2026-10-31');
    expect(page.sentence).toContain('2026年1月1日至2026年10月31日，射阳县已发帮扶资金');
    expect(page.sentence).toContain('。截至2026年11月20日的本年工会经费支出中，用于职工');
  });

  test('a suppressed share says so and no amount', () => {
    const page = assistanceShare(
      { ...answer, assistance: { ...answer.assistance, ...without('SUPPRESSED') } },
      'zh-CN',
    );
    expect(page.sentence).toContain('射阳县帮扶资金到达一线和困难职工的比例：数据量过小，不予公布。');
    expect(page.sentence).not.toContain('17.19');
    expect(page.headline[0]?.notes.filter(Boolean)).toEqual([]);
  });

  test('spending of nothing is not applicable', () => {
    const page = assistanceShare({ ...answer, spendingBroad: { ...answer.spendingBroad, ...counts(0, 0) } }, 'zh-CN');
    expect(page.sentence).toContain('用于职工（宽口径）：不适用');
  });
});

describe('the place table', () => {
  const rows = (places: typeof answer) =>
    assistanceShare(places, 'zh-CN').tables[0]?.rows.map((row) => row.cells.map((cell) => cell.text));

  test('unclassified money stands apart from the share and is part of what was paid', () => {
    expect(rows(answer)?.[1]).toEqual(['海河镇', '82.50%', '7.55%', '22,400.00', '27,150.00']);
  });

  test('a suppressed place shows no number at all', () => {
    const suppressed = rows(answer)?.find(([name]) => name === '特庸镇');
    expect(suppressed).toEqual(['特庸镇', '数据量过小，不予公布', '–', '–', '–']);
  });

  test('a federation without towns shows the federations below it', () => {
    const federation = { ...answer, towns: { rows: [] }, federations: answer.towns };
    expect(rows(federation)).toEqual(rows(answer));
  });
});
