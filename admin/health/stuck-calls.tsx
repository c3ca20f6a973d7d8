import { Table, toast } from "@medusajs/ui"
import { useState } from "react"
import { useRetryCalls, useStuckCalls } from "../api/health"
import { useText } from "../i18n/use-text"
import { CardLink } from "./card-link"
import { Act, FIRST_ROWS, WaitingList } from "./waiting-list"

/** What cards could not tell other systems, however often they tried. */
export function StuckCalls() {
  const { t, time } = useText()
  const [limit, setLimit] = useState(FIRST_ROWS)
  const asked = useStuckCalls(limit)
  const retry = useRetryCalls()
  const tryAgain = async (which: { no?: number }): Promise<void> => {
    const { retried } = await retry.mutateAsync(which)
    toast.success(t("health.calls.done", { count: retried }))
  }
  return (
    <WaitingList
      of="health.calls"
      asked={asked}
      rowsOf={({ webhook_calls }) => webhook_calls}
      heads={["card", "host", "since", "error"]}
      more={() => setLimit(limit + FIRST_ROWS)}
      actions={<Act text={t("health.calls.retryAll")} act={() => tryAgain({})} />}
      row={(call) => (
        <Table.Row>
          <Table.Cell>
            <CardLink card={call} />
          </Table.Cell>
          <Table.Cell className="max-w-[200px] truncate">{call.host}</Table.Cell>
          <Table.Cell className="whitespace-nowrap">{time(call.made_at)}</Table.Cell>
          <Table.Cell className="min-w-[220px] max-w-[360px] whitespace-normal break-words py-2">
            {t(`sync.webhook.errors.${call.error}`, { detail: call.error_detail ?? "" })}
          </Table.Cell>
          <Table.Cell>
            <div className="flex justify-end">
              <Act text={t("page.retry")} act={() => tryAgain({ no: call.no })} />
            </div>
          </Table.Cell>
        </Table.Row>
      )}
    />
  )
}
