import { createHash } from "node:crypto"
import { CAPPED } from "../crash/provider"
import { DAY, dayOf, HOUR, MINUTE, momentOf, nextDay, weekdayOf } from "./clocks"
import { type Condition, holds, type Segments } from "./conditions"
import { type Node, nextOf, nodeOf, type PlanInModel, ruleOf, type Stay } from "./plan-in-model"

const UNITS: Record<string, number> = { minutes: MINUTE, hours: HOUR, days: DAY, weeks: 7 * DAY }
export const lengthOf = (span: unknown): number => {
  const { amount, unit } = span as { amount: number; unit: string }
  return amount * UNITS[unit]!
}

export type Around = {
  now: number
  zone: string
  segments: Segments
  /** Puts the one who walks on a list, or takes them off it. */
  list: (segment_id: string, how: "add" | "remove") => void
}
type Answer = { port: string; reason?: string } | { until: number } | { leave: string }

/** The model's reading of the cards: what one of them says to one person who stands there. It gives what it gives at once. */
function ask(plan: PlanInModel, stay: Stay, node: Node, around: Around): Answer {
  const { person } = stay
  const { now, zone } = around
  const matches = (rule: Condition) =>
    holds(rule, person, {
      ...{ now, segments: around.segments, entered: stay.entered },
      passed: (node) => passedAt(stay, node),
    })
  const { settings } = node
  switch (node.kind) {
    case "filter":
      return { port: matches(ruleOf(node)) ? "yes" : "no" }
    case "branch": {
      const ways = settings.ways as { id: string; rule: Condition }[]
      return { port: ways.find(({ rule }) => matches(rule))?.id ?? "else" }
    }
    case "split-test": {
      let end = 0
      const lot = 100 * chanceOf(`${plan.no}:${person.pid}:${node.id}`)
      for (const { id, share } of settings.variants as { id: string; share: number }[]) {
        end += share
        if (lot < end) return { port: id }
      }
      throw new Error("The shares do not make a hundred.")
    }
    case "wait":
      return until(stay.arrived + lengthOf(settings), now)
    case "wait-until":
      return untilOnHerClock(momentFor(settings, stay, now, clockOf(settings, stay, zone)), settings, now)
    case "wait-for-event": {
      const over = stay.arrived + lengthOf(settings.at_most)
      const did = person.deeds.some(
        ({ name, at }) => name === settings.event && at >= stay.arrived && at < over,
      )
      if (did) return { port: "happened" }
      return now < over ? { until: over } : { port: "timeout" }
    }
    case "do-nothing":
      return { port: "out" }
    case "exit":
      return { leave: (settings.reason as string | undefined) ?? "exit" }
    case "tags":
      for (const tag of settings.remove as string[]) person.tags.delete(tag)
      for (const tag of settings.add as string[]) person.tags.add(tag)
      return { port: "out" }
    case "attributes":
      for (const { field, value } of settings.changes as { field: string; value: string }[]) {
        const key = field.replace("profile.attributes.", "")
        if (settings.mode === "overwrite" || !person.attributes.has(key)) person.attributes.set(key, value)
      }
      return { port: "out" }
    case "segment-membership": {
      around.list(settings.segment_id as string, settings.how as "add" | "remove")
      return { port: "out" }
    }
    case "lead-score":
      change(plan.scores, person.pid, settings.amount as number)
      return { port: "out" }
    case "assign-rep":
      plan.reps.add(person.pid)
      return { port: "out" }
    case "benefit-block":
      person.blocked = settings.action === "block"
      return { port: "out" }
    case "webhook":
      plan.calls.push(visitName(stay))
      return { port: "out" }
    case "benefit:points":
      if (person.blocked) return BLOCKED
      change(plan.points, person.pid, settings.amount as number)
      person.points += settings.amount as number
      return { port: "granted" }
    case "benefit:coupon":
      if (person.blocked) return BLOCKED
      change(plan.coupons, person.pid, 1)
      person.coupons++
      return { port: "granted" }
    case "take-back": {
      const ofPlan = settings.what === "points-of-plan" ? plan.points : plan.coupons
      const had = ofPlan.get(person.pid) ?? 0
      ofPlan.set(person.pid, 0)
      if (settings.what === "points-of-plan") person.points -= had
      else person.coupons -= had
      return had > 0 ? { port: "taken" } : { port: "nothing", reason: "nothing_to_take" }
    }
    default:
      if (node.kind.startsWith("message:")) plan.messages.push(visitName(stay))
      if (node.kind === `message:${CAPPED}`) return oneADay(plan, stay, around)
      return { port: "out" }
  }
}

const BLOCKED: Answer = { port: "refused", reason: "blocked" }

