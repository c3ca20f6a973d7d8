import { Table, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { Insight } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"

/** Which other segments its people are in. */
export function Overlaps({ insight }: { insight: Insight }) {
  const { t, number, percent } = useText()
  return (
    <Section title={t("insight.overlap")} subtitle={t("insight.overlapText")}>
      {insight.overlap.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("insight.noOverlap")}
        </Text>
      ) : (
        <div className="overflow-x-auto">
          <Table aria-label={t("insight.overlap")}>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>{t("insight.segment")}</Table.HeaderCell>
                <Table.HeaderCell className="text-end">{t("insight.shared")}</Table.HeaderCell>
                <Table.HeaderCell>{t("insight.ofThis")}</Table.HeaderCell>
                <Table.HeaderCell>{t("insight.ofOther")}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {insight.overlap.map(({ id, name, members, shared }) => (
                <Table.Row key={id}>
                  <Table.Cell className="max-w-[280px] truncate">
                    <Link
                      to={`/marketing/segments/${id}?tab=insight`}
                      className="hover:text-ui-fg-interactive"
                    >
                      {name}
                    </Link>
                  </Table.Cell>
                  <Table.Cell className="text-end tabular-nums">{number(shared)}</Table.Cell>
                  <Part
                    shown={percent(shared / insight.segment.people)}
                    of={shared / insight.segment.people}
                  />
                  <Part
                    shown={t("insight.shareOf", {
                      share: percent(shared / members),
                      count: members,
                      shown: number(members),
                    })}
                    of={shared / members}
                  />
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
    </Section>
  )
}

const Part = ({ shown, of }: { shown: string; of: number }) => (
  <Table.Cell>
    <div className="flex items-center gap-x-2">
      <div className="bg-ui-bg-component h-2 w-24 shrink-0 overflow-hidden rounded-sm" aria-hidden>
        <div className="bg-ui-tag-blue-icon h-full rounded-sm" style={{ width: `${100 * of}%` }} />
      </div>
      <span className="tabular-nums">{shown}</span>
    </div>
  </Table.Cell>
)
