import { Text } from "@medusajs/ui"
import { useContext } from "react"
import { changesBetween } from "../../src/core/pre-run/compare"
import type { PreRun } from "../api/pre-runs"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { Section } from "../page/section"
import { Rows } from "./rows"

/** Where two pre-runs differ, step by step. */
export function Changes({ before, after }: { before: PreRun; after: PreRun }) {
  const { t, number, time } = useText()
  const named = useContext(NodeNames)
  const changes = changesBetween(before.result, after.result)
  const told = ([was, is]: [number, number]) =>
    was === is ? number(is) : t("preRun.changed", { before: number(was), after: number(is) })
  return (
    <Section
      title={t("preRun.difference")}
      subtitle={t("preRun.differenceText", { before: time(before.at), after: time(after.at) })}
    >
      {changes.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("preRun.noDifference")}
        </Text>
      ) : (
        <Rows
          heads={[t("preRun.step"), t("preRun.people"), t("preRun.sent")]}
          rows={changes.map(({ node, heads, sent }) => ({
            key: node,
            cells: [named(node) ?? node, told(heads), sent ? told(sent) : "–"],
          }))}
        />
      )}
    </Section>
  )
}
