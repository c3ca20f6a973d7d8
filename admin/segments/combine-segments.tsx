import { Input } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { type Definition, readDefinition } from "../../src/core/segment/definition"
import { useMakeSegment } from "../api/segments"
import { ActionDrawer } from "../form/action-drawer"
import { Choose } from "../form/choose"
import { Labelled } from "../form/labelled"
import { OneThing, ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { AudiencePreview } from "../rules/audience-preview"
import { SampleAmount } from "./sample-amount"

const WAYS = ["union", "intersect", "exclude", "percent", "number"] as const
type Way = (typeof WAYS)[number]

/** Makes a segment of others: all of their people, those in each, one without others, or a random part of one. */
export function CombineSegments({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const go = useNavigate()
  const make = useMakeSegment()
  const [name, setName] = useState("")
  const [way, setWay] = useState<Way>("union")
  const [several, setSeveral] = useState<string[]>([])
  const [one, setOne] = useState<string>()
  const [without, setWithout] = useState<string[]>([])
  const [amount, setAmount] = useState("10")
  const ofOne = way !== "union" && way !== "intersect"
  const definition = definitionOf(way, ofOne ? one : several, without, Number(amount))
  const meant = definition && "sample" in definition ? null : ruleOf(definition)
  return (
    <ActionDrawer
      title={t("segments.combine.title")}
      text={t("segments.combine.text")}
      verb={t("segments.create")}
      ready={Boolean(name.trim() && definition)}
      act={async () => {
        const made = await make.mutateAsync({ name: name.trim(), definition: definition! })
        await go(`/marketing/segments/${made.segment.id}`)
      }}
      failed="segments.notSaved"
      onClose={onClose}
    >
      <Labelled label={t("segments.name")}>
        {(id) => <Input id={id} value={name} onChange={(e) => setName(e.target.value)} />}
      </Labelled>
      <Labelled label={t("segments.combine.way")}>
        {(id) => (
          <Choose
            id={id}
            value={way}
            options={WAYS.map((one) => ({ value: one, label: t(`segments.combine.ways.${one}`) }))}
            onChange={(next) => setWay(next as Way)}
          />
        )}
      </Labelled>
      <Labelled label={t(ofOne ? "segments.combine.from" : "segments.combine.segments")}>
        {ofOne ? (
          <OneThing source="segment" id={one} onChange={setOne} label={t("segments.combine.chooseOne")} />
        ) : (
          <ThingPicker
            source="segment"
            ids={several}
            onChange={setSeveral}
            label={t("segments.combine.choose")}
          />
        )}
      </Labelled>
      {way === "exclude" ? (
        <Labelled label={t("segments.combine.without")}>
          <ThingPicker
            source="segment"
            ids={without}
            onChange={setWithout}
            label={t("segments.combine.choose")}
          />
        </Labelled>
      ) : null}
      {way === "percent" || way === "number" ? (
        <SampleAmount way={way} value={amount} onChange={setAmount} />
      ) : null}
      {meant ? <AudiencePreview rule={meant} wrong={false} /> : null}
    </ActionDrawer>
  )
}

/** Null while something is missing. */
function definitionOf(
  way: Way,
  of: string[] | string | undefined,
  without: string[],
  amount: number,
): Definition | null {
  if (of === undefined) return null
  if (typeof of !== "string")
    return of.length < 2 ? null : way === "union" ? { union: of } : { intersect: of }
  if (way === "exclude") return without.length > 0 ? { exclude: { from: of, without } } : null
  return amount > 0 ? { sample: { of, [way]: amount } } : null
}

/** What it means, to be counted before it is made; null of what does not go together. */
function ruleOf(definition: Definition | null) {
  const read = definition && readDefinition(definition)
  return read && "rule" in read ? read.rule : null
}
