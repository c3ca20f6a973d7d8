import { INTENT_LABELS, INTENTS } from "../core/lifecycle/lead-score"
import { RFM_CLASSES, RFM_GRID, RFM_LABELS, type RfmScores, rfmClassOf } from "../core/lifecycle/rfm"
import { STAGE_LABELS, STAGES } from "../core/lifecycle/stage"
import { defineField, type FieldDefinition } from "../extension/field"
import type { Labels } from "../extension/labels"

type Score = RfmScores & { stage: string; intent: string; lead_score: number }
type Scored = { recency: number | null } & Omit<Score, "recency">
const scoreOf = (row: Record<string, unknown>) => (row.score ?? null) as Scored | null

/** One value of somebody's row, for everybody at once or one by one. */
const read = (value: string): Pick<FieldDefinition, "sql" | "each"> => ({
  each: { from: "marketing_score s", pid: "s.pid", value, single: true },
  sql: () => `(select ${value} from marketing_score s where s.pid = p.pid)`,
})
const FAMILY = "lifecycle"

/** A column of what was last computed of somebody; unknown before the first time. */
const scored = (
  name: keyof Score,
  type: "choice" | "number",
  label: Labels,
  more: Partial<FieldDefinition> = {},
): FieldDefinition =>
  defineField({
    id: `${FAMILY}.${name}`,
    family: FAMILY,
    label,
    type,
    ...read(`s.${name}`),
    memory: (row) => scoreOf(row)?.[name] ?? null,
    ...more,
  })

const fromOneToFive: Labels = {
  en: "From 1 to 5, 5 is best; unknown for who never bought",
  zhCN: "1 到 5 分，5 分最好；从未购买者未知",
}

const grid = `array[${RFM_GRID.flat()
  .map((name) => `'${name}'`)
  .join(", ")}]`

const rfmClass = defineField({
  id: "lifecycle.rfm_class",
  family: FAMILY,
  label: { en: "RFM class", zhCN: "RFM 分层" },
  explanation: {
    en: "By recency, and by the mean of frequency and monetary score",
    zhCN: "按最近购买得分以及频次与金额得分的平均值划分",
  },
  type: "choice",
  choices: RFM_CLASSES.map((value) => ({ value, label: RFM_LABELS[value] })),
  ...read(`(${grid})[(s.recency - 1) * 5 + (s.frequency + s.monetary + 1) / 2]`),
  memory: (row) => {
    const score = scoreOf(row)
    return score && score.recency !== null ? rfmClassOf(score as RfmScores) : null
  },
})

/** Where somebody stands with the store; computed at midnight, and within moments of what they do. */
export const lifecycleFields = [
  scored(
    "stage",
    "choice",
    { en: "Lifecycle stage", zhCN: "生命周期阶段" },
    { choices: STAGES.map((value) => ({ value, label: STAGE_LABELS[value] })) },
  ),
  scored(
    "intent",
    "choice",
    { en: "Intent to buy", zhCN: "购买意向" },
    { choices: INTENTS.map((value) => ({ value, label: INTENT_LABELS[value] })) },
  ),
  scored(
    "lead_score",
    "number",
    { en: "Lead score", zhCN: "线索评分" },
    {
      explanation: {
        en: "From 0 to 100, by what somebody did since their last purchase",
        zhCN: "0 到 100 分，根据上次购买以来的行为计算",
      },
    },
  ),
  rfmClass,
  scored(
    "recency",
    "number",
    { en: "Recency score", zhCN: "最近购买得分（R）" },
    { explanation: fromOneToFive },
  ),
  scored(
    "frequency",
    "number",
    { en: "Frequency score", zhCN: "购买频次得分（F）" },
    { explanation: fromOneToFive },
  ),
  scored(
    "monetary",
    "number",
    { en: "Monetary score", zhCN: "购买金额得分（M）" },
    { explanation: fromOneToFive },
  ),
]
