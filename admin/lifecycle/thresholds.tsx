import type { LifecycleSettings } from "../../src/core/lifecycle/settings"
import { type Settings, useSaveLifecycle } from "../api/lifecycle"
import { Choose } from "../form/choose"
import { FieldProblems } from "../form/field-problems"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { type Drafting, SettingsForm } from "../settings/settings-form"
import { EventPoints } from "./event-points"

/** A select cannot hold an empty value. */
const STORE_CURRENCY = "-"
const LONGEST_DAYS = 3650
const LONGEST_WINDOW_DAYS = 90
const HIGHEST_SCORE = 100

type WholeNumbers = { [Part in "stages" | "lead_score" | "intent"]: keyof LifecycleSettings[Part] & string }

/** What decides about stages, lead scores, intent and RFM. What is wrong stands at its field. */
export function Thresholds({ settings }: { settings: Settings["lifecycle"] }) {
  const { t } = useText()
  return (
    <SettingsForm
      room="lifecycle"
      title={t("lifecycle.thresholds")}
      subtitle={t("lifecycle.thresholdsText")}
      start={() => thresholdsOf(settings)}
      save={useSaveLifecycle()}
    >
      {(drafting) => <Fields {...drafting} />}
    </SettingsForm>
  )
}

function Fields({ draft, setDraft, problems }: Drafting<LifecycleSettings>) {
  const { t } = useText()
  const currencies = useCurrencies()
  const whole = <Part extends keyof WholeNumbers>(part: Part, name: WholeNumbers[Part], max: number) => (
    <Labelled
      key={name}
      label={t(`lifecycle.names.${name}`)}
      hint={t(`lifecycle.hints.${name}`)}
      wrong={<FieldProblems problems={problems} path={`lifecycle.${part}.${name}`} />}
    >
      {(id) => (
        <NumberInput
          id={id}
          whole
          min={1}
          max={max}
          value={(draft[part] as Record<string, number>)[name]}
          onChange={(n) => setDraft({ ...draft, [part]: { ...draft[part], [name]: n } })}
        />
      )}
    </Labelled>
  )
  return (
    <>
      <div className="grid gap-4 px-6 py-4 md:grid-cols-3">
        {whole("stages", "new_days", LONGEST_DAYS)}
        {whole("stages", "at_risk_days", LONGEST_DAYS)}
        {whole("stages", "lapsed_days", LONGEST_DAYS)}
      </div>
      <div className="flex flex-col gap-y-4 px-6 py-4">
        <Labelled
          label={t("lifecycle.names.points")}
          hint={t("lifecycle.hints.points")}
          wrong={<FieldProblems problems={problems} path="lifecycle.lead_score.points" />}
        >
          <EventPoints
            points={draft.lead_score.points}
            onChange={(points) => setDraft({ ...draft, lead_score: { ...draft.lead_score, points } })}
          />
        </Labelled>
        <div className="grid gap-4 md:grid-cols-3">
          {whole("lead_score", "window_days", LONGEST_WINDOW_DAYS)}
          {whole("intent", "mid", HIGHEST_SCORE)}
          {whole("intent", "high", HIGHEST_SCORE)}
        </div>
      </div>
      <div className="px-6 py-4">
        <Labelled label={t("lifecycle.names.currency")} hint={t("lifecycle.hints.currency")}>
          {(id) => (
            <Choose
              id={id}
              className="max-w-64"
              value={draft.rfm.currency ?? STORE_CURRENCY}
              options={[
                { value: STORE_CURRENCY, label: t("lifecycle.storeCurrency") },
                ...currencies.map((code) => ({ value: code, label: code.toUpperCase() })),
              ]}
              onChange={(code) =>
                setDraft({ ...draft, rfm: { currency: code === STORE_CURRENCY ? null : code } })
              }
            />
          )}
        </Labelled>
      </div>
    </>
  )
}

const thresholdsOf = ({ stages, lead_score, intent, rfm }: LifecycleSettings): LifecycleSettings => ({
  stages,
  lead_score,
  intent,
  rfm,
})
