import { createHash } from "node:crypto"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { Fault } from "../crash/faults"
import { begin, closeQuietly } from "../crash/life"
import { layLines } from "../crash/lines"
import { CAPPED, CHANNEL, createProvider } from "../crash/provider"
import { seededChance } from "../crash/seeded-chance"
import { freshDatabase } from "../support/world"
import { changePieces, changePrice, switchPromotion } from "./catalog"
import { dice as diceOf } from "./chance"
import { dayOf, HOUR, MINUTE, WEEK } from "./clocks"
import { compareWorlds, type Difference, type Harm, tellDifference } from "./compare-worlds"
import { drawPlan } from "./draw-plans"
import { editCanvas } from "./edit-canvas"
import type { DrawLots } from "./groups"
import { hireHands, POINTS } from "./hands"
import { createModel } from "./model"
import type { PlanInModel } from "./plan-in-model"
import { CODES, DEEDS, openShop, TOLD } from "./shop"
import { whatHappened } from "./what-happened"

const BEGINS = "2026-03-16T09:00:00Z"
const ZONE = "Europe/Berlin"
/** Where workers die there is more to do at each moment, so that the dying takes the time and not the living. */
const SIZE = { people: 16, plans_a_week: 4 }
const SIZE_TO_DIE_FOR = { people: 40, plans_a_week: 12 }
const ACTS_A_WEEK = 45
/** The store deletes no more than the others of its customers. */
const THERE_AT_LEAST = 0.75
/** The chance to die at a point that one comes past, at one with few deaths more. A batch comes past ten or so. */
const DEADLY = 0.35
/** After so many deaths at one moment it is half as likely: deaths over the same few people again and again show nothing new. */
const ENOUGH_AT_ONCE = 4
const ONE_A_DAY: [string, Record<string, unknown>] = [`message:${CAPPED}`, { text: "Hello" }]
/** How many times the weeks of a run it may take until everything happened. */
const LONGER = 4
/** No other wait takes so many. */
const OWN_MINUTES = Array.from({ length: 59 }, (_, n) => n + 1).filter((n) => n % 10 !== 0)
/** A plan that lets people in one by one runs so long. */
const LIFE_OF_A_PLAN = 2 * WEEK

export type Simulated = {
  weeks: number
  plans: number
  /** Plans that were published again under people's feet. */
  again: number
  people: number
  crashes: number
  at: Record<string, number>
  unknown: number
  differences: string[]
  /** How often what happened to somebody. */
  happened: Record<string, number>
  /** Of everything that became of everybody: the same seed has the same. */
  digest: string
  /** How many of the differences mean what to people. */
  harm: Record<Harm, number>
  line: string
}

/**
 * A shop lives for `weeks` of its own time: random plans over random people who do random things, moved by the real engine on a real
 * database, and by a model beside it. They are compared after each week; the first week that comes out wrong is the last.
 * With `crashes` the engine's workers die so often (then `weeks` is what it took), and still nobody may tell.
 */
