import { useChannels } from "../api/catalogue"
import type { Content } from "../api/templates"
import { ContentPreview } from "../form/content-preview"

/** What a message card would send; nothing of other cards. */
export function MessagePreview({ kind, settings }: { kind: string; settings: Record<string, unknown> }) {
  const channels = useChannels()
  const channel = channels.data?.channels.find((c) => `message:${c.id}` === kind)
  if (!channel || !settings.content) return null
  return <ContentPreview channel={channel} content={settings.content as Content} />
}
