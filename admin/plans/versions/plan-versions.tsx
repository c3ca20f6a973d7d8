import { Badge, Button, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Plan } from "../../api/plans"
import { type Move, usePlanMoves, usePlanVersions, useRestoreVersion, type Version } from "../../api/versions"
import { useText } from "../../i18n/use-text"
import { useAction } from "../../page/action"
import { Section } from "../../page/section"
import { Answer } from "../../page/states"
import { useUserNames } from "../../page/user-names"
import { DifferenceOf } from "./difference-of"
import { MovePeople } from "./move-people"
import { SeeDrawn } from "./see-drawn"

/** What was published when, by whom and why; how many people are in each version, and what can be done about it. */
export function PlanVersions({ plan }: { plan: Plan }) {
  const { t } = useText()
  const asked = usePlanVersions(plan)
  const moves = usePlanMoves(plan)
  return (
    <>
      {plan.has_changes && plan.version !== null ? (
        <Section title={t("plans.versions.draft")} subtitle={t("plans.versions.draftText")}>
          <div className="flex flex-col gap-y-3 px-6 py-4">
            <DifferenceOf plan={plan} from={plan.version} />
            <SeeDrawn plan={plan} from={plan.version} />
          </div>
        </Section>
      ) : null}
      <Section title={t("plans.tabs.versions")} subtitle={t("plans.versions.text")}>
        <Answer asked={asked}>
          {({ versions }) => (
            <ul className="divide-y">
              {versions.map((version) => (
                <Row
                  key={version.version}
                  plan={plan}
                  version={version}
                  moves={moves.data?.moves.filter((move) => move.from_version === version.version) ?? []}
                />
              ))}
            </ul>
          )}
        </Answer>
      </Section>
    </>
  )
}

function Row({ plan, version, moves }: { plan: Plan; version: Version; moves: Move[] }) {
  const { t, time, number } = useText()
  const nameOf = useUserNames()
  const [shown, show] = useState(false)
  const [moving, setMoving] = useState(false)
  const restore = useRestoreVersion(plan)
  const isCurrent = version.version === plan.version
  const may = plan.actions.includes("edit")
  const put = useAction(async () => {
    await restore.mutateAsync(version.version)
    toast.success(t("plans.versions.restored", { version: version.version }))
  })
  const canMove = may && !isCurrent && version.inside > 0 && !moves.some((move) => move.state === "going")
  return (
    <li className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <div className="flex items-center gap-x-2">
            <Text size="small" leading="compact" weight="plus">
              {t("plans.versions.name", { version: version.version })}
            </Text>
            {isCurrent ? (
              <Badge size="2xsmall" color="green">
                {t("plans.versions.current")}
              </Badge>
            ) : null}
          </div>
          <Text size="small" className="text-ui-fg-subtle">
            {[
              time(version.published_at),
              nameOf(version.published_by),
              t("plans.versions.inside", { count: version.inside, shown: number(version.inside) }),
            ].join(" · ")}
          </Text>
          {version.note ? <Text size="small">{version.note}</Text> : null}
          {moves.map((move) => (
            <Text key={move.id} size="small" className="text-ui-fg-subtle">
              {t(`plans.move.${move.state}`, {
                version: move.to_version,
                moved: number(move.moved),
                left: number(move.left_plan),
              })}
            </Text>
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          {version.version > 1 ? (
            <Button size="small" variant="secondary" aria-expanded={shown} onClick={() => show(!shown)}>
              {t(shown ? "plans.versions.hide" : "plans.versions.show")}
            </Button>
          ) : null}
          {may && (!isCurrent || plan.has_changes) ? (
            <Button size="small" variant="secondary" disabled={put.busy} onClick={() => put.run()}>
              {t("plans.versions.restore")}
            </Button>
          ) : null}
          {canMove ? (
            <Button size="small" variant="secondary" onClick={() => setMoving(true)}>
              {t("plans.move.open")}
            </Button>
          ) : null}
        </div>
      </div>
      {shown ? (
        <>
          <DifferenceOf plan={plan} from={version.version - 1} to={version.version} />
          <SeeDrawn plan={plan} from={version.version - 1} to={version.version} />
        </>
      ) : null}
      {moving ? <MovePeople plan={plan} version={version.version} onClose={() => setMoving(false)} /> : null}
    </li>
  )
}
