import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import type { Health } from "../api/health"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { useLetGo } from "../plans/held-messages"
import { useCardName } from "./card-link"
import { Act } from "./waiting-list"

type Breaker = Health["breakers"][number]

/** What is left alone for a while because it failed again and again, and segments that are not carried on. */
export function LeftAlone({ health: { breakers, stopped_syncs } }: { health: Health }) {
  const { t, time } = useText()
  return (
    <Section title={t("health.alone.title")} subtitle={t("health.alone.text")}>
      {breakers.length + stopped_syncs.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("health.alone.none")}
        </Text>
      ) : (
        <ul className="divide-y">
          {breakers.map((breaker) => (
            <li key={breaker.name} className="flex items-start justify-between gap-x-3 px-6 py-3">
              <div className="min-w-0">
                <Text size="small" weight="plus">
                  <What breaker={breaker} />
                </Text>
                <Text size="small" className="text-ui-fg-subtle break-words">
                  {t(isHeld(breaker) ? "health.alone.held" : "health.alone.since", {
                    since: time(breaker.opened_at),
                    next: time(breaker.open_until),
                    reason: t(`report.reasons.${breaker.reason}`, { defaultValue: breaker.reason }),
                  })}
                </Text>
              </div>
              {isHeld(breaker) ? <LetGo breaker={breaker} /> : null}
            </li>
          ))}
          {stopped_syncs.map(({ segment, to, error, error_detail }) => (
            <li key={`${segment.id} ${to}`} className="px-6 py-3">
              <Text size="small" weight="plus">
                <Link
                  to={`/marketing/segments/${segment.id}?tab=sync`}
                  className="hover:text-ui-fg-interactive"
                >
                  {t(`health.alone.sync.${to}`, { name: segment.name })}
                </Link>
              </Text>
              <Text size="small" className="text-ui-fg-subtle break-words">
                {error ? t(`sync.${to}.errors.${error}`, { detail: error_detail ?? "" }) : "–"}{" "}
                {t("sync.noMoreTries")}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Tried again only when somebody says so. */
const isHeld = ({ name }: Breaker): boolean => name.startsWith("text:")

function LetGo({ breaker: { card } }: { breaker: Breaker }) {
  const { t } = useText()
  const nameOf = useCardName()
  const letGo = useLetGo()
  if (!card) return null
  return (
    <Act
      text={t("plans.held.release")}
      label={t("plans.held.releaseCard", { card: nameOf(card) })}
      act={() => letGo({ plan_id: card.plan.id, node: card.node })}
    />
  )
}

function What({ breaker: { name, plan, card } }: { breaker: Breaker }) {
  const { t, label } = useText()
  const nameOf = useCardName()
  const channels = useChannels().data?.channels ?? []
  if (card)
    return (
      <Link to={`/marketing/plans/${card.plan.id}?tab=canvas`} className="hover:text-ui-fg-interactive">
        {card.plan.name}: {nameOf(card)}
      </Link>
    )
  if (plan)
    return (
      <Link to={`/marketing/plans/${plan.id}?tab=runs`} className="hover:text-ui-fg-interactive">
        {plan.name}: {t("plans.tabs.runs")}
      </Link>
    )
  return <>{label(channels.find(({ id }) => name === `channel:${id}`)?.label) || name}</>
}
