type Templates = Record<string, "html" | "text" | "header">

/** Says first thing that this is a test: in the subject or title, else where the text begins. */
export function markAsTest(
  content: Record<string, unknown>,
  templates: Templates,
  language: string | null,
): Record<string, unknown> {
  const of = (kind: "header" | "text") =>
    Object.keys(templates).find((key) => templates[key] === kind && typeof content[key] === "string")
  const key = of("header") ?? of("text")
  if (key === undefined) return content
  const mark = language?.toLowerCase().startsWith("zh") ? "【测试】" : "[Test] "
  return { ...content, [key]: mark + content[key] }
}

/** For the mail program's own rules. */
export const TEST_HEADER = { "X-Marketing-Test": "1" }
