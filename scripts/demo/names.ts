import type { Random } from './random.ts';

/** Invented names: brand syllables that belong to no one, the trade, the form of company. No person is named anywhere. */
const FIRST = [...'沧鹤晏澜汀霁岚陌翎郁湛淞砚曜菘蓼棠槿珩琅沅漪澍霖煦旻昀晗皓睿'];
const SECOND = [...'岐穗禾湾渚桓柯朴岑垚堃筠蔚菁莘蕴翊翀骁骐驰铮钧锴铄铎韬彧弈衡'];
const THIRD = ['', '', '', '达', '源', '盛', '泰', '和', '立', '科'];

/** Draws brands that were not drawn before. */
export class Brands {
  private readonly used = new Set<string>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  draw(): string {
    while (true) {
      const brand = this.random.pick(FIRST) + this.random.pick(SECOND) + this.random.pick(THIRD);
      if (this.used.has(brand)) continue;
      this.used.add(brand);
      return brand;
    }
  }
}

/** Trades by industry class of GB/T 4754 (section and division), as they stand in a company's name. */
export const trades: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  A: { A01: ['农业科技', '生态农业', '粮食种植'], A03: ['畜禽养殖', '牧业'], A04: ['水产养殖', '海水养殖', '渔业'] },
  C: {
    C13: ['粮油', '米业', '水产食品', '饲料'],
    C14: ['食品', '调味品'],
    C17: ['纺织', '棉纺', '印染', '丝绸', '家纺'],
    C18: ['服饰', '服装', '针织'],
    C20: ['木业', '包装材料'],
    C21: ['家具'],
    C26: ['化工', '新材料', '助剂'],
    C27: ['药业', '中药饮片', '生物医药'],
    C29: ['塑业', '橡塑制品'],
    C30: ['建材', '玻璃制品', '新型墙材'],
    C33: ['金属制品', '五金', '钢构'],
    C34: ['机械', '通用设备', '泵阀', '轴承'],
    C35: ['环保设备', '农业机械', '专用装备'],
    C36: ['汽车零部件'],
    C38: ['电器', '电缆', '风电装备', '光伏科技'],
    C39: ['电子', '电子元件', '光电'],
  },
  D: { D44: ['热电', '新能源发电', '风力发电'], D46: ['供水', '水务'] },
  E: { E47: ['建筑工程', '建设'], E50: ['装饰工程', '建筑安装'], E48: ['市政工程', '水利工程'] },
  F: { F51: ['贸易', '物资', '农资', '供应链'], F52: ['商贸', '超市', '电子商务', '汽车销售'] },
  G: { G54: ['运输', '物流', '货运'], G55: ['航运', '港口服务'], G59: ['仓储', '冷链仓储'], G60: ['快递'] },
  H: { H61: ['酒店', '宾馆'], H62: ['餐饮', '餐饮管理'] },
  I: { I64: ['网络科技'], I65: ['软件', '信息技术'] },
  J: { J66: ['小额贷款'], J68: ['保险代理'] },
  K: { K70: ['物业服务', '置业'] },
  L: { L72: ['人力资源', '企业管理咨询', '保安服务', '广告传媒'] },
  M: { M74: ['检测技术', '工程设计'], M75: ['科技服务'] },
  N: { N77: ['环境工程'], N78: ['园林绿化', '市政养护'] },
  O: { O80: ['家政服务', '洗涤服务'], O81: ['汽车维修'] },
  P: { P83: ['职业培训', '教育咨询'] },
  Q: { Q84: ['口腔医疗', '康复医院'], Q85: ['养老服务'] },
  R: { R88: ['文化传播'], R90: ['旅游发展', '健身服务'] },
};

const SMALL_FORMS = { 有限公司: 80, 经营部: 6, 厂: 8, 中心: 6 };

/** A company's name, e.g. 射阳鹤岐纺织有限公司. Firms of 100 workers and more may carry the province. */
export function companyName(random: Random, brands: Brands, trade: string, workers: number, section: string): string {
  const place =
    workers >= 100
      ? random.weighted({ 江苏: 60, 盐城: 15, 射阳: 25 })
      : random.weighted({ 射阳: 45, 射阳县: 35, 盐城: 20 });
  const form =
    workers >= 300 && random.chance(0.25)
      ? '股份有限公司'
      : workers < 15 && section !== 'C' && section !== 'J'
        ? random.weighted(SMALL_FORMS)
        : workers < 15 && section === 'C'
          ? random.weighted({ 有限公司: 80, 厂: 20 })
          : '有限公司';
  return `${place}${brands.draw()}${trade}${form}`;
}

const VILLAGES = [
  '滨兴',
  '新港',
  '双洋',
  '海堤',
  '条心',
  '东厦',
  '北沙',
  '同胜',
  '耦耕',
  '凤鸣',
  '六份',
  '阜余',
  '竹港',
  '中沙',
  '新洋',
  '永丰',
  '合兴',
  '利民',
  '条港',
  '沙港',
  '四中',
  '建港',
  '兴南',
  '通洋',
  '新坍河',
  '洋中',
  '南港',
  '三岔',
  '东坝',
  '川彭',
];

/** Names of villages and communities for joint unions; common words, not a list of real villages. */
export function villageName(random: Random, isSeat: boolean): string {
  return random.pick(VILLAGES) + (isSeat ? '社区' : '村');
}
