import type { LiquidEngines } from "../../../channels/liquid"
import { escapeHtml } from "../../../core/message/html-text"
import { isWebAddress, type TrackLink, trackHtml, trackText } from "../../../core/message/tracked-links"
import { type CompiledContent, renderContent } from "./content-forms"
import { randomToken } from "./tokens"
import { type LinkGround, linksOf, type Variables } from "./variables"

export type NewLink = { token: string; send_id: number; target: string }
export type Rendered = {
  content: Record<string, unknown>
  headers: Record<string, string>
  links: NewLink[]
}

/**
 * One message as this person will get it: Liquid filled in, links tracked, and for HTML the opt-out line (where the
 * merchant has none) and the open pixel. Throws when the result is not what the channel's schema asks for.
 */
export function renderMessage(
  liquid: LiquidEngines,
  compiled: CompiledContent,
  send: { id: number; token: string; topic: string; language: string | null },
  variables: Variables,
  ground: LinkGround,
): Rendered {
  const own = linksOf(ground, send.token)
  const marketing = send.topic !== "notice"
  const links = new Map<string, NewLink>()
  const track: TrackLink = (target) => {
    // Our own pages act by themselves; the opt-out must not look like a click.
    if (target.startsWith(`${ground.publicUrl}/m/`)) return target
    const known = links.get(target) ?? { token: randomToken(), send_id: send.id, target }
    links.set(target, known)
    return `${ground.publicUrl}/m/c/${known.token}`
  }

  const content = renderContent(liquid, compiled, variables)
  const fit = compiled.channel.content.safeParse(content)
  if (!fit.success) throw new Error(fit.error.issues[0]!.message)
  for (const [key, kind] of Object.entries(compiled.channel.templates)) {
    const text = content[key]
    if (typeof text !== "string") continue
    if (kind === "html")
      content[key] = withPixel(
        trackHtml(marketing ? withOptOut(text, own.unsubscribe, send.language) : text, track),
        own.open,
      )
    else if (kind === "text") content[key] = trackText(text, track)
    else if (isWebAddress(text)) content[key] = track(text)
  }
  return { content, headers: marketing ? optOutHeaders(own.unsubscribe) : {}, links: [...links.values()] }
}

/** RFC 2369 and RFC 8058: the mail program's own unsubscribe button, which posts and never follows a link. */
const optOutHeaders = (url: string): Record<string, string> => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
})

function withOptOut(html: string, url: string, language: string | null): string {
  if (html.includes(url) || html.includes(escapeHtml(url))) return html
  const words = language?.toLowerCase().startsWith("zh") ? "退订" : "Unsubscribe"
  return beforeEnd(
    html,
    `<p style="font-size:12px;color:#6b7280"><a href="${escapeHtml(url)}">${words}</a></p>`,
  )
}

const withPixel = (html: string, url: string): string =>
  beforeEnd(html, `<img src="${escapeHtml(url)}" width="1" height="1" alt="" style="display:none">`)

function beforeEnd(html: string, piece: string): string {
  const end = html.toLowerCase().lastIndexOf("</body")
  return end < 0 ? html + piece : html.slice(0, end) + piece + html.slice(end)
}
