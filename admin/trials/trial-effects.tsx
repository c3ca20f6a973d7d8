import { Text } from "@medusajs/ui"
import type { TrialStep } from "../api/trials"
import { useText } from "../i18n/use-text"
import { usePathReason } from "../path/path-words"

/** What would have been given or written. */
export function TrialEffects({ effects }: Pick<TrialStep, "effects">) {
  const { t, number } = useText()
  const reasonOf = usePathReason()
  return (
    <>
      {effects.map(({ effect, name, done, reason }, index) => {
        const amount = typeof effect.amount === "number" ? number(effect.amount) : ""
        const about = name ?? (effect.type === "points" ? amount : detailOf(effect))
        const what = [t(`trial.effects.${effect.type}`, { defaultValue: effect.type }), about]
          .filter(Boolean)
          .join(": ")
        const why = reason ? t(`preRun.refusals.${reason}`, { defaultValue: reasonOf(reason) }) : "–"
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the effects of one visit never change their order
          <Text key={index} size="small" className="break-words">
            {done ? what : t("path.notDone", { what, reason: why })}
          </Text>
        )
      })}
    </>
  )
}

/** The rest of what a card says of an effect, for who drew it. */
const detailOf = ({ type: _, overwrite: __, ...rest }: Record<string, unknown>): string =>
  Object.values(rest)
    .flat()
    .map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)))
    .join(", ")

/** What is no answer of the other system. */
const CALLS_SAID: Record<string, string> = {
  not_test_customer: "trial.callNotTester",
  too_many: "trial.callTooMany",
  ended: "trial.callEnded",
  unknown: "trial.callUnknown",
}

/** What another system would have been told, or was. */
export function TrialCalls({ calls }: Pick<TrialStep, "calls">) {
  const { t } = useText()
  return (
    <>
      {calls.map(({ url, body, answer }) => (
        <details key={url} className="min-w-0">
          <summary className="txt-compact-small cursor-pointer break-all">
            {answer === null
              ? t("trial.callNotMade", { url })
              : answer.taken
                ? t("trial.callTaken", { url })
                : t(CALLS_SAID[answer.error ?? ""] ?? "trial.callRefused", {
                    ...{ url, why: answer.detail ?? answer.error ?? "–" },
                  })}
          </summary>
          <pre className="bg-ui-bg-subtle txt-compact-xsmall mt-1 overflow-x-auto rounded-md p-2">
            {JSON.stringify(body, null, 2)}
          </pre>
        </details>
      ))}
    </>
  )
}
