import { type AnyKind, defineKind } from "../../extension/kind"
import { type AnyTrigger, asStarting } from "../../extension/trigger"

/** The node that a trigger brings: people come in there, one at a time. */
export function triggerKind(trigger: AnyTrigger): AnyKind {
  const { id, icon, label, explanation, settings, summary, check, ...starts } = asStarting(trigger)
  return defineKind({
    id: `trigger:${id}`,
    group: "who",
    icon,
    label,
    explanation,
    settings,
    summary,
    check,
    starts,
    entry: true,
    ports: () => [{ id: "out", label: { en: "Comes in", zhCN: "进入" } }],
    run: () => ({ do: "go", port: "out" }),
  })
}