/** Nobody gets more than one in a day of their own calendar; who is refused takes the other way. */
function oneADay(plan: PlanInModel, stay: Stay, { now, zone }: Around): Answer {
  const day = dayOf(now, stay.person.zone ?? zone)
  if (stay.person.told.has(day)) {
    plan.refused.push(visitName(stay))
    return { port: "not_sent", reason: "capped" }
  }
  stay.person.told.add(day)
  return { port: "out" }
}

/** When somebody went on from a card the last time; from where they came in, as they came in. */
function passedAt({ path, entry, entered }: Stay, node: string): number | null {
  const last = path.filter((step) => step.startsWith(`${node}.`)).at(-1)
  if (last) return Number(last.slice(last.lastIndexOf("@") + 1))
  return node === entry ? entered : null
}

/** Moves somebody on until they rest or are out. Who meets a goal is out before anything else is asked. */
export function walk(plan: PlanInModel, stay: Stay, around: Around): void {
  const { now, segments } = around
  if (stay.person.deleted) {
    note(stay, null, "customer_deleted", now)
    end(stay, "left", "customer_deleted", now)
    return
  }
  const goal = stay.canvas.nodes.find(
    (node) =>
      node.kind === "goal" && holds(ruleOf(node), stay.person, { now, entered: stay.entered, segments }),
  )
  if (goal) {
    note(stay, null, "goal", now)
    stay.path.push(`${goal.id}.1:- goal@${now}`)
    end(stay, "left", "goal", now)
    return
  }
  for (;;) {
    const answer = ask(plan, stay, nodeOf(stay, stay.node), around)
    if ("until" in answer) {
      stay.due = answer.until
      return
    }
    if ("leave" in answer) {
      note(stay, null, answer.leave, now)
      end(stay, "left", answer.leave, now)
      return
    }
    note(stay, answer.port, null, now)
    const next = nextOf(stay, stay.node, answer.port)
    if (next === null) {
      end(stay, "through", answer.reason ?? null, now)
      return
    }
    arrive(stay, next, now)
  }
}

export function arrive(stay: Stay, node: string, at: number): void {
  stay.node = node
  stay.arrived = at
  stay.due = at
  stay.visits.set(node, (stay.visits.get(node) ?? 0) + 1)
}

export function end(stay: Stay, state: Stay["state"], reason: string | null, now: number): void {
  Object.assign(stay, { state, reason, ended: now, due: Number.POSITIVE_INFINITY })
}

const visitOf = (stay: Stay): number => stay.visits.get(stay.node)!
const visitName = (stay: Stay): string => `${stay.person.pid} ${stay.node} ${visitOf(stay)}`
export const note = (stay: Stay, port: string | null, reason: string | null, now: number) =>
  stay.path.push(`${stay.node}.${visitOf(stay)}:${port ?? "-"}${reason ? ` ${reason}` : ""}@${now}`)
const until = (at: number, now: number): Answer => (now < at ? { until: at } : { port: "out" })
/** By her own clock one looks once more when it may be that moment anywhere: she may have moved house. */
const untilOnHerClock = (at: number, { zone }: Record<string, unknown>, now: number): Answer => {
  const look = at - 26 * HOUR
  return zone === "customer" && look > now ? { until: look } : until(at, now)
}
const change = (counts: Map<number, number>, pid: number, by: number) =>
  counts.set(pid, (counts.get(pid) ?? 0) + by)
const clockOf = (settings: Record<string, unknown>, { person }: Stay, zone: string): string =>
  settings.zone === "customer" ? (person.zone ?? zone) : zone

/** The first 48 bits of a hash, as a share of one. */
export const chanceOf = (text: string): number =>
  createHash("sha256").update(text).digest().readUIntBE(0, 6) / 2 ** 48

function momentFor(settings: Record<string, unknown>, stay: Stay, now: number, zone: string): number {
  const { until, at, time, to, days } = settings as Record<string, string> & { days: string[] }
  if (until === "date") return momentOf(at!, zone)
  const isMeant = (day: string) => days.length === 0 || days.includes(weekdayOf(day))
  if (until === "weekday")
    for (let day = dayOf(stay.arrived, zone); ; day = nextDay(day))
      if (isMeant(day) && momentOf(`${day}T${time}`, zone) > stay.arrived)
        return momentOf(`${day}T${time}`, zone)
  for (let day = nextDay(dayOf(now, zone), -1); ; day = nextDay(day)) {
    const opens = momentOf(`${day}T${time}`, zone)
    const closes = momentOf(`${to! > time! ? day : nextDay(day)}T${to}`, zone)
    if (isMeant(day) && closes > now) return Math.max(opens, now)
  }
}
