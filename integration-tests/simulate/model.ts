import { createHash } from "node:crypto"
import { hearNews, type News } from "./catalog"
import { DAY, HOUR, momentOf, nextDay } from "./clocks"
import { type Condition, deedsIn, holds, type Person, type Segments } from "./conditions"
import { beginOf, firingsAfter, firstFiring, looksAround, spanOf } from "./firings"
import { comersOf, type DrawLots } from "./groups"
import {
  type Canvas,
  type Heard,
  type NodeMap,
  nextOf,
  nodeOf,
  type PlanInModel,
  type Sketch,
  type Stay,
} from "./plan-in-model"
import { arrive, end, lengthOf, note, walk } from "./walk"

/** What a plan means that limits how people come in and does not say how often. */
const ONCE = { times: 1, per: "plan" as const }
/** No span of its own. */
const ALWAYS = { opens: Number.NEGATIVE_INFINITY, closes: Number.POSITIVE_INFINITY }
const recordedAs = (did: string): string => (did === "purchase" ? "order_paid" : did)

/**
 * What should become of everybody, worked out in memory one person at a time: no tables, no batches, no leases, no
 * wake-ups. At each moment that is looked at, it looks at everything.
 */
export function createModel(given: { zone: string; people: Person[]; segments: Segments; draw: DrawLots }) {
  const { zone, people, segments, draw } = given
  const plans: PlanInModel[] = []
  const isGoing = ({ state }: PlanInModel) => state === "running"

  function publish(sketch: Sketch, of: { no: number; id: string }, now: number): void {
    const isTriggered = sketch.type === "triggered"
    const { opens, closes } = isTriggered ? spanOf(sketch, zone) : ALWAYS
    const next = !isTriggered
      ? firstFiring(sketch, now, zone)
      : opens > now
        ? { slot: "open", due: opens }
        : null
    const begun = next === null || next.due <= now
    plans.push({
      ...sketch,
      ...of,
      state: begun ? "running" : "scheduled",
      begun,
      published: now,
      pauses: [],
      opens,
      closes,
      versions: [sketch.canvas],
      next,
      stays: [],
      heard: [],
      looked: new Set(),
      points: new Map(),
      coupons: new Map(),
      messages: [],
      refused: [],
      calls: [],
      scores: new Map(),
      reps: new Set(),
    })
  }

  /** The plan goes on by another drawing for whoever comes in from now on; who is inside finishes by theirs. */
  function publishAgain(plan: PlanInModel, canvas: Canvas, now: number): void {
    // Paused over its beginning, it has begun with the new version.
    if (plan.type === "triggered" && plan.next && plan.next.due <= now)
      Object.assign(plan, { next: null, begun: true })
    plan.versions.push(canvas)
    plan.canvas = canvas
  }

  /** Whoever is in an older version goes on in the last one: where they stand, at another card, or not at all. */
  function move(plan: PlanInModel, from: Canvas, map: NodeMap, now: number): void {
    for (const stay of plan.stays.filter((one) => one.state === "inside" && one.canvas === from)) {
      const before = nodeOf(stay, stay.node)
      const wish = map[stay.node]
      stay.canvas = plan.canvas
      stay.isMoved = true
      // Whose turn has not come yet keeps her time.
      const due = Math.max(now, stay.arrived)
      if (wish === undefined) {
        const after = nodeOf(stay, stay.node)
        if (JSON.stringify(before.settings) !== JSON.stringify(after.settings)) stay.due = due
      } else if (typeof wish === "string") {
        note(stay, null, "moved", now)
        arrive(stay, wish, due)
      } else {
        note(stay, null, wish.leave, now)
        end(stay, "left", wish.leave, now)
      }
    }
  }

  /** Somebody does something: it is remembered, and heard by the plans that listen for it. */
  function does(person: Person, name: string, now: number, { trusted }: { trusted: boolean }): void {
    person.deeds.push({ name, at: now })
    hear(person, recordedAs(name), `${name} ${now}`, now, trusted)
  }

  function hear(person: Person, name: string, key: string, now: number, trusted: boolean): void {
    for (const plan of plans) {
      if (plan.state === "ended") continue
      for (const [canvas, node] of plan.versions.flatMap((one) =>
        one.nodes.map((node) => [one, node] as const),
      )) {
        const same = { node: node.id, canvas, person, name, at: now, key, trusted }
        if (node.kind.startsWith("trigger:") && (canvas !== plan.canvas || now < plan.opens)) continue
        const { event, wait, rule, segment_id } = node.settings as Record<string, unknown> & {
          rule: Condition
        }
        if (node.kind === "trigger:did-something" && recordedAs(event as string) === name)
          plan.heard.push({ ...same, due: now + (wait ? lengthOf(wait) : 0), starts: true })
        if (node.kind === "trigger:segment-entered" && name === `segment_entered:${segment_id}`)
          plan.heard.push({ ...same, due: now, starts: true })
        if (node.kind === "wait-for-event" && recordedAs(event as string) === name)
          plan.heard.push({ ...same, due: now, starts: false })
        if (node.kind === "goal" && deedsIn(rule).map(recordedAs).includes(name))
          plan.heard.push({ ...same, due: now, starts: false })
      }
    }
  }

  /** The price or the stock of a product is another, or a promotion begins. */
  function news(told: News, now: number): void {
    for (const plan of plans) hearNews(plan, told, { segments, people, now })
  }

  /** A merchant or a plan puts somebody on a list, or takes them off it. */
  function list(segment_id: string, person: Person, how: "add" | "remove", now: number): void {
    const { members } = segments.get(segment_id) as { members: Set<number> }
    if (members.has(person.pid) === (how === "add")) return
    members[how === "add" ? "add" : "delete"](person.pid)
    const way = how === "add" ? "entered" : "left"
    hear(person, `segment_${way}:${segment_id}`, `${way} ${now}`, now, true)
  }

  /** Everything that is due at this moment, until nothing is. */
  async function settle(now: number): Promise<void> {
    for (const plan of plans) if (isFiring(plan, now)) await fire(plan, now)
    for (const plan of plans) lookAtDay(plan, now)
    for (const plan of plans) takeHeard(plan, now)
    for (const plan of plans)
      for (const stay of plan.stays)
        if (isGoing(plan) && stay.state === "inside" && stay.due <= now)
          walk(plan, stay, { now, zone, segments, list: (id, how) => list(id, stay.person, how, now) })
    for (const plan of plans) closeIfOver(plan, now)
    // Who was put on a list may be heard by another plan.
    if (plans.some((plan) => plan.heard.some(({ due }) => due <= now))) await settle(now)
  }

  const isFiring = (plan: PlanInModel, now: number) =>
    (plan.state === "running" || plan.state === "scheduled") && plan.next !== null && plan.next.due <= now

  async function fire(plan: PlanInModel, now: number): Promise<void> {
    let { slot } = plan.next!
    plan.next = null
    // Firings that were slept through run once, the latest.
    if (plan.type === "recurring")
      for (const later of firingsAfter(plan, slot, zone)) {
        if (later.due > now) {
          plan.next = later
          break
        }
        slot = later.slot
      }
    plan.state = "running"
    plan.begun = true
    if (plan.type === "triggered") return
    const comers = await comersOf({ plan, people, segments, now, slot, draw })
    const { batch, schedule } = plan.settings
    comers.forEach(({ person, door }, index) => {
      if (person.deleted || refusal(plan, person, now)) return
      const own = schedule?.zone === "customer" && schedule.at !== "now"
      const wall = (schedule?.at as string | undefined) ?? slot
      const clock = own ? momentOf(wall, person.zone ?? zone) : now
      const wave = batch ? Math.floor(index / batch.size) * batch.every_minutes * 60_000 : 0
      enter(plan, person, {
        key: slot,
        entry: door.node,
        to: door.to,
        due: Math.max(now, clock) + wave,
        now,
      })
    })
  }

  function enter(
    plan: PlanInModel,
    person: Person,
    at: { key: string; entry: string; to: string | null; due: number; now: number; about?: string },
  ): void {
    const { key, entry, to, now } = at
    const percent = plan.settings.holdout_percent ?? 0
    const lot = createHash("sha256").update(`${plan.id}:${person.customer_id}`).digest().readUInt32BE(0)
    const out = lot < (percent / 100) * 2 ** 32
    const stay: Stay = {
      ...{
        person,
        canvas: plan.canvas,
        about: at.about,
        key,
        entry,
        entered: now,
        ended: null,
        state: "inside",
        reason: null,
      },
      ...{ node: "", arrived: now, due: at.due, visits: new Map(), path: [] },
    }
    plan.stays.push(stay)
    if (out) end(stay, "held_out", null, now)
    else if (to === null) end(stay, "through", null, now)
    else arrive(stay, to, at.due)
  }

  function refusal(plan: PlanInModel, person: Person, now: number, key?: string): string | null {
    const mine = plan.stays.filter((stay) => stay.person === person)
    const { limit = plan.settings.entry && ONCE, cool_down_hours = 0 } = plan.settings.entry ?? {}
    if (mine.some((stay) => stay.key === key)) return "known"
    if (plan.type === "triggered" && mine.some(({ state }) => state === "inside")) return "inside"
    if (mine.some(({ ended }) => cool_down_hours && (ended === null || ended > now - cool_down_hours * HOUR)))
      return "cool_down"
    if (limit) {
      const since = limit.per === "plan" ? 0 : beginOf(limit.per, now, zone)
      if (mine.filter(({ entered }) => entered >= since).length >= limit.times) return "limit"
    }
    return null
  }

  function lookAtDay(plan: PlanInModel, now: number): void {
    if (!isGoing(plan)) return
    for (const node of plan.canvas.nodes.filter(({ kind }) => kind === "trigger:birthday"))
      for (const look of looksAround(node.settings, now, zone)) {
        if (look.opens > now || look.opens <= now - DAY || plan.looked.has(`${node.id} ${look.day}`)) continue
        plan.looked.add(`${node.id} ${look.day}`)
        const born = nextDay(look.day, node.settings.days_before as number).slice(5)
        for (const person of people) {
          if (person.deleted || person.birthday?.slice(5) !== born) continue
          const own = node.settings.zone === "customer" ? (person.zone ?? zone) : zone
          const due = momentOf(`${look.day}T${node.settings.time}`, own)
          if (due >= Math.max(plan.published, plan.opens))
            plan.heard.push({
              ...{ node: node.id, canvas: plan.canvas, person, name: "day", at: due, due, starts: true },
              ...{ key: `day ${look.day}`, trusted: true },
            })
        }
      }
  }

  /** What was heard and is due: it lets people in, or makes those look around who wait. */
  function takeHeard(plan: PlanInModel, now: number): void {
    const due = plan.heard.filter((heard) => heard.due <= now)
    const waiting: Heard[] = []
    for (const heard of due.sort((a, b) => a.at - b.at)) {
      const { at, delay = heard.due - at } = heard
      if (!heard.starts) wake(plan, heard, now)
      else if (plan.state === "paused" && now < at + delay + DAY)
        waiting.push({ ...heard, delay, due: at + delay + DAY })
      else if (isGoing(plan) && now < plan.closes && !isInPause(plan, heard) && isMeant(plan, heard, now)) {
        const key = `${heard.key} ${heard.at}`
        if (refusal(plan, heard.person, now, key) === null)
          enter(plan, heard.person, {
            ...{ key, entry: heard.node, to: nextOf(plan, heard.node, "out"), due: now, now },
            about: heard.about,
          })
      }
    }
    plan.heard = [...plan.heard.filter((heard) => heard.due > now), ...waiting]
  }

  /** What happened while the plan was paused starts nothing; the days of the calendar come all the same. */
  const isInPause = ({ pauses }: PlanInModel, { name, at }: Heard) =>
    name !== "day" && pauses.some(({ from, to }) => from <= at && at < to)

  function wake(plan: PlanInModel, { node, canvas, person }: Heard, now: number): void {
    const everywhere = nodeOf({ canvas }, node).kind === "goal"
    const mine = plan.stays.filter((stay) => stay.person === person && stay.canvas === canvas)
    for (const stay of mine)
      if (stay.state === "inside" && (everywhere || stay.node === node)) stay.due = Math.min(stay.due, now)
  }

  function isMeant(plan: PlanInModel, heard: Heard, now: number): boolean {
    const { settings, kind } = nodeOf(plan, heard.node)
    const { person, at, name } = heard
    if (person.deleted) return false
    const gives = plan.canvas.nodes.some((node) => /^(benefit:|take-back)/.test(node.kind))
    if (gives && !heard.trusted) return false
    if (kind !== "trigger:did-something") return true
    const did = (event: string, from: number) =>
      person.deeds.filter((deed) => deed.name === event && deed.at >= from && deed.at <= now).length
    // Done again meanwhile: the time began anew.
    if (settings.wait && person.deeds.some((one) => recordedAs(one.name) === name && one.at > at))
      return false
    const { times, unless, rule } = settings as {
      times?: { count: number; within_days: number }
      unless?: { event: string }
      rule?: Condition
    }
    if (times && did(settings.event as string, now - times.within_days * DAY + 1) < times.count) return false
    if (unless && did(unless.event, at) > 0) return false
    return !rule || holds(rule, person, { now, entered: at, segments })
  }

  function closeIfOver(plan: PlanInModel, now: number): void {
    if (plan.state !== "running" || plan.next || (plan.type === "triggered" && now < plan.closes)) return
    if (plan.stays.every(({ state }) => state !== "inside")) plan.state = "ended"
  }

  const stop = (plan: PlanInModel, now: number) => {
    plan.state = "paused"
    plan.pauses.push({ from: now, to: Number.POSITIVE_INFINITY })
  }
  const goOn = (plan: PlanInModel, now: number) => {
    plan.state = plan.begun ? "running" : "scheduled"
    plan.pauses.at(-1)!.to = now
    for (const heard of plan.heard) if (heard.delay !== undefined) heard.due = now
  }
  function endPlan(plan: PlanInModel, now: number): void {
    plan.state = "ended"
    plan.next = null
    for (const stay of plan.stays) if (stay.state === "inside") end(stay, "left", "plan_ended", now)
  }

  /** When something is due next in this world; a moment at which nothing happens does no harm. */
  function nextDue(now: number): number {
    const moments = plans.flatMap((plan) =>
      plan.state === "ended" || plan.state === "paused"
        ? plan.heard.map(({ due }) => due)
        : [
            ...(plan.next ? [plan.next.due] : []),
            plan.closes,
            ...plan.heard.map(({ due }) => due),
            ...plan.stays.filter(({ state }) => state === "inside").map(({ due }) => due),
            ...plan.canvas.nodes
              .filter(({ kind }) => kind === "trigger:birthday")
              .flatMap(({ settings }) => looksAround(settings, now, zone).map(({ opens }) => opens)),
          ],
    )
    return Math.min(...moments.filter((at) => at > now))
  }

  const forgetEnded = () => {
    for (const plan of plans.filter(({ state }) => state === "ended")) plans.splice(plans.indexOf(plan), 1)
  }

  return {
    plans,
    people,
    segments,
    forgetEnded,
    publish,
    does,
    publishAgain,
    move,
    news,
    list,
    settle,
    stop,
    goOn,
    endPlan,
    nextDue,
    audience,
  }

  async function audience(sketch: Sketch, now: number): Promise<number> {
    const plan = { ...sketch, no: 0, id: "" } as PlanInModel
    return (await comersOf({ plan, people, segments, now, slot: "", draw: async (_, __, ___, pids) => pids }))
      .length
  }
}
export type Model = ReturnType<typeof createModel>
