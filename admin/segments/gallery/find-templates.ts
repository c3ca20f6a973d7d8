import type { SegmentTemplate } from "../../api/segment-templates"

/** Those in whose texts, of either language, every word of the search stands. */
export function findTemplates(templates: SegmentTemplate[], q: string): SegmentTemplate[] {
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
export function inGroups(templates: SegmentTemplate[]) {
  const groups = new Map<string, { group: SegmentTemplate["group"]; templates: SegmentTemplate[] }>()
  for (const template of templates) {
    const known = groups.get(template.group.id)
    if (known) known.templates.push(template)
    else groups.set(template.group.id, { group: template.group, templates: [template] })
  }
  return [...groups.values()]
}
