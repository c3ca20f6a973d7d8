import { Choose } from "../form/choose"
import { ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { THING_OF } from "./events"
import type { Match } from "./rule"

/** "[any of] [Tea, Coffee] + product"; nothing is shown of "any of" while there is nothing to be any of. */
export function ThingMatch({
  name,
  called,
  match,
  onChange,
}: {
  name: string
  called: string
  match: Match | undefined
  onChange: (match: Match | undefined) => void
}) {
  const { t } = useText()
  const source = THING_OF[name]
  const ids = idsOf(match)
  const not = match?.not_in !== undefined || match?.is_not !== undefined
  if (!source) return null
  const put = (next: string[], but = not) =>
    onChange(next.length > 0 ? (but ? { not_in: next } : { in: next }) : undefined)
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      {ids.length > 0 ? (
        <Choose
          label={t("rules.anyOrBut", { name: called })}
          className="w-fit gap-x-1.5"
          value={not ? "not" : "in"}
          options={[
            { value: "in", label: t(`rules.thingsIn.${source}`) },
            { value: "not", label: t(`rules.thingsBut.${source}`) },
          ]}
          onChange={(way) => put(ids, way === "not")}
        />
      ) : null}
      <ThingPicker
        source={source}
        ids={ids}
        label={ids.length > 0 ? t("rules.addMore") : t(`rules.any.${source}`)}
        onChange={(next) => put(next)}
      />
    </div>
  )
}

function idsOf(match: Match | undefined): string[] {
  const given = match?.in ?? match?.not_in ?? match?.is ?? match?.is_not
  return given === undefined ? [] : [given].flat().map(String)
}
