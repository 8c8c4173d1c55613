import { villageName } from '../names.ts';
import { type Area, areaName } from '../places.ts';
import type { Random } from '../random.ts';

/** What industry unions of a trade are called, by the code of its federation. */
const TRADE_NAMES: Readonly<Record<string, readonly string[]>> = {
  '320924-TRA': ['物流行业', '货运行业', '快递行业'],
  '320924-CON': ['建筑装饰行业', '建筑安装行业', '市政工程行业'],
  '320924-COM': ['餐饮行业', '商贸零售行业', '家政服务行业'],
};

/** Names unions of several firms; a name that was given before gets a number. */
export class GroupNames {
  private readonly given = new Map<string, number>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  ofTrade(trade: string): string {
    return this.numbered(`射阳县${this.random.pick(TRADE_NAMES[trade] ?? ['综合行业'])}`);
  }

  ofArea(kind: 'joint' | 'regional', area: Area): string {
    const place = areaName(area);
    if (area.park) return this.numbered(place + (kind === 'regional' ? '小微企业区域性' : '企业联合'));
    const village = villageName(this.random, area.character === 'seat');
    if (kind === 'regional') return this.numbered(`${place}${village}区域性`);
    // 村企联合: a village and its firms, a joint union like any other.
    const withVillage = area.character === 'rural' && this.random.chance(0.2);
    return this.numbered(withVillage ? `${place}${village.replace(/村$/u, '')}村企联合` : `${place}${village}企业联合`);
  }

  private numbered(name: string): string {
    const count = (this.given.get(name) ?? 0) + 1;
    this.given.set(name, count);
    return count === 1 ? `${name}工会委员会` : `${name}第${chineseNumber(count)}工会委员会`;
  }
}

/** 1 to 99 in Chinese. */
function chineseNumber(number: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  if (number < 10) return digits[number] as string;
  const tens = Math.floor(number / 10);
  return `${tens > 1 ? digits[tens] : ''}十${digits[number % 10]}`;
}
