import { XMarkMini } from "@medusajs/icons"
import { Button, IconButton } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { DurationInput } from "./duration"
import { KNOWN_EVENTS } from "./events"
import type { DidCondition } from "./rule"

/** "... and then [placed an order] within [2 hours]", or "... and no ... since". */
export function ChainEditor({
  value,
  onChange,
}: {
  value: DidCondition
  onChange: (change: Partial<DidCondition>) => void
}) {
  const { t } = useText()
  const negative = value.not_then !== undefined
  const step = value.not_then ?? value.then
  if (!step)
    return (
      <div>
        <Button
          size="small"
          variant="transparent"
          type="button"
          className="text-ui-fg-muted -ms-2"
          onClick={() => onChange({ not_then: { did: "order_placed" } })}
        >
          {t("rules.addThen")}
        </Button>
      </div>
    )
  const put = (not: boolean, did: string) =>
    onChange(
      not ? { not_then: { ...step, did }, then: undefined } : { then: { ...step, did }, not_then: undefined },
    )
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Choose
        label={t("rules.thenOrNot")}
        className="w-36"
        value={negative ? "not" : "then"}
        options={[
          { value: "then", label: t("rules.then") },
          { value: "not", label: t("rules.notThen") },
        ]}
        onChange={(v) => put(v === "not", step.did)}
      />
      <Choose
        label={t("rules.nextEvent")}
        className="w-44"
        value={step.did}
        options={[...new Set([...KNOWN_EVENTS.map((e) => e.name), step.did])].map((name) => ({
          value: name,
          label: KNOWN_EVENTS.some((e) => e.name === name) ? t(`rules.events.${name}`) : name,
        }))}
        onChange={(did) => put(negative, did)}
      />
      {value.within ? (
        <>
          <span className="txt-compact-small text-ui-fg-subtle">{t("rules.within")}</span>
          <DurationInput
            label={t("rules.within")}
            value={value.within}
            onChange={(within) => onChange({ within })}
          />
        </>
      ) : (
        <Button
          size="small"
          variant="transparent"
          className="text-ui-fg-muted"
          onClick={() => onChange({ within: { days: 1 } })}
        >
          {t("rules.addWithin")}
        </Button>
      )}
      <IconButton
        size="2xsmall"
        variant="transparent"
        aria-label={t("rules.removeThen")}
        onClick={() => onChange({ then: undefined, not_then: undefined, within: undefined })}
      >
        <XMarkMini />
      </IconButton>
    </div>
  )
}
