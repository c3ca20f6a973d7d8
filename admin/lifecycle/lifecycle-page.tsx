import { Button } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { INTENT_LABELS, INTENTS } from "../../src/core/lifecycle/lead-score"
import { STAGE_LABELS, STAGES } from "../../src/core/lifecycle/stage"
import { useLifecycleFigures, useSettings } from "../api/lifecycle"
import { useText } from "../i18n/use-text"
import { Figure, Figures, Section } from "../page/section"
import { Failed, LoadingPage, LoadingRows } from "../page/states"
import { ApprovalSettings } from "../settings/approval"
import { AttributeList } from "../settings/attributes"
import { Sending } from "../settings/sending"
import { SendingLimits } from "../settings/sending-limits"
import { TagGroups } from "../settings/tag-groups"
import { Thresholds } from "./thresholds"

/** How customers are spread over the lifecycle now and what decides about it, and the switch of all sending. */
export function LifecyclePage() {
  const asked = useSettings()
  if (asked.isPending) return <LoadingPage />
  return (
    <div className="flex flex-col gap-y-3">
      <Spread />
      {asked.data ? (
        <>
          <Sending settings={asked.data.settings} />
          <SendingLimits limits={asked.data.settings.limits} />
          <ApprovalSettings approval={asked.data.settings.approval} />
          <Thresholds settings={asked.data.settings.lifecycle} />
          <AttributeList />
          <TagGroups />
        </>
      ) : (
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      )}
    </div>
  )
}

function Spread() {
  const { t, number, label, time } = useText()
  const asked = useLifecycleFigures()
  const found = asked.data?.lifecycle
  return (
    <Section
      level="h1"
      title={t("lifecycle.title")}
      subtitle={
        found?.computed_at
          ? t("lifecycle.computed", { at: time(found.computed_at) })
          : t("lifecycle.beingComputed")
      }
      actions={
        <Button size="small" variant="secondary" asChild>
          <Link to="/settings/marketing/health">{t("health.open")}</Link>
        </Button>
      }
    >
      {asked.isPending ? <LoadingRows rows={2} /> : null}
      {asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : null}
      {found ? (
        <>
          <Figures>
            {STAGES.map((stage) => (
              <Figure
                key={stage}
                name={label(STAGE_LABELS[stage])}
                text={t(`lifecycle.stageTexts.${stage}`)}
                value={number(found.stages[stage] ?? 0)}
              />
            ))}
          </Figures>
          <Figures>
            {INTENTS.map((intent) => (
              <Figure
                key={intent}
                name={t("lifecycle.intentOf", { level: label(INTENT_LABELS[intent]) })}
                value={number(found.intents[intent] ?? 0)}
              />
            ))}
          </Figures>
        </>
      ) : null}
    </Section>
  )
}
