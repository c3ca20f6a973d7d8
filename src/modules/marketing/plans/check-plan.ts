import { audienceOf } from "../../../core/canvas/audience-of"
import { checkCanvas, type Exists, type Here, type Thing } from "../../../core/canvas/check"
import { doesNothing } from "../../../core/canvas/does-nothing"
import { entriesOf } from "../../../core/canvas/graph"
import { rulesOf } from "../../../core/canvas/rules-of"
import type { Canvas } from "../../../core/canvas/schema"
import { errorsIn, type Problem } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { Registry } from "../../../extension/registry"
import type { CheckRule } from "../audience/check-rule"
import type { FindMissing } from "../audience/find-missing"
import type { PeopleAtDoors } from "../audience/people-at-doors"
import type { CheckChosenCoupons } from "../benefits/check-chosen-coupons"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { CheckChosenTemplates } from "../messages/check-chosen-templates"
import type { ReadPlainVariables } from "../messages/read-plain-variables"
import type { MarketingOptions } from "../options"
import type { MayPostTo } from "../sync/may-post-to"
import { checkEntries } from "./check-entries"
import { checkOutcomes } from "./check-outcomes"
import { checkSchedule, checkScheduleAgain } from "./check-schedule"
import { checkTemplates } from "./check-templates"
import { checkVariables } from "./check-variables"
import { countPeople, countWithoutAccount } from "./count-people"
import { found, type Plan } from "./plan"
import { readPlanInput } from "./plan-input"
import { refusePlan } from "./problems"
import { findPlan } from "./store/plans"
import { hasBegun } from "./store/runs"
import { findThings } from "./store/things"

/** The parts of a plan that decide whether it can be published. */
export type Checked = Pick<Plan, "id" | "type" | "settings" | "canvas">
export type PlanCheck = {
  /** Errors keep the plan from being published, warnings do not. */
  problems: Problem[]
  /** Heads that would come in now; null while an error keeps them from being counted, and of triggered plans. */
  audience: number | null
}

type Parts = {
  database: Database
  clock: Clock
  registry: Registry
  options: MarketingOptions
  peopleAtDoors: PeopleAtDoors
  checkRule: CheckRule
  findMissing: FindMissing
  mayPostTo: MayPostTo
  checkChosenTemplates: CheckChosenTemplates
  readPlainVariables: ReadPlainVariables
  checkChosenCoupons: CheckChosenCoupons
}

/**
 * What keeps a plan from being published. `draft` puts unsaved parts in place of the saved ones, as the editor does
 * while one draws. Throws Missing, and Refused when `draft` has no right shape.
 */
export const checkPlan =
  (parts: Parts) =>
  async ({ plan_id, draft = {} }: { plan_id: string; draft?: unknown }): Promise<PlanCheck> => {
    const input = readPlanInput(draft)
    const saved = found(await findPlan(parts.database, plan_id), plan_id)
    const has_begun = saved.version !== null && (await hasBegun(parts.database, saved.no))
    return checkParts(parts, { ...saved, ...input, has_begun })
  }

export type CheckPlan = ReturnType<typeof checkPlan>

/** `has_begun`: people came in by an earlier version. */
type Parted = Checked & { has_begun: boolean }

async function checkParts(parts: Parts, plan: Parted): Promise<PlanCheck> {
  const here = { now: await parts.clock.now(), zone: parts.options.timezone }
  const problems = [
    ...checkStart(plan, here),
    ...checkDisturbing(plan, parts.registry),
    ...checkEntries(plan, parts.registry),
    ...(await checkDrawing(parts, plan.canvas, here)),
    ...(await checkRules(parts, plan.canvas)),
    ...(await checkTemplates(parts, plan.canvas)),
    ...(await checkVariables(parts, plan.canvas)),
    ...checkOutcomes(plan, parts.registry),
  ]
  const errors = errorsIn(problems)
  const canvasErrors = errors.some((p) => p.path.startsWith("nodes"))
  // What is wrong with the drawing comes first: mended, it may do something.
  const isDrawn = errors.every((p) => p.path.startsWith("settings"))
  if (isDrawn && doesNothing(plan.canvas, parts.registry.kinds))
    problems.push(refusePlan("plan/does-nothing", "nodes"))
  // Who does something tomorrow cannot be counted today; and nobody comes in twice when there is no other run.
  const nobodyNew = plan.type === "one_time" && plan.has_begun
  if (canvasErrors || nobodyNew || plan.type === "triggered") return { problems, audience: null }
  const audience = await countPeople(parts, plan.canvas)
  if (audience === 0) problems.push(refusePlan("plan/nobody-now", "nodes"))
  else problems.push(...(await warnOfAccounts(parts, plan.canvas, audience)))
  return { problems, audience }
}

