import { Table } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import { type UnknownSend, useResolveSend, useUnknownSends } from "../api/health"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { Act, FIRST_ROWS, WaitingList } from "./waiting-list"

/** Messages of which nobody knows whether they arrived: somebody finds out and says so. */
export function UnknownSends() {
  const { t, time, label } = useText()
  const [limit, setLimit] = useState(FIRST_ROWS)
  const asked = useUnknownSends(limit)
  const channels = useChannels().data?.channels ?? []
  return (
    <WaitingList
      of="health.sends"
      asked={asked}
      rowsOf={({ sends }) => sends}
      heads={["to", "channel", "when", "reason"]}
      more={() => setLimit(limit + FIRST_ROWS)}
      row={(send) => (
        <Table.Row>
          <Table.Cell className="min-w-[160px] max-w-[280px] truncate">
            <To send={send} />
          </Table.Cell>
          <Table.Cell>
            {label(channels.find(({ id }) => id === send.channel)?.label) || send.channel}
          </Table.Cell>
          <Table.Cell className="whitespace-nowrap">{time(send.run_at)}</Table.Cell>
          <Table.Cell className="whitespace-normal">
            {t(`report.reasons.${send.reason ?? "no_reason"}`, {
              defaultValue: send.reason?.replaceAll("_", " "),
            })}
          </Table.Cell>
          <Table.Cell>
            <Decide send={send} />
          </Table.Cell>
        </Table.Row>
      )}
    />
  )
}

function To({ send }: { send: UnknownSend }) {
  const { t } = useText()
  const who = send.address ?? send.customer_id ?? "–"
  if (send.topic === "test") return <>{t("health.sends.test", { who })}</>
  if (!send.plan_id || !send.customer_id) return <>{who}</>
  return (
    <Link
      to={`/marketing/plans/${send.plan_id}/people/${send.customer_id}`}
      className="hover:text-ui-fg-interactive"
    >
      {who}
    </Link>
  )
}

function Decide({ send }: { send: UnknownSend }) {
  const { t } = useText()
  const { mutateAsync: resolve } = useResolveSend()
  const confirmed = useConfirmed()
  const who = send.address ?? send.customer_id ?? ""
  const settle = (as: "sent" | "failed") => () => resolve({ id: send.id, as })
  const again = () =>
    confirmed("health.sends.again", { who }, () => resolve({ id: send.id, as: "again" }), "confirmation")
  return (
    <div className="flex justify-end gap-x-2">
      <Act text={t("health.sends.arrived")} variant="transparent" act={settle("sent")} />
      <Act text={t("health.sends.notArrived")} variant="transparent" act={settle("failed")} />
      {send.topic === "test" ? null : <Act text={t("health.sends.again.confirm")} act={again} />}
    </div>
  )
}
