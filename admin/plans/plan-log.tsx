import { Text } from "@medusajs/ui"
import { type Plan, usePlanLog } from "../api/plans"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { ShowMore, useSome } from "../page/show-more"
import { Answer, Nothing } from "../page/states"
import { useUserNames } from "../page/user-names"

/** Who did what with this plan, newest first. */
export function PlanLog({ plan }: { plan: Plan }) {
  const { t, time } = useText()
  const { limit, more } = useSome()
  const asked = usePlanLog(plan.id, limit)
  const nameOf = useUserNames()
  return (
    <Section title={t("plans.tabs.log")}>
      <Answer asked={asked}>
        {({ entries, count }) =>
          entries.length === 0 ? (
            <Nothing title={t("plans.noLog")} />
          ) : (
            <>
              <ul className="divide-y">
                {entries.map((entry) => (
                  <li key={entry.id} className="flex items-center justify-between gap-4 px-6 py-3">
                    <Text size="small" leading="compact">
                      <span className="font-medium">
                        {t(`plans.logged.${entry.action}`, { defaultValue: t("plans.logged.other") })}
                      </span>
                      <span className="text-ui-fg-subtle"> · {nameOf(entry.actor)}</span>
                      {typeof entry.detail.reason === "string" ? (
                        <span className="text-ui-fg-subtle break-words">
                          {" · "}
                          {/* Nobody who takes something back gives a reason; where there is one, the store did it. */}
                          {entry.action === "withdraw" ? t("plans.approvalOff") : entry.detail.reason}
                        </span>
                      ) : null}
                    </Text>
                    <Text size="small" leading="compact" className="text-ui-fg-subtle">
                      {time(entry.at)}
                    </Text>
                  </li>
                ))}
              </ul>
              <ShowMore shown={entries.length} count={count} more={more} />
            </>
          )
        }
      </Answer>
    </Section>
  )
}
