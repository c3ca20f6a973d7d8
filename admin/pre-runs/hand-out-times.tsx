import { Text } from "@medusajs/ui"
import type { PreRunResult } from "../api/pre-runs"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"

/** When messages would go out: a bar for each hour or day in which some do. */
export function HandOutTimes({ when: { by, sent } }: { when: PreRunResult["when"] }) {
  const { t, time, date, number } = useText()
  if (sent.length === 0) return null
  const most = Math.max(...sent.map(({ count }) => count))
  return (
    <Section title={t("preRun.when")} subtitle={t(`preRun.whenBy.${by}`)}>
      <ul className="flex max-h-80 flex-col gap-y-1 overflow-y-auto px-6 py-4">
        {sent.map(({ at, count }) => (
          <li key={at} className="grid grid-cols-[10rem_1fr_5rem] items-center gap-3">
            <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
              {by === "hour" ? time(at) : date(at)}
            </Text>
            <span className="bg-ui-bg-component h-2 rounded-full" aria-hidden>
              <span
                className="bg-ui-tag-blue-icon block h-2 rounded-full"
                style={{ width: `${Math.max(1, (count * 100) / most)}%` }}
              />
            </span>
            <Text size="xsmall" leading="compact" className="text-right tabular-nums">
              {number(count)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  )
}
