import type { Batch, Told } from "./store/batches"

/** What a receiver is sent: the fields of this are promised, others may be added. */
export type WebhookBody = {
  type: "segment.members_changed"
  /** As in the header `webhook-id`: the same whenever this batch is sent again. */
  id: string
  /** When the batch was written; not when it was sent. */
  at: string
  segment: { id: string; name: string }
  entered: ToldPerson[]
  left: ToldPerson[]
}
type ToldPerson = { customer_id: string; external_id?: string; email?: string }

/** JSON of one batch, at most 1,000 people. */
export function webhookBody({
  batch,
  segment,
  people,
}: {
  batch: Batch
  segment: { id: string; name: string }
  people: Map<number, Told>
}): string {
  const told = (pids: number[]) => pids.flatMap((pid) => personOf(people.get(pid)) ?? [])
  const body: WebhookBody = {
    type: "segment.members_changed",
    id: batch.id,
    at: batch.made_at.toISOString(),
    segment: { id: segment.id, name: segment.name },
    entered: told(batch.entered),
    left: told(batch.gone),
  }
  return JSON.stringify(body)
}

const personOf = (told: Told | undefined): ToldPerson | null =>
  told
    ? {
        customer_id: told.customer_id,
        ...(told.external_id === null ? {} : { external_id: told.external_id }),
        ...(told.email === null ? {} : { email: told.email }),
      }
    : null
