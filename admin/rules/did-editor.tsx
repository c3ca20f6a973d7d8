import { Button, DropdownMenu, Text } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { ChainEditor } from "./chain-editor"
import { isNamed, knownEvent } from "./events"
import { MeasureEditor } from "./measure-editor"
import { isMoney, MEASURES, type MeasureName } from "./operators"
import type { DidCondition } from "./rule"
import { WhereEditor } from "./where-editor"
import { WindowEditor } from "./window-editor"

/** The name people know an event by; a store's own event goes by the name it was recorded under. */
export function useEventName() {
  const { t } = useText()
  return (event: string) => (isNamed(event) ? t(`rules.events.${event}`) : event.replaceAll("_", " "))
}

/** "Bought [any of 3 products] [at least 2 times] [in the last 90 days]" */
export function DidEditor({
  value,
  onChange,
  inCanvas,
}: {
  value: DidCondition
  onChange: (next: DidCondition) => void
  inCanvas?: boolean
}) {
  const { t } = useText()
  const eventName = useEventName()
  const currencies = useCurrencies()
  const known = knownEvent(value.did)
  const never = value.count?.eq === 0
  const measured = MEASURES.filter((m) => value[m] !== undefined)
  const possible = MEASURES.filter(
    (m) => value[m] === undefined && (known?.money !== false || m === "count" || m === "days"),
  )
  const set = (change: Partial<DidCondition>) => {
    const next = { ...value, ...change }
    for (const key of Object.keys(next) as (keyof DidCondition)[])
      if (next[key] === undefined) delete next[key]
    onChange(next)
  }
  return (
    <div className="flex flex-col gap-y-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <Choose
          label={t("rules.didOrNot")}
          className="w-28"
          value={never ? "never" : "did"}
          options={[
            { value: "did", label: t("rules.did") },
            { value: "never", label: t("rules.didNot") },
          ]}
          onChange={(v) => set({ count: v === "never" ? { eq: 0 } : undefined })}
        />
        <Text size="small" leading="compact" weight="plus">
          {eventName(value.did)}
        </Text>
        <WhereEditor event={value.did} value={value.where} onChange={(where) => set({ where })} />
        <WindowEditor value={value.window} onChange={(window) => set({ window })} inCanvas={inCanvas} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {never
          ? null
          : measured.map((name) => (
              <MeasureEditor
                key={name}
                name={name}
                value={value[name] ?? {}}
                onChange={(measure) => set({ [name]: measure })}
                onRemove={() => set({ [name]: undefined })}
              />
            ))}
        {never || possible.length === 0 ? null : (
          <AddMeasure names={possible} onAdd={(name) => set({ [name]: firstMeasure(name, currencies[0]) })} />
        )}
        <ChainEditor value={value} onChange={set} />
      </div>
    </div>
  )
}

/** What the editor shows at once is what the rule holds at once: an amount has its currency. */
const firstMeasure = (name: MeasureName, currency: string | undefined) =>
  isMoney(name)
    ? { ...(name === "max" ? { of: "amount" } : {}), gte: 0, currency: currency ?? "eur" }
    : { gte: 1 }

function AddMeasure({ names, onAdd }: { names: MeasureName[]; onAdd: (name: MeasureName) => void }) {
  const { t } = useText()
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="transparent" className="text-ui-fg-muted -ms-2" type="button">
          {t("rules.addMeasure")}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="start">
        {names.map((name) => (
          <DropdownMenu.Item key={name} onClick={() => onAdd(name)}>
            {t(`rules.measureNames.${name}`)}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
