import type { TemplateThing } from "../extension/segment-template"

type Text = [en: string, zhCN: string]
type Bounds = { min?: number; max?: number }
/** Ten years: further back nobody means. */
const MOST_DAYS = 3650
const MOST_TIMES = 1000
/** Ten million whole units of a currency with cents. */
const MOST_MONEY = 1_000_000_000
const MOST_THINGS = 100

const TIMES = { en: "times", zhCN: "次" }

const named = <Id extends string>(id: Id, [en, zhCN]: Text) => ({ id, label: { en, zhCN } })

/** A span of time in days. */
export const days = <Id extends string>(
  id: Id,
  label: Text,
  given: number,
  { min = 1, max = MOST_DAYS }: Bounds = {},
) => ({ ...named(id, label), type: "days", default: given, min, max }) as const

export const hours = <Id extends string>(id: Id, label: Text, given: number) =>
  ({ ...named(id, label), type: "hours", default: given, min: 1, max: 24 * 30 }) as const

export const times = <Id extends string>(id: Id, label: Text, given: number, { min = 1 }: Bounds = {}) =>
  ({ ...named(id, label), type: "count", default: given, min, max: MOST_TIMES, unit: TIMES }) as const

/** A plain number of something: of points, of a score, of years. */
export const number = <Id extends string>(
  id: Id,
  label: Text,
  given: number,
  { min = 0, max, unit }: { min?: number; max: number; unit?: Text },
) =>
  ({
    ...named(id, label),
    type: "count",
    default: given,
    min,
    max,
    ...(unit ? { unit: { en: unit[0], zhCN: unit[1] } } : {}),
  }) as const

/** Minor units: the same number is a sensible start in euro, dollar and yen. */
export const amount = <Id extends string>(id: Id, label: Text, given: number) =>
  ({ ...named(id, label), type: "amount", default: given, min: 1, max: MOST_MONEY }) as const

export const things = <Id extends string, T extends TemplateThing>(
  id: Id,
  type: T,
  label: Text,
  { min = 1, max = MOST_THINGS }: Bounds = {},
) => ({ ...named(id, label), type, min, max })

/** Values of a text or choice field; none chosen: whatever they are. */
export const valuesOf = <Id extends string>(id: Id, field: string, label: Text) =>
  ({ ...named(id, label), type: "field_values", field, min: 0, max: MOST_THINGS }) as const

/** "In the last ... days" */
export const lastDays = (given: number) => days("days", ["In the last", "最近"], given)
