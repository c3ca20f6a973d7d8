/** Four values that part all buyers into five groups as equal as ties allow. */
export type Cuts = [number, number, number, number]

/** Where the fifths of all buyers lie: days since the last purchase, purchases, and money in minor units of `currency`. */
export type RfmCuts = { currency: string; buyers: number; recency: Cuts; frequency: Cuts; monetary: Cuts }
export type RfmScores = { recency: number; frequency: number; monetary: number }

export const FIFTHS = [0.2, 0.4, 0.6, 0.8] as const

/** The values at the fifths of a list (PostgreSQL's percentile_disc); null for nobody. */
export function cutsOf(values: number[]): Cuts | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return FIFTHS.map((share) => sorted[Math.ceil(share * sorted.length) - 1]!) as Cuts
}

const above = (value: number, cuts: Cuts): number => cuts.filter((cut) => value > cut).length

/** From 1 to 5, 5 being best; equal values score the same. Few days since the last purchase are good. */
export const rfmOf = (
  bought: { days: number; purchases: number; net: number },
  cuts: RfmCuts,
): RfmScores => ({
  recency: 5 - above(bought.days, cuts.recency),
  frequency: 1 + above(bought.purchases, cuts.frequency),
  monetary: 1 + above(bought.net, cuts.monetary),
})

export const RFM_LABELS = {
  champions: { en: "Champions", zhCN: "冠军客户" },
  loyal: { en: "Loyal", zhCN: "忠诚客户" },
  potential_loyal: { en: "Potentially loyal", zhCN: "潜在忠诚客户" },
  recent: { en: "Recent", zhCN: "近期新客" },
  promising: { en: "Promising", zhCN: "有潜力客户" },
  need_attention: { en: "Need attention", zhCN: "需要关注" },
  about_to_sleep: { en: "About to sleep", zhCN: "即将沉睡" },
  at_risk: { en: "At risk", zhCN: "有流失风险" },
  cannot_lose: { en: "Cannot lose them", zhCN: "不可失去" },
  hibernating: { en: "Hibernating", zhCN: "休眠客户" },
  lost: { en: "Lost", zhCN: "已流失" },
} satisfies Record<string, { en: string; zhCN: string }>
export type RfmClass = keyof typeof RFM_LABELS
export const RFM_CLASSES = Object.keys(RFM_LABELS) as RfmClass[]

/** A row for each recency from 1 to 5; in it, a class for each value from 1 to 5. */
export const RFM_GRID: RfmClass[][] = [
  ["lost", "hibernating", "at_risk", "cannot_lose", "cannot_lose"],
  ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
  ["about_to_sleep", "need_attention", "need_attention", "loyal", "loyal"],
  ["promising", "potential_loyal", "loyal", "loyal", "champions"],
  ["recent", "potential_loyal", "loyal", "champions", "champions"],
]

/** The usual name for these scores: by recency, and by the mean of frequency and monetary, a half rounded up. */
export const rfmClassOf = ({ recency, frequency, monetary }: RfmScores): RfmClass =>
  RFM_GRID[recency - 1]![Math.floor((frequency + monetary + 1) / 2) - 1]!
