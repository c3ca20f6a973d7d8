import { LONGEST_LIST, type ThingSource, useThings } from "../api/things"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"
import { Choose } from "./choose"
import { NoneYet } from "./none-yet"
import { OneThing } from "./thing-picker"

/** One of the store's things: from a list to look through, or by searching where that would be too long or does not hold it. */
export function ThingChoice({
  source,
  id,
  makeAt,
  value,
  onChange,
}: {
  source: ThingSource
  id: string
  makeAt: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { t } = useText()
  const things = useThings(source, "")
  const list = things.data
  if (things.isError) return <Failed error={things.error} retry={() => void things.refetch()} />
  const isMissing = Boolean(value && list?.every((thing) => thing.id !== value))
  if (list?.length === 0 && !isMissing) return <NoneYet makeAt={makeAt} />
  if (list && (isMissing || list.length >= LONGEST_LIST))
    return <OneThing source={source} id={value} label={t("rules.choose")} onChange={onChange} />
  return (
    <Choose
      id={id}
      className="max-w-[420px]"
      placeholder={t("rules.choose")}
      value={value}
      options={(list ?? []).map((thing) => ({ value: thing.id, label: thing.name }))}
      onChange={onChange}
    />
  )
}
