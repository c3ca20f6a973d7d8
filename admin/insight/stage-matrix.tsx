import { clx, Text } from "@medusajs/ui"
import type { StageMove, StageMoves } from "../../src/core/insight/insight"
import { STAGE_LABELS, STAGES, type Stage } from "../../src/core/lifecycle/stage"
import { useStageMoves } from "../api/insight"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Answer } from "../page/states"
import { useUrlValue } from "../page/url-state"

/** From which stage to which the segment's people came in a month. */
export function StageMatrix({ segmentId }: { segmentId: string }) {
  const { t, locale } = useText()
  const [chosen, choose] = useUrlValue("month")
  const asked = useStageMoves(segmentId, chosen)
  const found = asked.data?.stages
  const monthName = (month: string) =>
    new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" }).format(
      new Date(`${month}-01`),
    )
  return (
    <Section
      title={t("insight.migration")}
      subtitle={t("insight.migrationText")}
      actions={
        found?.month ? (
          <Choose
            label={t("insight.month")}
            value={found.month}
            options={[...new Set([...found.months, found.month])].map((month) => ({
              value: month,
              label: monthName(month),
            }))}
            onChange={choose}
          />
        ) : null
      }
    >
      <Answer asked={asked}>
        {({ stages }) =>
          stages.month && stages.moves.length > 0 ? (
            <div className={clx("overflow-x-auto px-6 py-4", asked.isPlaceholderData && "opacity-50")}>
              <Matrix stages={stages} />
            </div>
          ) : (
            <Text size="small" className="text-ui-fg-subtle px-6 py-4">
              {t("insight.noMigration")}
            </Text>
          )
        }
      </Answer>
    </Section>
  )
}

type Place = Stage | null

function Matrix({ stages: { moves } }: { stages: StageMoves }) {
  const { t, label, number, percent } = useText()
  const all: Place[] = [...STAGES, null]
  const froms = all.filter((place) => moves.some((move) => move.from === place))
  const tos = all.filter((place) => place !== null || moves.some((move) => move.to === null))
  const nameOf = (place: Place) => (place ? label(STAGE_LABELS[place]) : t("insight.noStage"))
  return (
    <table
      className="w-full min-w-[640px] table-fixed border-separate border-spacing-1"
      aria-label={t("insight.migration")}
    >
      <thead>
        <tr className="txt-compact-xsmall text-ui-fg-subtle">
          <th scope="col" className="w-[150px] text-start font-normal">
            {t("insight.fromStage")} ↓ · {t("insight.toStage")} →
          </th>
          {tos.map((to) => (
            <th key={to} scope="col" className="p-1 text-center font-normal">
              {nameOf(to)}
            </th>
          ))}
          <th scope="col" className="w-[80px] p-1 text-end font-normal">
            {t("insight.together")}
          </th>
        </tr>
      </thead>
      <tbody>
        {froms.map((from) => {
          const total = sumOf(moves.filter((move) => move.from === from))
          return (
            <tr key={from} className="txt-compact-small">
              <th scope="row" className="text-ui-fg-subtle text-start font-normal">
                {nameOf(from)}
              </th>
              {tos.map((to) => {
                const people = sumOf(moves.filter((move) => move.from === from && move.to === to))
                return (
                  <td
                    key={to}
                    className={clx(
                      "h-11 rounded-md text-center tabular-nums",
                      from === to && "ring-ui-border-base ring-1 ring-inset",
                    )}
                    style={{ background: tint(people / total, from === to) }}
                    title={`${nameOf(from)} → ${nameOf(to)}`}
                  >
                    {people > 0 ? (
                      <>
                        <div className="text-ui-fg-base font-medium">{number(people)}</div>
                        <div className="txt-compact-xsmall text-ui-fg-subtle">{percent(people / total)}</div>
                      </>
                    ) : (
                      <span className="text-ui-fg-disabled">–</span>
                    )}
                  </td>
                )
              })}
              <td className="text-ui-fg-subtle text-end tabular-nums">{number(total)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const sumOf = (moves: StageMove[]) => moves.reduce((sum, move) => sum + move.people, 0)

/** The more of a row came here, the stronger; who stayed is grey. */
function tint(share: number, stayed: boolean): string {
  if (share <= 0) return "transparent"
  const color = stayed ? "var(--fg-muted)" : "var(--fg-interactive)"
  return `color-mix(in srgb, ${color} ${Math.round(8 + 37 * share)}%, transparent)`
}
