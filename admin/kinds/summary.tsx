import type { CatalogueKind, Port } from "../api/catalogue"
import { type ThingSource, useThingNames } from "../api/things"
import type { DrawnNode } from "../canvas/use-cards"
import { useText } from "../i18n/use-text"
import type { Rule } from "../rules/rule"
import { useSentenceOf } from "../rules/use-sentence-of"

type Settings = Record<string, unknown>
type Props = { node: DrawnNode; kind: CatalogueKind | undefined }

/** One plain line: what this node will do with its settings. */
export function Summary({ node, kind }: Props) {
  const { t, label } = useText()
  const settings = node.settings
  if (!kind) return <>{t("canvas.unknownKind", { kind: node.kind })}</>
  if (node.card?.unfit) return <>{t("canvas.unfit")}</>
  if (node.kind === "segment" || node.kind === "list")
    return <NameOf source="segment" id={settings.segment_id} />
  if (node.kind === "benefit:coupon") return <NameOf source="coupon_template" id={settings.template_id} />
  if (node.kind === "conditions" || node.kind === "filter") return <Sentence rule={settings.rule} />
  if (node.kind.startsWith("message:") && settings.template_id)
    return <NameOf source="message_template" id={settings.template_id} />
  if (node.kind.startsWith("message:")) return <>{messageLine(settings) || t("canvas.noContent")}</>
  const line = node.card
    ? label(node.card.summary)
    : (lineFor(node.kind, settings, t) ?? label(kind.explanation))
  if (node.kind === "goal" && settings.rule)
    return (
      <>
        {line}: <Sentence rule={settings.rule} />
      </>
    )
  if (typeof settings.segment_id !== "string") return <>{line}</>
  return (
    <>
      {line}: <NameOf source="segment" id={settings.segment_id} />
    </>
  )
}

type Line = (settings: Settings, t: ReturnType<typeof useText>["t"]) => string

const LINES: Record<string, Line> = {
  wait: (s, t) =>
    s.unit && typeof s.amount === "number"
      ? t(`canvas.lines.wait_${s.unit}`, { count: Number(s.amount) })
      : t("canvas.notChosen"),
  "split-test": (s) =>
    variantsOf(s)
      .map((v) => `${v.name} ${v.share}%`)
      .join(" / "),
  tags: (s, t) =>
    [
      ...words(s.add).map((tag) => t("canvas.lines.addTag", { tag })),
      ...words(s.remove).map((tag) => t("canvas.lines.removeTag", { tag })),
    ].join(", "),
  "benefit:points": (s, t) =>
    typeof s.amount !== "number"
      ? t("canvas.notChosen")
      : s.expires_in_days
        ? t("canvas.lines.pointsFor", { count: Number(s.amount), days: s.expires_in_days })
        : t("canvas.lines.points", { count: Number(s.amount) }),
  exit: (_, t) => t("canvas.lines.exit"),
}

const lineFor = (kind: string, settings: Settings, t: Parameters<Line>[1]): string | undefined =>
  LINES[kind]?.(settings, t)

const words = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function messageLine(settings: Settings): string | undefined {
  const content = (settings.content ?? {}) as Record<string, string>
  const line = content.subject ?? content.title ?? content.text ?? content.body
  // On a card a variable is a name, not a program.
  return line?.replace(/\{\{\s*([\w.]+)[^}]*\}\}/g, (_, name: string) => `[${name.split(".").at(-1)}]`)
}

function NameOf({ source, id }: { source: ThingSource; id: unknown }) {
  const { t } = useText()
  const names = useThingNames(source, typeof id === "string" && id ? [id] : [])
  if (typeof id !== "string" || !id) return <>{t("canvas.notChosen")}</>
  return <>{names.data?.[id] ?? "…"}</>
}

function Sentence({ rule }: { rule: unknown }) {
  const { t } = useText()
  const sentence = useSentenceOf((rule as Rule | undefined) ?? null)
  if (!rule) return <>{t("canvas.notChosen")}</>
  return <>{sentence.data?.text ?? "…"}</>
}

const variantsOf = (settings: Settings): { id: string; name: string; share: number }[] =>
  Array.isArray(settings.variants) ? settings.variants.filter(Boolean) : []

/** The ways out of a node: fixed by its kind, or made by its settings. */
export function portsOf(node: DrawnNode, kind: CatalogueKind | undefined): Port[] {
  if (node.card) return node.card.ports
  if (kind?.ports) return kind.ports
  return variantsOf(node.settings).map((v) => ({ id: v.id, label: { en: v.name, zhCN: v.name } }))
}

/** The ways into a node; of a card that nobody knows, those that lead to it. */
export function inputsOf(
  node: DrawnNode,
  kind: CatalogueKind | undefined,
  edges: { to: string; input: string }[],
): string[] {
  if (node.card) return node.card.inputs
  if (kind?.inputs) return kind.inputs
  if (kind?.entry) return []
  const drawn = edges.filter((edge) => edge.to === node.id).map((edge) => edge.input)
  return drawn.length > 0 ? [...new Set(drawn)] : ["in"]
}
