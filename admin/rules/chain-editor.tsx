import { Trash, XMarkMini } from "@medusajs/icons"
import { Button, IconButton } from "@medusajs/ui"
import { useEvents } from "../api/catalogue"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { DurationInput } from "./duration"
import { useEventName } from "./event-name"
import { KNOWN_EVENTS } from "./events"
import type { DidCondition } from "./rule"
import { WhereEditor } from "./where-editor"

/** "... and then [placed an order] [any product] within [2 hours]", or "... and no ... since". */
export function ChainEditor({
  value,
  onChange,
}: {
  value: DidCondition
  onChange: (change: Partial<DidCondition>) => void
}) {
  const { t } = useText()
  const eventName = useEventName()
  const own = useEvents().data?.events.flatMap((event) => (event.built_in ? [] : event.name)) ?? []
  const step = value.not_then ?? value.then
  if (!step)
    return (
      <Button
        size="small"
        variant="transparent"
        type="button"
        className="text-ui-fg-subtle"
        onClick={() => onChange({ not_then: { did: "order_placed" } })}
      >
        {t("rules.addThen")}
      </Button>
    )
  const put = (next: typeof step, not = value.not_then !== undefined) =>
    onChange(not ? { not_then: next, then: undefined } : { then: next, not_then: undefined })
  const events = [...new Set([...KNOWN_EVENTS.map((event) => event.name), ...own, step.did])]
  return (
    <div className="border-ui-border-strong flex w-full flex-wrap items-center gap-1.5 border-s-2 ps-2">
      <Choose
        label={t("rules.thenOrNot")}
        className="w-40"
        value={value.not_then ? "not" : "then"}
        options={[
          { value: "then", label: t("rules.then") },
          { value: "not", label: t("rules.notThen") },
        ]}
        onChange={(way) => put(step, way === "not")}
      />
      <Choose
        label={t("rules.nextEvent")}
        className="w-44"
        value={step.did}
        options={events.map((name) => ({ value: name, label: eventName(name) }))}
        // What narrowed one event may have no meaning for another.
        onChange={(did) => put({ did })}
      />
      <WhereEditor
        event={step.did}
        value={step.where}
        onChange={(where) => put(where ? { ...step, where } : { did: step.did })}
      />
      {value.within ? (
        <div className="flex items-center gap-1.5">
          <DurationInput
            label={t("rules.timeLimit")}
            words={(span) => t("rules.within", { span })}
            value={value.within}
            onChange={(within) => onChange({ within })}
          />
          <IconButton
            size="2xsmall"
            variant="transparent"
            aria-label={t("rules.removeWithin")}
            onClick={() => onChange({ within: undefined })}
          >
            <XMarkMini />
          </IconButton>
        </div>
      ) : (
        <Button
          size="small"
          variant="transparent"
          className="text-ui-fg-subtle"
          onClick={() => onChange({ within: { days: 1 } })}
        >
          {t("rules.addWithin")}
        </Button>
      )}
      <Button
        size="small"
        variant="transparent"
        className="text-ui-fg-subtle"
        aria-label={t("rules.removeThen")}
        onClick={() => onChange({ then: undefined, not_then: undefined, within: undefined })}
      >
        <Trash />
      </Button>
    </div>
  )
}
