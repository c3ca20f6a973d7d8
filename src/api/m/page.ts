import type { MedusaResponse } from "@medusajs/framework/http"
import { escapeHtml } from "../../core/message/html-text"

const STYLE = `body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#18181b;background:#fafafa}
main{max-width:28rem;margin:15vh auto 0;padding:2rem;background:#fff;border:1px solid #e4e4e7;border-radius:12px}
h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:.5rem 0 1rem;color:#52525b}label{display:block;margin:.5rem 0}
button{font:inherit;padding:.5rem 1rem;border:0;border-radius:8px;background:#18181b;color:#fff;cursor:pointer}`

/** One small page without any outside asset. `body` is HTML made by us; texts of others must be escaped before. */
export function sendPage(
  res: MedusaResponse,
  page: { status?: number; chinese: boolean; title: string; body: string },
): void {
  const title = escapeHtml(page.title)
  res
    .status(page.status ?? 200)
    .set({
      ...PRIVATE,
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    })
    .type("html")
    .send(
      `<!doctype html><html lang="${page.chinese ? "zh" : "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${page.body}</main></body></html>`,
    )
}

/** The token in the address is somebody's key: it goes to no other site and into no cache (S27). */
export const PRIVATE = {
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
}

/** The same for every token that leads nowhere: forged, expired, of another purpose (S1, S2). */
export const sendNotFound = (res: MedusaResponse): void =>
  sendPage(res, {
    status: 404,
    chinese: false,
    title: "This link does not work",
    body: "<p>It may be incomplete. 此链接无效，可能不完整。</p>",
  })

/** The texts of these pages in the reader's language. */
export const words = (chinese: boolean) => (chinese ? CHINESE : ENGLISH)

const ENGLISH = {
  unsubscribe: "Unsubscribe",
  unsubscribeAsk: "You will receive no more marketing messages from us in this channel.",
  unsubscribed: "You are unsubscribed",
  unsubscribedMore: "You will receive no more marketing messages from us in this channel.",
  preferences: "What may we send you?",
  save: "Save",
  saved: "Saved",
  savedMore: "Your choice counts from now on.",
  test: "This was a test message: nothing is changed.",
}

const CHINESE: typeof ENGLISH = {
  unsubscribe: "退订",
  unsubscribeAsk: "退订后，您将不再通过此渠道收到我们的营销信息。",
  unsubscribed: "您已退订",
  unsubscribedMore: "您将不再通过此渠道收到我们的营销信息。",
  preferences: "您希望收到哪些信息？",
  save: "保存",
  saved: "已保存",
  savedMore: "您的选择即刻生效。",
  test: "这是一条测试信息，不会更改任何设置。",
}
