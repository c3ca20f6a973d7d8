import { saysSame } from "../../src/core/canvas/difference"
import type { Plan, PlanDraft } from "../api/plans"
import { goalDrafts, goalsOf } from "./goal"
import { scheduleOf, startOf, typeOf } from "./schedule/start"

type Said = Pick<Plan, "name" | "category" | "type" | "settings">

/** A plan's settings as their form holds them. */
export const valuesOf = ({ name, category, type, settings }: Said) => ({
  name,
  category,
  start: startOf(settings.schedule, type),
  holdout: settings.holdout_percent,
  attribution: settings.attribution,
  disturb: settings.do_not_disturb,
  entry: settings.entry,
  batch: settings.batch,
  goals: goalDrafts(settings),
  budget: settings.budget,
})
export type SettingsValues = ReturnType<typeof valuesOf>

/** As they are sent; what the form does not ask stays as it is in `settings`. */
const saidBy = (values: SettingsValues, settings: Plan["settings"]): Said => {
  const { name, category, start, holdout, attribution, disturb, entry, batch, goals, budget } = values
  return {
    name: name.trim(),
    category,
    type: typeOf(start),
    settings: {
      ...settings,
      schedule: scheduleOf(start),
      holdout_percent: holdout,
      attribution,
      do_not_disturb: disturb,
      entry,
      batch,
      ...goalsOf(goals),
      budget,
    },
  }
}

/**
 * What was written into a form that began with `base`, put together with what the plan says now: each setting that was not touched is as
 * somebody else left it, and where both changed one, what is written here stands.
 */
export function toSave(base: Said, values: SettingsValues, now: Said): Pick<PlanDraft, keyof Said> {
  // As the form would send it untouched, which may be another way of saying the same.
  const before = saidBy(valuesOf(base), base.settings)
  const mine = saidBy(values, base.settings)
  const pick = <K extends "name" | "category">(key: K): Said[K] =>
    (mine[key] === before[key] ? now : mine)[key]
  const names = new Set([...Object.keys(mine.settings), ...Object.keys(now.settings)]) as Set<
    keyof Plan["settings"]
  >
  const isMine = (name: keyof Plan["settings"]) => !saysSame(mine.settings[name], before.settings[name])
  const settings = Object.fromEntries(
    [...names].map((name) => [name, (isMine(name) ? mine : now).settings[name]]),
  ) as Plan["settings"]
  // When it starts is one thing with what starts it.
  const start = isMine("schedule") || mine.type !== before.type ? mine : now
  return {
    name: pick("name"),
    category: pick("category"),
    type: start.type,
    settings: { ...settings, schedule: start.settings.schedule },
  }
}

/** What a form of settings shows; a stroke on the canvas is another revision and none of it. */
export const saysSameSettings = (one: Said, other: Said): boolean =>
  one.name === other.name &&
  one.category === other.category &&
  one.type === other.type &&
  saysSame(one.settings, other.settings)
