import { Checkbox, Label } from "@medusajs/ui"

/** Any number of a few fixed things. */
export function Several({
  id,
  options,
  values,
  locked = false,
  onChange,
}: {
  id: string
  options: { value: string; label: string }[]
  values: string[]
  /** It can be read, and not ticked. */
  locked?: boolean
  onChange: (values: string[]) => void
}) {
  return (
    <div id={id} className="flex flex-wrap gap-x-4 gap-y-2">
      {options.map(({ value, label }) => (
        <div key={value} className="flex items-center gap-x-2">
          <Checkbox
            id={`${id}-${value}`}
            checked={values.includes(value)}
            disabled={locked}
            onCheckedChange={(on) =>
              // In the order of the options, however they were ticked.
              onChange(
                options
                  .map((one) => one.value)
                  .filter((one) => (one === value ? on === true : values.includes(one))),
              )
            }
          />
          <Label htmlFor={`${id}-${value}`} size="small">
            {label}
          </Label>
        </div>
      ))}
    </div>
  )
}
