import { generateEntityId } from "@medusajs/framework/utils"
import { z } from "zod"
import {
  askingAbout,
  fitsParameter,
  MOST_PARAMETERS,
  type OwnParameter,
  ownParameterSchema,
  settingAt,
  THIS_PLAN,
} from "../../../core/canvas/own-template"
import { Missing, Refused } from "../../../core/problem"
import { readBy } from "../../../core/read-by"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { refuse } from "../template-problems"
import { readTemplateValues } from "../template-values"
import { OWN_ID, parametersOf } from "./own-template"
import { found, type PlanRow } from "./plan"
import type { RecordAudit } from "./record-audit"
import {
  countOwnTemplates,
  deleteOwnTemplate,
  findOwnTemplate,
  insertOwnTemplate,
  lockOwnTemplates,
  type OwnTemplate,
  updateOwnTemplate,
} from "./store/own-templates"
import { findPlan } from "./store/plans"

/** More than anybody looks through; each is loaded whenever the gallery opens. */
const MOST_OWN_TEMPLATES = 100
const NAME_LENGTH = 100

const description = z.string().trim().max(500)
const making = z.strictObject({
  name: z.string(),
  description: description.default(""),
  plan_id: z.string().min(1).max(100),
  parameters: z.array(ownParameterSchema).max(MOST_PARAMETERS).default([]),
})
/** What is left out stays. */
const renaming = z.strictObject({ name: z.string(), description }).partial()

type Parts = { database: Database; clock: Clock; registry: Registry; recordAudit: RecordAudit }

/**
 * Makes a ready plan of a plan's saved draft, for the store's own gallery; the plan itself stays as it is. Throws Refused where the
 * name is taken, a card's kind is missing, or a setting that is to be asked for is not there; Missing.
 */
export const makeOwnTemplate =
  ({ database, clock, registry, recordAudit }: Parts) =>
  async ({ template, actor }: { template: unknown; actor: string }): Promise<OwnTemplate> => {
    const { plan_id, name, description, parameters } = read(making, template)
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const plan = found(await findPlan(tx, plan_id), plan_id)
      await mustBeFree(tx, name)
      mustBeWhole(plan, registry)
      mustBeUsable(plan, parameters)
      const { category, type, settings } = plan
      const made = await insertOwnTemplate(
        tx,
        {
          id: generateEntityId(undefined, OWN_ID.slice(0, -1)),
          ...{ name: name.trim(), description, type, settings, parameters, made_by: actor || null },
          category: category === "hidden" ? "other" : category,
          canvas: askingAbout(plan.canvas, plan.id, THIS_PLAN),
        },
        now,
      )
      const detail = { name: made.name, plan_id }
      await recordAudit(
        tx,
        { actor, entity: "plan_template", entity_id: made.id, action: "create", detail },
        now,
      )
      return made
    })
  }

/** Throws Refused or Missing. */
export const renameOwnTemplate =
  ({ database, clock, recordAudit }: Omit<Parts, "registry">) =>
  async ({ id, template, actor }: { id: string; template: unknown; actor: string }): Promise<OwnTemplate> => {
    const given = read(renaming, template)
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const was = await findOwnTemplate(tx, id)
      if (!was) throw new Missing("plan template of this store", id)
      const { name, description } = { ...was, ...given }
      await mustBeFree(tx, name, id)
      const renamed = await updateOwnTemplate(tx, { id, name: name.trim(), description }, now)
      const detail = { name: name.trim() }
      await recordAudit(tx, { actor, entity: "plan_template", entity_id: id, action: "change", detail }, now)
      return renamed!
    })
  }

/** Plans that were made of it stay. Throws Missing. */
export const removeOwnTemplate =
  ({ database, clock, recordAudit }: Omit<Parts, "registry">) =>
  async ({ id, actor }: { id: string; actor: string }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const gone = await deleteOwnTemplate(tx, id)
      if (!gone) throw new Missing("plan template of this store", id)
      await recordAudit(
        tx,
        { actor, entity: "plan_template", entity_id: id, action: "delete", detail: gone },
        now,
      )
    })
  }

function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const { data, problems } = readBy(schema, given ?? {}, "", (path, misfit) =>
    refuse("template/shape", path, misfit),
  )
  if (problems.length > 0) throw new Refused(problems)
  return data as T
}

/** Throws Refused. */
async function mustBeFree(tx: Sql, given: string, id = ""): Promise<void> {
  const name = given.trim()
  if (name === "" || name.length > NAME_LENGTH)
    throw new Refused([refuse("template/name", "name", { max: NAME_LENGTH })])
  await lockOwnTemplates(tx)
  const { count, taken } = await countOwnTemplates(tx, name, id)
  if (taken) throw new Refused([refuse("template/name-taken", "name", { name })])
  if (id === "" && count >= MOST_OWN_TEMPLATES)
    throw new Refused([refuse("template/too-many-own", "", { max: MOST_OWN_TEMPLATES })])
}

/** What nobody could use is no template. Throws Refused. */
function mustBeWhole({ canvas: { nodes } }: PlanRow, { kinds }: Registry): void {
  if (nodes.length === 0) throw new Refused([refuse("template/empty", "plan_id")])
  const missing = [...new Set(nodes.map(({ kind }) => kind).filter((kind) => !kinds.has(kind)))]
  if (missing.length > 0)
    throw new Refused([refuse("template/missing-kinds", "plan_id", { kinds: missing.join(", ") })])
}

/** Each setting that is asked for is there, and what it says is a value that one could fill in. Throws Refused. */
function mustBeUsable({ canvas }: PlanRow, parameters: OwnParameter[]): void {
  const wrong = parameters.flatMap((one, index) => {
    const path = `parameters.${index}`
    if (!fitsParameter(one.type, settingAt(canvas, one)))
      return [refuse("template/no-setting", path, { name: one.label })]
    const { problems } = readTemplateValues(
      { parameters: parametersOf({ canvas, parameters: [one] }) },
      {},
      "",
    )
    return problems.map((problem) => ({ ...problem, path }))
  })
  if (wrong.length > 0) throw new Refused(wrong)
}
