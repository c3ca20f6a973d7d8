import { InlineTip, Text, toast } from "@medusajs/ui"
import { useHeldMessages, useReleaseMessages } from "../api/held-messages"
import type { Plan } from "../api/plans"
import { useCardName } from "../health/card-link"
import { Act } from "../health/waiting-list"
import { useText } from "../i18n/use-text"

/** Cards whose text fails for nearly everybody, and what may be done about their messages. */
export function HeldMessagesNotice({ plan }: { plan: Plan }) {
  const { t, number, time } = useText()
  const nameOf = useCardName()
  const letGo = useLetGo()
  const held = useHeldMessages(plan.id).data?.held_messages ?? []
  return held.map((card) => (
    <div key={card.node} className="px-6 py-4" role="alert">
      <InlineTip variant="error" label={t("plans.held.title", { card: nameOf(card) })}>
        <Text size="small" className="mb-2">
          {t("plans.held.text", { count: card.people, shown: number(card.people), since: time(card.since) })}
        </Text>
        <Act
          text={t("plans.held.release")}
          label={t("plans.held.releaseCard", { card: nameOf(card) })}
          act={() => letGo({ plan_id: plan.id, node: card.node })}
        />
      </InlineTip>
    </div>
  ))
}

export function useLetGo() {
  const { t } = useText()
  const release = useReleaseMessages()
  return async (asked: { plan_id: string; node: string }): Promise<void> => {
    await release.mutateAsync(asked)
    toast.success(t("plans.held.done"))
  }
}