/** Coupons and points are redeemed by whoever is signed in; counted only where a plan gives some. */
async function warnOfAccounts(parts: Parts, canvas: Canvas, audience: number): Promise<Problem[]> {
  const { kinds } = parts.registry
  if (!canvas.nodes.some((node) => kinds.get(node.kind)?.group === "give")) return []
  const people = await countWithoutAccount(parts, canvas)
  return people === 0 ? [] : [refusePlan("plan/without-account", "nodes", { people, audience })]
}

/** Who comes in at each entry that has an audience of its own. */
export const audiencesOf = (canvas: Canvas, registry: Registry) => {
  const entries = new Set(entriesOf(canvas, registry.kinds))
  return canvas.nodes
    .filter((node) => entries.has(node.id))
    .flatMap((node) => audienceOf(node, registry.kinds.get(node.kind)) ?? [])
}

const checkStart = ({ type, settings, has_begun }: Parted, here: Here): Problem[] =>
  (has_begun ? checkScheduleAgain : checkSchedule)(type, settings.schedule, here)

/** A channel that is not there would be excepted from nothing. */
const checkDisturbing = ({ settings }: Checked, { channels }: Registry): Problem[] =>
  (settings.do_not_disturb?.except_channels ?? []).flatMap((channel, index) =>
    channels.has(channel)
      ? []
      : [refusePlan("plan/no-channel", `settings.do_not_disturb.except_channels.${index}`, { channel })],
  )

/** Asks twice: the first pass collects what settings point at, the second knows what of it is there. */
async function checkDrawing(
  { registry, database, mayPostTo }: Parts,
  canvas: Canvas,
  here: Here,
): Promise<Problem[]> {
  const asked: { thing: Thing; id: string }[] = []
  checkCanvas(canvas, registry.kinds, (thing, id) => asked.push({ thing, id }) > 0)
  const there = await findThings(database, asked)
  const exists: Exists = (thing, id) =>
    thing === "webhook_address" ? mayPostTo(id) : there.has(`${thing} ${id}`)
  return checkCanvas(canvas, registry.kinds, exists, here)
}

async function checkRules(parts: Parts, canvas: Canvas): Promise<Problem[]> {
  const { registry, checkRule } = parts
  const problems: Problem[] = []
  for (const node of canvas.nodes) {
    for (const { rule, path, inside } of rulesOf(node, registry.kinds.get(node.kind))) {
      const at = ["nodes", node.id, "settings", path].filter(Boolean).join(".")
      // Whether a segment that was chosen is there, its kind asks.
      const wrong = path === "segment_id" ? [] : (await checkRule({ rule, in_canvas: inside })).problems
      for (const problem of wrong)
        problems.push({ ...problem, path: problem.path ? `${at}.${problem.path}` : at })
      if (wrong.length === 0) problems.push(...(await warnOfMissing(parts, rule, at)))
    }
  }
  return problems
}

/** A segment goes on when a product that it names is deleted; nobody is meant by that part of it any more. */
async function warnOfMissing({ findMissing }: Parts, rule: Rule, path: string): Promise<Problem[]> {
  const missing = await findMissing({ rule })
  return missing.map(({ segment, name }) => refusePlan("plan/segment-misses", path, { segment, name }))
}
