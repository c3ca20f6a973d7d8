import { Table, Text } from "@medusajs/ui"
import type { Import } from "../api/imports"
import { useText } from "../i18n/use-text"
import { useProblemText } from "../page/problem-text"
import { Section } from "../page/section"
import { useTargetName } from "./target-name"

/** The lines that were not taken, and why; the first hundred. */
export function RejectedLines({ made }: { made: Pick<Import, "rejected" | "rejections"> }) {
  const { t, number } = useText()
  const nameOf = useTargetName()
  const lines = made.rejections ?? []
  const textOf = useProblemText()
  if (lines.length === 0) return null
  return (
    <Section
      title={t("imports.rejectedLines")}
      subtitle={
        made.rejected > lines.length
          ? t("imports.firstOf", { shown: number(lines.length), all: number(made.rejected) })
          : undefined
      }
    >
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("imports.line")}</Table.HeaderCell>
            <Table.HeaderCell>{t("imports.column")}</Table.HeaderCell>
            <Table.HeaderCell>{t("imports.problem")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {lines.map((line) => (
            <Table.Row key={line.line}>
              <Table.Cell className="tabular-nums">{line.line}</Table.Cell>
              <Table.Cell>{line.column ? nameOf(line.column) : "–"}</Table.Cell>
              <Table.Cell>
                <Text size="small" className="whitespace-normal break-words">
                  {textOf({ code: line.code, path: "", message: line.problem, values: line.values })}
                </Text>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Section>
  )
}
