import type { PreRunResult } from "../api/pre-runs"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Bars } from "./bars"

/** When messages would go out: a bar for each hour or day in which some do. */
export function HandOutTimes({ when: { by, sent } }: { when: PreRunResult["when"] }) {
  const { t, time, date } = useText()
  if (sent.length === 0) return null
  return (
    <Section title={t("preRun.when")} subtitle={t(`preRun.whenBy.${by}`)}>
      <Bars
        rows={sent.map(({ at, count }) => ({ key: at, label: by === "hour" ? time(at) : date(at), count }))}
      />
    </Section>
  )
}
