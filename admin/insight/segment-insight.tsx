import { Button, clx, Text } from "@medusajs/ui"
import type { Insight } from "../../src/core/insight/insight"
import { fileName, save } from "../api/client"
import { useInsight, useReckonInsight } from "../api/insight"
import { downloadSegment, type Segment } from "../api/segments"
import { OneThing } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { Section } from "../page/section"
import { Answer, Nothing } from "../page/states"
import { useUrlValue } from "../page/url-state"
import { Consumption } from "./consumption"
import { Overlaps } from "./overlaps"
import { Products } from "./products"
import { Profile } from "./profile"
import { Sizes } from "./sizes"
import { StageMatrix } from "./stage-matrix"
import { useFigures } from "./use-figures"

/** Who the people of a segment are and what they buy, beside all customers or another segment. */
export function SegmentInsight({ segment }: { segment: Segment }) {
  const { t, time } = useText()
  const [compare, choose] = useUrlValue("compare")
  const asked = useInsight(segment.id, compare)
  const reckoned = useAction(useReckonInsight(segment.id, compare))
  const insight = asked.data?.insight
  const exported = useAction(() => downloadSegment(segment))
  return (
    <>
      <Section
        title={t("insight.title")}
        subtitle={t("insight.subtitle")}
        actions={
          <>
            {insight ? <ExportFigures insight={insight} /> : null}
            <Button size="small" variant="secondary" isLoading={exported.busy} onClick={() => exported.run()}>
              {t("insight.export")}
            </Button>
          </>
        }
      >
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-6 py-4">
          <Text size="small" leading="compact" weight="plus">
            {t("insight.compareWith")}
          </Text>
          <OneThing
            source="segment"
            id={compare || undefined}
            onChange={(id) => choose(id ?? "")}
            label={t("insight.compareWith")}
            none={t("insight.everybody")}
          />
          {insight?.kept ? (
            <>
              <Text size="small" leading="compact" className="text-ui-fg-subtle ms-auto">
                {t("insight.keptSince", { at: time(insight.as_of) })}
              </Text>
              <Button
                size="small"
                variant="transparent"
                isLoading={reckoned.busy}
                onClick={() => reckoned.run()}
              >
                {t("insight.reckonAnew")}
              </Button>
            </>
          ) : null}
        </div>
      </Section>
      <Answer asked={asked} rows={8}>
        {({ insight }) =>
          insight.segment.people === 0 ? (
            <Section title={t("insight.profile")}>
              <Nothing title={t("segments.noMembers")} text={t("insight.nobodyText")} />
            </Section>
          ) : (
            <div
              className={clx("flex flex-col gap-y-3", asked.isPlaceholderData && "opacity-50")}
              aria-busy={asked.isPlaceholderData}
            >
              <Profile insight={insight} />
              <Consumption insight={insight} />
              <Products insight={insight} />
              <Overlaps insight={insight} />
            </div>
          )
        }
      </Answer>
      {insight ? <Sizes trend={insight.trend} /> : null}
      <StageMatrix segmentId={segment.id} />
    </>
  )
}

function ExportFigures({ insight }: { insight: Insight }) {
  const { t } = useText()
  const csv = useFigures(insight)
  const name = t("insight.figuresOf", { name: insight.segment.name })
  return (
    <Button
      size="small"
      variant="secondary"
      onClick={() => save(new Blob([csv()], { type: "text/csv" }), fileName(name, "csv"))}
    >
      {t("insight.exportFigures")}
    </Button>
  )
}
