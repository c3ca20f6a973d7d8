import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { escapeHtml } from "../../../../core/message/html-text"
import { labelIn } from "../../../../extension/labels"
import { door, marketingOf } from "../../../door"
import { sendNotFound, sendPage, words } from "../../page"

/** What we may send this person, channel by channel. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const read = await marketingOf(req).verbs.readPreferences(req.params.token ?? "")
  if (!read) return sendNotFound(res)
  const text = words(read.chinese)
  const boxes = read.preferences.map(({ channel, agreed }) => {
    const label = escapeHtml(labelIn(channel.label, read.chinese ? "zhCN" : "en"))
    return `<label><input type="checkbox" name="channel" value="${escapeHtml(channel.id)}"${agreed ? " checked" : ""}> ${label}</label>`
  })
  sendPage(res, {
    chinese: read.chinese,
    title: text.preferences,
    body: `${read.test ? `<p>${text.test}</p>` : ""}<form method="post">${boxes.join("")}<p><button>${text.save}</button></p></form>`,
  })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const ticked = ((req.body ?? {}) as Record<string, unknown>).channel ?? []
  const agreed = (Array.isArray(ticked) ? ticked : [ticked]).map(String)
  const reader = await marketingOf(req).verbs.savePreferences({ token: req.params.token ?? "", agreed })
  if (!reader) return sendNotFound(res)
  const text = words(reader.chinese)
  sendPage(res, {
    chinese: reader.chinese,
    title: reader.test ? text.preferences : text.saved,
    body: `<p>${reader.test ? text.test : text.savedMore}</p>`,
  })
})
