import { Table, toast } from "@medusajs/ui"
import { useState } from "react"
import { useRetryNews, useStuckNews } from "../api/health"
import { useText } from "../i18n/use-text"
import { Act, FIRST_ROWS, WaitingList } from "./waiting-list"

/** Changes of the store that could not be read, however often they were looked at. */
export function StuckNews() {
  const { t, time } = useText()
  const [limit, setLimit] = useState(FIRST_ROWS)
  const asked = useStuckNews(limit)
  const retry = useRetryNews()
  const tryAgain = async (which: { id?: number }): Promise<void> => {
    const { retried } = await retry.mutateAsync(which)
    toast.success(t("health.inbox.done", { count: retried }))
  }
  return (
    <WaitingList
      of="health.inbox"
      asked={asked}
      rowsOf={({ inbox }) => inbox}
      heads={["what", "since", "error"]}
      more={() => setLimit(limit + FIRST_ROWS)}
      actions={<Act text={t("health.inbox.retryAll")} act={() => tryAgain({})} />}
      row={(one) => (
        <Table.Row>
          <Table.Cell className="max-w-[280px] truncate">
            {t(`health.inbox.sources.${one.source}`, { defaultValue: one.source })} {one.source_id}
          </Table.Cell>
          <Table.Cell className="whitespace-nowrap">{time(one.received_at)}</Table.Cell>
          <Table.Cell className="min-w-[220px] max-w-[360px] whitespace-normal break-words py-2">
            {one.error ?? "–"}
          </Table.Cell>
          <Table.Cell>
            <div className="flex justify-end">
              <Act text={t("page.retry")} act={() => tryAgain({ id: one.id })} />
            </div>
          </Table.Cell>
        </Table.Row>
      )}
    />
  )
}
