import { Text } from "@medusajs/ui"
import { useText } from "../i18n/use-text"

/** A bar for each of some moments, as long as what happened in it. */
export function Bars({ rows }: { rows: { key: string; label: string; count: number }[] }) {
  const { number } = useText()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <ul className="flex max-h-80 flex-col gap-y-1 overflow-y-auto px-6 py-4">
      {rows.map(({ key, label, count }) => (
        <li key={key} className="grid grid-cols-[10rem_1fr_5rem] items-center gap-3">
          <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
            {label}
          </Text>
          <span className="bg-ui-bg-component h-2 rounded-full" aria-hidden>
            {count > 0 ? (
              <span
                className="bg-ui-tag-blue-icon block h-2 rounded-full"
                style={{ width: `${Math.max(1, (count * 100) / most)}%` }}
              />
            ) : null}
          </span>
          <Text size="xsmall" leading="compact" className="text-end tabular-nums">
            {number(count)}
          </Text>
        </li>
      ))}
    </ul>
  )
}
