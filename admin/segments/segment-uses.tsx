import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useSegmentUses } from "../api/segments"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Answer, Nothing } from "../page/states"

/** What would notice if this segment changed. */
export function SegmentUses({ id }: { id: string }) {
  const { t } = useText()
  const asked = useSegmentUses(id)
  return (
    <Section title={t("segments.tabs.uses")} subtitle={t("segments.usesText")}>
      <Answer asked={asked}>
        {({ plans = [], segments = [], syncs = [] }) =>
          plans.length + segments.length + syncs.length === 0 ? (
            <Nothing
              title={t("segments.unused")}
              step={{ label: t("segments.startPlan"), to: `/marketing/plans/create?segment_id=${id}` }}
            />
          ) : (
            <ul className="divide-y">
              {plans.map((plan) => (
                <Use
                  key={plan.id}
                  to={`/marketing/plans/${plan.id}`}
                  kind={t("segments.usedByPlan")}
                  name={plan.name}
                />
              ))}
              {segments.map((segment) => (
                <Use
                  key={segment.id}
                  to={`/marketing/segments/${segment.id}`}
                  kind={t("segments.usedBySegment")}
                  name={segment.name}
                />
              ))}
              {syncs.map(({ kind, name }) => (
                <Use
                  key={kind}
                  to={`/marketing/segments/${id}?tab=sync`}
                  kind={t(kind === "group" ? "segments.usedByGroup" : "segments.usedByWebhook")}
                  name={name}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  )
}

function Use({ to, kind, name }: { to: string; kind: string; name: string }) {
  return (
    <li>
      <Link to={to} className="hover:bg-ui-bg-base-hover flex items-center justify-between px-6 py-3">
        <Text size="small" leading="compact" weight="plus">
          {name}
        </Text>
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {kind}
        </Text>
      </Link>
    </li>
  )
}