export async function runSimulation(given: {
  weeks?: number
  /** Or more, until all of this happened to somebody: what did not happen proves nothing. */
  until?: string[]
  crashes?: number
  seed: number
  fault?: Fault
  tell?: (line: string) => void
}): Promise<Simulated> {
  const {
    weeks: wanted = Number.POSITIVE_INFINITY,
    until = [],
    crashes: deaths = 0,
    seed,
    fault,
    tell = () => undefined,
  } = given
  const size = deaths > 0 ? SIZE_TO_DIE_FOR : SIZE
  const chance = seededChance(seed)
  // Deaths are drawn apart from what happens in the shop.
  const doom = diceOf(seededChance(seed + 1))
  const dice = diceOf(chance)
  const { url, drop } = await freshDatabase()
  const outside = connectDatabase(url, { size: 4 })
  let now = Date.parse(BEGINS)
  const clock = () => new Date(now)
  const lines = layLines()
  const merchant = begin({ url, outside, lines, now: clock, fate: null, options: { timezone: ZONE } })
  const { marketing } = merchant
  const result: Simulated = {
    ...{ weeks: 0, plans: 0, again: 0, people: 0, crashes: 0, unknown: 0, line: "", digest: "" },
    ...{ at: Object.fromEntries(POINTS.map((point) => [point, 0])), differences: [], happened: {} },
    harm: { lost: 0, doubled: 0, stuck: 0 },
  }
  const here = { moment: now, deaths: 0 }
  const dooms = (point: string): boolean => {
    if (result.crashes >= deaths) return false
    // Who comes past a point first dies there, however seldom somebody comes.
    if (result.at[point] === 0) return true
    const mean = result.crashes / POINTS.length
    const seldom = Math.min(2, (mean + 1) / (result.at[point]! + 1))
    const often = here.moment === now ? 1 + here.deaths / ENOUGH_AT_ONCE : 1
    return doom.happens((DEADLY * seldom) / often)
  }
  const hands = hireHands({
    ...{ url, outside, zone: ZONE, now: clock, dooms, fault },
    onDeath: (point) => {
      result.crashes++
      result.at[point] = (result.at[point] ?? 0) + 1
      if (here.moment !== now) Object.assign(here, { moment: now, deaths: 0 })
      here.deaths++
    },
  })
  if (deaths > 0) hands.small()
  const missing = () => until.filter((mark) => !result.happened[mark])
  /** Or so long after that nobody believes any more that the rest will happen. */
  let longest = Number.POSITIVE_INFINITY
  const isOver = () =>
    result.weeks >= longest ||
    (deaths > 0 ? result.crashes >= deaths : result.weeks >= wanted && missing().length === 0)

  try {
    await createProvider(outside)
    const shop = await openShop(outside, marketing, dice, { people: size.people, begins: BEGINS })
    const model = createModel({ ...shop, zone: ZONE, draw: drawLots(outside) })
    result.people = shop.people.length
    const channels: [string, Record<string, unknown>][] = [
      ["message:log", { text: "Hello" }],
      ["message:inbox", { title: "Hello", body: "There" }],
      [`message:${CHANNEL}`, { text: "Hello" }],
    ]

    let drawn = 0
    // Who waits for what became of her message learns it up to an hour later when somebody died: the model knows no such hours.
    /** Who gets the one message of a day would be a race between plans. */
    const isCappedFree = () =>
      !model.plans.some(({ versions }) =>
        versions.some(({ nodes }) => nodes.some(({ kind }) => kind === ONE_A_DAY[0])),
      )
    const acts: Record<string, () => Promise<void>> = {
      does: async () => {
        const doing = new Set(Array.from({ length: dice.between(1, 4) }, () => dice.one(shop.people)))
        for (const person of [...doing].filter(({ deleted }) => !deleted)) {
          const name = dice.one([...DEEDS, ...TOLD])
          await shop.does(person, name, clock())
          if (name === "purchase") model.does(person, "order_placed", now, { trusted: true })
          model.does(person, name, now, { trusted: !TOLD.includes(name) })
        }
      },
      list: async () => {
        const [id, person, how] = [
          dice.one(shop.lists),
          dice.one(shop.people),
          dice.one(["add", "add", "remove"] as const),
        ]
        if (person.deleted) return
        const customer = [person.customer_id]
        await marketing.addToSegment({
          segment_id: id,
          ...(how === "add" ? { customer_ids: customer } : { remove_customer_ids: customer }),
        })
        model.list(id, person, how, now)
      },
      pause: async () => {
        const going = model.plans.filter(({ state }) => state === "running" || state === "scheduled")
        if (going.length === 0) return
        const plan = dice.one(going)
        await marketing.pausePlan({ plan_id: plan.id, actor: "a" })
        model.stop(plan, now)
      },
      resume: async () => {
        // One at a time: who stood still in two plans would go on in both at the same moment, in any order.
        const paused = model.plans.filter(({ state }) => state === "paused")
        if (paused.length === 0) return
        const plan = dice.one(paused)
        await marketing.resumePlan({ plan_id: plan.id, actor: "a" })
        model.goOn(plan, now)
      },
      end: async () => {
        const old = model.plans.filter(
          ({ state, published }) => state === "running" && published < now - LIFE_OF_A_PLAN,
        )
        for (const plan of old) {
          await marketing.endPlan({ plan_id: plan.id, actor: "a" })
          model.endPlan(plan, now)
        }
      },
      price: async () => {
        const product = dice.one(shop.products)
        const euros = dice.between(20, 120)
        await shop.costs(product.variant, euros)
        hands.lookAtCatalog()
        model.news(changePrice(product, euros * 100, now), now)
      },
      stock: async () => {
        const product = dice.one(shop.products)
        const pieces = dice.one([0, 0, 1, 5, 9])
        await shop.has(product.item, pieces)
        hands.lookAtCatalog()
        model.news(changePieces(product, pieces), now)
      },
      promotion: async () => {
        const promotion = dice.one(shop.promotions)
        const begun = switchPromotion(promotion)
        await shop.promotes(promotion)
        hands.lookAtCatalog()
        if (begun) model.news(begun, now)
      },
      leave: async () => {
        const there = shop.people.filter(({ deleted }) => !deleted)
        if (there.length <= shop.people.length * THERE_AT_LEAST) return
        const person = dice.one(there)
        await shop.leaves(person, clock())
        person.deleted = true
      },
      publishAgain: async () => {
        const going = model.plans.filter(({ state }) => state !== "ended")
        const busy = going.filter(({ stays }) => stays.some(({ state }) => state === "inside"))
        if (going.length === 0) return
        const plan = dice.one(busy.length > 0 && dice.happens(0.8) ? busy : going)
        const edited = editCanvas(dice, plan.canvas)
        if (!edited) return
        if (
          plan.type !== "triggered" &&
          (await model.audience({ ...plan, canvas: edited.canvas }, now)) === 0
        )
          return
        const from = plan.canvas
        await marketing.savePlan({ plan_id: plan.id, plan: { canvas: edited.canvas }, actor: "a" })
        await marketing.publishPlan({ plan_id: plan.id, actor: "a" })
        model.publishAgain(plan, edited.canvas, now)
        result.again++
        if (dice.happens(0.6)) {
          const version = plan.versions.length - 1
          await marketing.movePeople({ plan_id: plan.id, version, move: { nodes: edited.map }, actor: "a" })
          model.move(plan, from, edited.map, now)
        }
      },
      publish: async () => {
        const own = await shop.ownOf(drawn)
        const sketch = drawPlan(dice, {
          ...{ today: dayOf(now, ZONE), deeds: DEEDS, told: TOLD, tags: shop.tags, lists: shop.lists },
          ...{
            codes: CODES,
            segments: shop.rules,
            template: shop.template,
            own,
            filled: [...shop.filled],
            channels,
          },
          ...{
            capped: deaths === 0 && isCappedFree() ? ONE_A_DAY : null,
            minutes: OWN_MINUTES[drawn % OWN_MINUTES.length]!,
          },
        })
        shop.filled.push(own.list)
        const id = `mkplan_simulated${drawn++}`
        const saved = await marketing.savePlan({ plan: { name: id, ...sketch }, actor: "a" })
        // What is random about it is not the id: it decides who is held out.
        await outside.run("update marketing_plan set id = $2 where id = $1", [saved.id, id])
        if (sketch.type !== "triggered" && (await model.audience(sketch, now)) === 0) return
        await marketing.publishPlan({ plan_id: id, actor: "a" })
        const { no } = (await outside.one<{ no: number }>("select no from marketing_plan where id = $1", [
          id,
        ]))!
        model.publish(sketch, { no, id }, now)
        result.plans++
      },
    }

    /** What happened in plans that are over. */
    const over: Record<string, number> = {}
    let differences: Difference[] = []
    while (!isOver() && differences.length === 0) {
      const ends = now + WEEK
      const agenda = [
        ...many(size.plans_a_week, "publish"),
        ...many(ACTS_A_WEEK, "does"),
        ...many(8, "list"),
        ...many(3, "pause"),
        ...many(6, "resume"),
        ...many(size.plans_a_week, "publishAgain"),
        ...many(3, "price"),
        ...many(6, "stock"),
        ...many(4, "promotion"),
        "leave",
        "end",
      ]
        .map((act) => ({ act, at: now + MINUTE + Math.floor(dice.chance() * (WEEK - HOUR)) }))
        .sort((one, other) => one.at - other.at)
      for (;;) {
        const next = Math.min(
          agenda[0]?.at ?? ends,
          model.nextDue(now),
          await nextDueInTables(outside, clock()),
        )
        if (next >= ends) break
        now = next
        while (agenda[0]?.at === now) await acts[agenda.shift()!.act]!()
        await hands.settle()
        await model.settle(now)
      }
      now = ends
      result.weeks++
      await hands.settle()
      await model.settle(now)
      differences = await compareWorlds(outside, model, now)
      const paths = model.plans.map(({ id, stays }) => [id, ...stays.flatMap(({ path }) => path)].join())
      result.digest = createHash("sha256")
        .update([result.digest, ...paths].join())
        .digest("hex")
      const isEnough = deaths > 0 ? result.crashes >= deaths : result.weeks >= wanted
      if (isEnough) longest = Math.min(longest, result.weeks * LONGER)
      result.happened = { ...over }
      for (const plan of model.plans)
        for (const mark of whatHappened(plan)) {
          result.happened[mark] = (result.happened[mark] ?? 0) + 1
          if (plan.state === "ended") over[mark] = (over[mark] ?? 0) + 1
        }
      // What is over and was right needs no second look.
      model.forgetEnded()
      tell(
        `week ${result.weeks}: ${result.plans} plans, ${result.crashes} crashes, ${differences.length} differences`,
      )
    }
    result.differences = differences.map((one, index) => tellDifference(one, { drawing: index === 0 }))
    for (const { harm } of differences) result.harm[harm]++
    result.unknown = (await outside.one<{ n: number }>(
      "select count(*)::int as n from marketing_send where state = 'unknown'",
    ))!.n
    const twice = await handedOverTwice(outside)
    result.differences.push(...twice)
    result.harm.doubled += twice.length
  } finally {
    await hands.end()
    await closeQuietly(merchant)
    lines.close()
    await outside.close()
    await drop()
  }
  const { weeks, plans, people } = result
  result.line = `weeks=${weeks} plans=${plans} people=${people} differences=${result.differences.length}`
  return result
}

