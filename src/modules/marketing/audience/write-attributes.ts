import { whyUnfit } from "../../../core/profile/attribute"
import { asAttribute, asColumn, settableOf } from "../../../core/profile/settable"
import type { Effect, EffectResult } from "../../../extension/outcome"
import type { EffectWriter } from "../effects"
import { groupBy } from "../group-by"
import type { DefinedAttribute, ReadAttributes } from "./attributes"
import { inRounds } from "./in-rounds"
import type { NoteChanges } from "./note-changes"
import { lockProfiles, type ProfileValues, setValues } from "./store/profile-values"

export type WriteAttributes = ReturnType<typeof writeAttributes>
type Parts = { readAttributes: ReadAttributes; noteChanges: NoteChanges }
type Asked = Extract<Effect, { type: "attributes" }>

/**
 * Sets values of profiles, alike for all whom one card sets them for; several effects on one person in their order. Refused
 * with `attribute_unknown` or `attribute_value` where the store's attributes are others by now.
 */
export const writeAttributes =
  ({ readAttributes, noteChanges }: Parts): EffectWriter<"attributes"> =>
  async (tx, rows, now) => {
    const defined = new Map((await readAttributes(tx)).map((one) => [one.key, one]))
    await lockProfiles(
      tx,
      rows.map((row) => row.pid),
    )
    const results: EffectResult[] = []
    for (const round of inRounds(rows))
      for (const [effect, alike] of groupBy(round, (row) => JSON.stringify(row.effect))) {
        const values = valuesOf(JSON.parse(effect) as Asked, defined)
        const pids = alike.map((row) => row.pid)
        if (!("refused" in values)) await setValues(tx, pids, values, now)
        results.push(
          ...alike.map(({ key }) =>
            "refused" in values ? { key, done: false, reason: values.refused } : { key, done: true },
          ),
        )
      }
    await noteChanges(
      tx,
      rows.map((row) => row.pid),
    )
    return results
  }

function valuesOf(
  { values, overwrite }: Asked,
  defined: Map<string, DefinedAttribute>,
): ProfileValues | { refused: string } {
  const found: ProfileValues = { columns: {}, attributes: {}, overwrite }
  for (const [field, value] of Object.entries(values)) {
    const place = settableOf(field)
    if (!place) return { refused: "attribute_unknown" }
    if ("column" in place) {
      found.columns[place.column] = asColumn(place.column, value)
      continue
    }
    const attribute = defined.get(place.attribute)
    if (!attribute) return { refused: "attribute_unknown" }
    const fitting = value === null ? null : asAttribute(attribute.type, value)
    if (fitting === undefined || (fitting !== null && whyUnfit(attribute, fitting, "")))
      return { refused: "attribute_value" }
    found.attributes[place.attribute] = fitting
  }
  return found
}
