import { useChannels } from "../api/catalogue"
import { type Content, useTemplate } from "../api/templates"
import { ContentPreview } from "../form/content-preview"

/** What a message card would send, written in it or kept as a template; nothing of other cards. */
export function MessagePreview({ kind, settings }: { kind: string; settings: Record<string, unknown> }) {
  const channels = useChannels()
  const { template_id } = settings
  const template = useTemplate(typeof template_id === "string" && template_id ? template_id : undefined)
  const channel = channels.data?.channels.find((c) => `message:${c.id}` === kind)
  const content = (settings.content as Content | undefined) ?? template.data?.template.content
  if (!channel || !content) return null
  return <ContentPreview channel={channel} content={content} />
}
