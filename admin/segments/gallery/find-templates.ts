import type { Labels } from "../../i18n/use-text"

export type Found = { label: Labels; explanation: Labels; group: { id: string; label: Labels } }

/** Those in whose texts, of either language, every word of the search stands. */
export function findTemplates<T extends Found>(templates: T[], q: string): T[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return templates.filter(({ label, explanation, group }) => {
    const text = [label, explanation, group.label]
      .flatMap((labels) => [labels.en, labels.zhCN ?? ""])
      .join("\n")
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** By scenario, both in the server's order; a guest's template joins the scenario it names. */
export function inGroups<T extends Found>(templates: T[]) {
  const groups = new Map<string, { group: T["group"]; templates: T[] }>()
  for (const template of templates) {
    const known = groups.get(template.group.id)
    if (known) known.templates.push(template)
    else groups.set(template.group.id, { group: template.group, templates: [template] })
  }
  return [...groups.values()]
}