const many = (count: number, act: string): string[] => Array.from({ length: count }, () => act)

/** When the tables say that something is due next. The clock goes there too, so that the model sees who moves when nobody should. */
async function nextDueInTables(database: Database, now: Date): Promise<number> {
  const next = await database.one<{ at: Date | null }>(
    `select min(at) as at from (
       select run_at from marketing_step where state = 'ready'
       union all select due_at from marketing_run where state = 'scheduled'
       union all select closes_at from marketing_run where state = 'running'
       union all select due_at from marketing_occasion where state = 'ready'
       union all select run_at from marketing_send where state = 'queued') due(at) where at > $1`,
    [now],
  )
  return next?.at?.getTime() ?? Number.POSITIVE_INFINITY
}

/** The one thing that the model cannot know is the database's own hash; who stands where in its order is all it asks for. */
const drawLots =
  (database: Database): DrawLots =>
  async (plan: PlanInModel, node, slot, pids) =>
    (
      await database.rows<{ pid: number }>(
        `select pid from unnest($1::int[]) as pid
          order by hashtextextended(pid::text || (select no from marketing_run where plan_no = $2 and slot = $3)::text || ' ' || $4, 0), pid`,
        [pids, plan.no, slot, node],
      )
    ).map(({ pid }) => pid)

const handedOverTwice = async (database: Database): Promise<string[]> =>
  (
    await database.rows<{ key: string; times: number }>(
      "select key, count(*)::int as times from crash_provider group by key having count(*) > 1",
    )
  ).map(({ key, times }) => `message ${key} was handed over ${times} times`)
