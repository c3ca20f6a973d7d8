import { Missing } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { contentHash } from "./queue-messages"
import {
  type FreedCard,
  freePage,
  freeTexts,
  type HeldText,
  hasFreedCard,
  lockFreedCard,
  selectHeldTexts,
} from "./store/held-texts"
import { insertContents } from "./store/queue"
import { readTemplateContents } from "./store/templates"

/** The cards whose messages are held because their text fails for nearly everybody; of one plan with `plan_id`. */
export const listHeldTexts =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async ({ plan_id }: { plan_id?: string } = {}): Promise<HeldText[]> =>
    selectHeldTexts(database, plan_id ?? null, await clock.now())

/** In the transaction that publishes a plan: what was held is tried with what the plan says from now on. */
export const releaseWithVersion =
  () =>
  async (tx: Sql, plan_no: number, now: Date): Promise<void> => {
    await freeTexts(tx, plan_no, null, now)
  }

export type ReleaseWithVersion = ReturnType<typeof releaseWithVersion>

/**
 * Lets the held messages of a plan go on, or those of one card, with what the card and its template say now. Should the text fail
 * again, they are held again. Throws Missing. Answers of how many cards.
 */
export const releaseTexts =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ plan_id, node, actor }: { plan_id: string; node?: string; actor: string }): Promise<number> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const plan = await tx.one<{ no: number }>(
        "select no from marketing_plan where id = $1 and deleted_at is null for no key update",
        [plan_id],
      )
      if (!plan) throw new Missing("plan", plan_id)
      const cards = await freeTexts(tx, plan.no, node ?? null, now)
      if (cards > 0) {
        const entry = { actor, entity: "plan", entity_id: plan_id, action: "release_messages" }
        await recordAudit(tx, { ...entry, detail: node ? { node } : {} }, now)
      }
      return cards
    })
  }

/** Carries out what was decided, a page at a time, whatever process dies in between; called before each look at what is due. */
export const sendReleased =
  ({ database, clock, registry }: { database: Database; clock: Clock; registry: Registry }) =>
  async (): Promise<void> => {
    const now = await clock.now()
    let more = await hasFreedCard(database, now)
    while (more)
      more = await database.transaction(async (tx) => {
        const card = await lockFreedCard(tx, now)
        if (!card) return false
        const said = await contentOf(tx, card, registry)
        if (said) await insertContents(tx, [{ hash: said.content_hash, content: said.content }], now)
        await freePage(tx, card, said, now)
        return true
      })
  }

export type SendReleased = ReturnType<typeof sendReleased>

/** What a message card says now; null of any other card, and of one whose template is gone: there they keep what they say. */
async function contentOf(tx: Sql, { kind, settings }: FreedCard, { channels }: Registry) {
  const channel = [...channels.keys()].find((id) => kind === `message:${id}`)
  const { content, template_id } = (settings ?? {}) as {
    content?: Record<string, unknown>
    template_id?: string
  }
  const said = template_id ? (await readTemplateContents(tx, [template_id])).get(template_id) : content
  return channel && said
    ? { channel, content: said, content_hash: contentHash(said), template_id: template_id ?? null }
    : null
}
