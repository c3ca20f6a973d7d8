import { Button, DropdownMenu, Text } from "@medusajs/ui"
import { MEASURES } from "../../src/core/rules/measures"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { useDirection } from "../page/direction"
import { ChainEditor } from "./chain-editor"
import { useEventName } from "./event-name"
import { MeasureEditor } from "./measure-editor"
import { isMoney, type Measurable, measurablesOf, measureKey } from "./operators"
import type { DidCondition, Measure } from "./rule"
import { WhereEditor } from "./where-editor"
import { WindowEditor } from "./window-editor"

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
  const never = value.count?.eq === 0
  const measured = never ? [] : MEASURES.filter((name) => value[name] !== undefined)
  const possible = never ? [] : measurablesOf(value.did).filter(({ name }) => value[name] === undefined)
  const set = (change: Partial<DidCondition>) => onChange(without({ ...value, ...change }))
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
          // Who never did it has nothing to measure, and nothing came after it.
          onChange={(way) => {
            const none = Object.fromEntries(MEASURES.map((name) => [name, undefined]))
            set({ ...none, ...(way === "never" ? { ...UNFOLLOWED, count: { eq: 0 } } : {}) })
          }}
        />
        <Text size="small" leading="compact" weight="plus">
          {eventName(value.did)}
        </Text>
        <WhereEditor event={value.did} value={value.where} onChange={(where) => set({ where })} />
        <WindowEditor value={value.window} onChange={(window) => set({ window })} inCanvas={inCanvas} />
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        {measured.map((name) => (
          <MeasureEditor
            key={name}
            name={name}
            value={(value[name] ?? {}) as Measure}
            onChange={(measure) => set({ [name]: measure })}
            onRemove={() => set({ [name]: undefined })}
          />
        ))}
        {possible.length > 0 ? (
          <AddMeasure
            measures={possible}
            onAdd={(one) => set({ [one.name]: firstMeasure(one, currencies[0]) })}
          />
        ) : null}
        {never && !value.then && !value.not_then ? null : <ChainEditor value={value} onChange={set} />}
      </div>
    </div>
  )
}

const UNFOLLOWED = { then: undefined, not_then: undefined, within: undefined }

/** The rule language refuses keys without a value. */
const without = (value: DidCondition): DidCondition =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as DidCondition

/** 50.00 of most currencies. Zero would mean everybody, also those who never did it. */
const FIRST_AMOUNT = 5_000

/** What the editor shows at once is what the rule holds at once: an amount has its currency. */
const firstMeasure = ({ name, of }: Measurable, currency = "eur"): Measure => ({
  ...(of === undefined ? {} : { of }),
  ...(isMoney(name, of) ? { gte: FIRST_AMOUNT, currency } : { gte: 1 }),
})

function AddMeasure({ measures, onAdd }: { measures: Measurable[]; onAdd: (one: Measurable) => void }) {
  const { t } = useText()
  return (
    <DropdownMenu dir={useDirection()}>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="transparent" className="text-ui-fg-subtle" type="button">
          {t("rules.addMeasure")}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="start">
        {measures.map((one) => (
          <DropdownMenu.Item key={one.name} onSelect={() => onAdd(one)}>
            {t(`rules.measureNames.${measureKey(one.name, one.of)}`)}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
