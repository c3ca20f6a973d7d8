import { type AnyBenefit, asGrantable } from "../../extension/benefit"
import { type AnyKind, defineKind } from "../../extension/kind"

/** The node that a benefit brings: it grants once, and who could not be given it takes the other way. */
export function benefitKind(benefit: AnyBenefit): AnyKind {
  const { id, icon, label, explanation, settings, summary, check, grant } = asGrantable(benefit)
  return defineKind({
    id: `benefit:${id}`,
    group: "give",
    icon,
    label,
    explanation,
    settings,
    summary,
    check,
    ports: () => [
      { id: "granted", label: { en: "Granted", zhCN: "已发放" } },
      { id: "refused", label: { en: "Not granted", zhCN: "未发放" } },
    ],
    run: ({ settings: given }) => ({
      do: "go",
      port: "granted",
      effects: grant(given),
      refused_port: "refused",
    }),
  })
}
