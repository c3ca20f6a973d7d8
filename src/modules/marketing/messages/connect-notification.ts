import { createHash } from "node:crypto"
import { container } from "@medusajs/framework"
import type {
  FilterableNotificationProps,
  INotificationModuleService,
  NotificationDTO,
} from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { mailFailureText } from "../../../core/message/mail-failure"
import type { Ports } from "../ports"

type NotifyInput = Parameters<Ports["notify"]>[0]

/**
 * Joins our port to the store's Notification module; called when the application starts, because a module's own
 * container cannot see other modules. The module is asked for at each call, so tests and hot reloads may replace it.
 */
export function connectNotification(ports: Ports): void {
  ports.notify = (input) => notifyOnce(container.resolve(Modules.NOTIFICATION), input)
}

/**
 * One message, one call: in a batch one failure throws for all although others were sent. A key that is taken already
 * means that an earlier call got further than its caller knows, so its row is read instead of trusting silence.
 *
 * The row's id follows from the key. Left to itself the module (2.21) makes a new id for the second attempt of a failed
 * key, hands the mail over, and then throws because it finds no row of that id to note it in.
 */
export async function notifyOnce(
  notifications: INotificationModuleService,
  input: NotifyInput,
): Promise<{ id: string; external_id?: string | null }> {
  const readEarlier = async () => {
    // The module filters by every column; its published type leaves this one out.
    const byKey = { idempotency_key: input.idempotency_key } as FilterableNotificationProps
    const [row] = await notifications.listNotifications(byKey)
    return row
  }
  try {
    const row = { ...input, id: rowId(input.idempotency_key) }
    // Answers nothing where the key was there before, whether it was tried again or not.
    const made = (await notifications.createNotifications(row)) as NotificationDTO | undefined
    return settled(made ?? (await readEarlier()))
  } catch (error) {
    if (!(error instanceof Error) || !/already exists/i.test(error.message)) throw error
    return settled(await readEarlier())
  }
}

const rowId = (key: string): string => `noti_${createHash("sha256").update(key).digest("hex").slice(0, 26)}`

function settled(row: (NotificationDTO & { status?: string }) | undefined): {
  id: string
  external_id?: string | null
} {
  if (row?.status === "success") return { id: row.id, external_id: row.external_id }
  if (row?.status === "failure") throw new Error("The Notification module has this attempt as failed.")
  // Pending: another process is at it, or died at it.
  throw new Error(mailFailureText("unknown", "the Notification module has this attempt as pending"))
}
