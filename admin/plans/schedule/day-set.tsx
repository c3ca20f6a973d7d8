import { clx } from "@medusajs/ui"

/** Days of which any number is chosen. */
export function DaySet<T extends string | number>({
  label,
  days,
  nameOf,
  chosen,
  onChange,
  className,
}: {
  label: string
  days: readonly T[]
  nameOf: (day: T) => { short: string; long: string }
  chosen: T[]
  onChange: (chosen: T[]) => void
  className?: string
}) {
  return (
    // A fieldset would bring a border and a legend of its own.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <div role="group" aria-label={label} className={clx("flex flex-wrap gap-1.5", className)}>
      {days.map((day) => {
        const on = chosen.includes(day)
        const { short, long } = nameOf(day)
        return (
          <button
            key={day}
            type="button"
            aria-pressed={on}
            aria-label={long}
            className={clx(
              "txt-compact-small focus-visible:shadow-borders-focus h-8 min-w-9 rounded-md px-2 tabular-nums outline-none transition-fg",
              on
                ? "bg-ui-bg-interactive text-ui-fg-on-color"
                : "bg-ui-bg-field text-ui-fg-base shadow-borders-base hover:bg-ui-bg-field-hover",
            )}
            onClick={() => onChange(on ? chosen.filter((one) => one !== day) : [...chosen, day])}
          >
            {short}
          </button>
        )
      })}
    </div>
  )
}
