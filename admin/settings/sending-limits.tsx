import type { SendingLimits as Limits } from "../../src/core/message/sending-limits"
import { type Settings, useSaveLimits } from "../api/lifecycle"
import { FieldProblems } from "../form/field-problems"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { CapsForm } from "./caps"
import { QuietHoursForm } from "./quiet-hours"
import { SettingsForm } from "./settings-form"

const LARGEST_GROUP_PERCENT = 20

/** So that nobody gets too much from all plans together: caps, quiet hours, and the group that gets nothing at all. */
export function SendingLimits({ limits }: { limits: Settings["limits"] }) {
  const { t } = useText()
  return (
    <SettingsForm
      room="limits"
      title={t("limits.title")}
      subtitle={t("limits.text")}
      start={() => limitsOf(limits)}
      save={useSaveLimits()}
    >
      {({ draft, setDraft, problems }) => (
        <>
          <CapsForm caps={draft.caps} problems={problems} onChange={(caps) => setDraft({ ...draft, caps })} />
          <QuietHoursForm
            quiet={draft.quiet_hours}
            problems={problems}
            onChange={(quiet_hours) => setDraft({ ...draft, quiet_hours })}
          />
          <div className="px-6 py-4">
            <Labelled
              label={t("limits.holdOut")}
              hint={t("limits.holdOutText")}
              wrong={<FieldProblems problems={problems} path="limits.hold_out_percent" />}
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
        </>
      )}
    </SettingsForm>
  )
}

const limitsOf = ({ caps, quiet_hours, hold_out_percent }: Limits): Limits => ({
  caps,
  quiet_hours,
  hold_out_percent,
})
