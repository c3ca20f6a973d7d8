import { ArrowPath } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { Link, useParams } from "react-router-dom"
import { type Segment, useRefreshSegment, useSegment } from "../api/segments"
import { useText } from "../i18n/use-text"
import { SegmentInsight } from "../insight/segment-insight"
import { useAction } from "../page/action"
import { Section } from "../page/section"
import { Failed, LoadingPage } from "../page/states"
import { UrlTabs } from "../page/url-tabs"
import { SegmentSync } from "../sync/segment-sync"
import { SegmentMembers } from "./segment-members"
import { SegmentMenu } from "./segment-menu"
import { SegmentRule } from "./segment-rule"
import { SegmentBadge } from "./segment-state"
import { SegmentUses } from "./segment-uses"

export function SegmentPage() {
  const { id } = useParams()
  const { t } = useText()
  const asked = useSegment(id)
  if (!asked.data)
    return asked.isPending ? (
      <LoadingPage />
    ) : (
      <Failed error={asked.error} retry={() => void asked.refetch()} />
    )
  const { segment } = asked.data
  return (
    <div className="flex flex-col gap-y-3">
      <Header segment={segment} />
      <UrlTabs
        label={segment.name}
        tabs={[
          {
            id: "rule",
            label: t("segments.tabs.rule"),
            content: () => <SegmentRule key={segment.id} segment={segment} />,
          },
          {
            id: "members",
            label: t("segments.tabs.members"),
            content: () => <SegmentMembers segment={segment} />,
          },
          {
            id: "insight",
            label: t("segments.tabs.insight"),
            content: () => <SegmentInsight segment={segment} />,
          },
          { id: "sync", label: t("segments.tabs.sync"), content: () => <SegmentSync segment={segment} /> },
          { id: "uses", label: t("segments.tabs.uses"), content: () => <SegmentUses id={segment.id} /> },
        ]}
      />
    </div>
  )
}

function Header({ segment }: { segment: Segment }) {
  const { t, number, time } = useText()
  const refresh = useRefreshSegment(segment.id)
  const refreshNow = useAction(async () => {
    await refresh.mutateAsync()
    toast.success(t("segments.refreshStarted"))
  })
  return (
    <Section
      level="h1"
      title={segment.name}
      badge={<SegmentBadge segment={segment} />}
      subtitle={
        <>
          {t("segments.memberCount", { count: segment.member_count, shown: number(segment.member_count) })}
          {segment.sample
            ? ` · ${"percent" in segment.sample ? t("segments.samplePercent", { shown: number(segment.sample.percent) }) : t("segments.sampleNumber", { shown: number(segment.sample.number) })}`
            : null}
          {segment.refreshed_at
            ? ` · ${t("segments.refreshedAt", { at: time(segment.refreshed_at) })}`
            : null}
          {segment.error ? ` · ${t("segments.refreshFailed")}` : null}
        </>
      }
      actions={
        <>
          {segment.type === "dynamic" && segment.state !== "archived" ? (
            <Button
              size="small"
              variant="secondary"
              isLoading={refreshNow.busy || segment.state === "refreshing"}
              onClick={() => refreshNow.run()}
            >
              <ArrowPath />
              {t("segments.refresh")}
            </Button>
          ) : null}
          <Button size="small" asChild>
            <Link to={`/marketing/plans/create?segment_id=${segment.id}`}>{t("segments.startPlan")}</Link>
          </Button>
          <SegmentMenu segment={segment} />
        </>
      }
    />
  )
}
