import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import type { SendingLimits as Limits } from "../../src/core/message/sending-limits"
import { type Settings, useSaveLimits } from "../api/lifecycle"
import { FieldProblems } from "../form/field-problems"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { Section } from "../page/section"
import { useUnsaved } from "../page/unsaved"
import { CapsForm } from "./caps"
import { QuietHoursForm } from "./quiet-hours"

const LARGEST_GROUP_PERCENT = 20

/** So that nobody gets too much from all plans together: caps, quiet hours, and the group that gets nothing at all. */
export function SendingLimits({ limits }: { limits: Settings["limits"] }) {
  const { t } = useText()
  const [draft, setDraft] = useState<Limits>(() => limitsOf(limits))
  const unsaved = useUnsaved(draft)
  const save = useSaveLimits()
  const put = useAction(async () => {
    await save.mutateAsync(draft)
    unsaved.keep()
    toast.success(t("limits.saved"))
  }, "limits.notSaved")
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        put.run()
      }}
    >
      <Section
        title={t("limits.title")}
        subtitle={t("limits.text")}
        actions={
          <Button size="small" type="submit" isLoading={put.busy} disabled={!unsaved.changed}>
            {t("page.save")}
          </Button>
        }
      >
        <CapsForm
          caps={draft.caps}
          problems={put.problems}
          onChange={(caps) => setDraft({ ...draft, caps })}
        />
        <QuietHoursForm
          quiet={draft.quiet_hours}
          problems={put.problems}
          onChange={(quiet_hours) => setDraft({ ...draft, quiet_hours })}
        />
        <div className="px-6 py-4">
          <Labelled
            label={t("limits.holdOut")}
            hint={t("limits.holdOutText")}
            wrong={<FieldProblems problems={put.problems} path="limits.hold_out_percent" />}
          >
            {(id) => (
              <NumberInput
                id={id}
                min={0}
                max={LARGEST_GROUP_PERCENT}
                value={draft.hold_out_percent}
                onChange={(n = 0) => setDraft({ ...draft, hold_out_percent: n })}
              />
            )}
          </Labelled>
        </div>
      </Section>
    </form>
  )
}

const limitsOf = ({ caps, quiet_hours, hold_out_percent }: Limits): Limits => ({
  caps,
  quiet_hours,
  hold_out_percent,
})
