import { Button, Text, toast } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useLetTryAgain, useStuckAt } from "../api/plan-nodes"
import { useText } from "../i18n/use-text"
import { useReason } from "../page/reason"
import { Failed } from "../page/states"

/** Who stands still at a card, with why, and the button that lets them try again. */
export function StuckHere(at: { plan_id: string; node: string }) {
  const { t, number, time } = useText()
  const asked = useStuckAt(at)
  const again = useLetTryAgain(at)
  const reasonOf = useReason()
  if (asked.error) return <Failed error={asked.error} retry={() => void asked.refetch()} />
  if (!asked.data || asked.data.count === 0) return null
  const { parked, count } = asked.data
  const tryAgain = () =>
    again.mutate(undefined, {
      onSuccess: ({ retried }) => toast.success(t("canvas.stuckHere.done", { count: retried })),
      onError: (error) => toast.error(reasonOf(error)),
    })
  return (
    <section className="border-ui-border-base flex flex-col gap-y-3 rounded-lg border p-4">
      <Text size="small" weight="plus">
        {t("canvas.stuckHere.title", { count, shown: number(count) })}
      </Text>
      <ul className="flex flex-col gap-y-2">
        {parked.map((person) => (
          <li key={`${person.customer_id} ${person.enrollment_id}`}>
            <Link
              className="txt-compact-small text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
              to={`/marketing/plans/${at.plan_id}/people/${person.customer_id}`}
            >
              {person.name ?? person.customer_id}
            </Link>
            <Text size="small" className="text-ui-fg-subtle break-words">
              {time(person.arrived_at)} · {person.error ?? "–"}
            </Text>
          </li>
        ))}
      </ul>
      {count > parked.length ? (
        <Text size="small" className="text-ui-fg-subtle">
          {t("canvas.stuckHere.more", { count: count - parked.length, shown: number(count - parked.length) })}
        </Text>
      ) : null}
      <Button size="small" variant="secondary" isLoading={again.isPending} onClick={tryAgain}>
        {t("canvas.stuckHere.tryAgain")}
      </Button>
    </section>
  )
}
