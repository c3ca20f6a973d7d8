import { Client } from "@medusajs/js-sdk"
import type { Problem } from "../../src/core/problem"

// Set by Medusa's admin bundler in every build.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

const backendUrl = typeof __BACKEND_URL__ === "string" ? __BACKEND_URL__ : "/"
const authType = (typeof __AUTH_TYPE__ === "string" && __AUTH_TYPE__) || "session"

const client = new Client({
  baseUrl: backendUrl,
  auth: {
    type: authType,
    jwtTokenStorageKey:
      (typeof __JWT_TOKEN_STORAGE_KEY__ === "string" && __JWT_TOKEN_STORAGE_KEY__) || undefined,
  },
})

/** The server said no. `problems` say what is wrong, where, and what to do; empty when it was not about the input. */
export class Refusal extends Error {
  readonly status: number
  readonly problems: Problem[]
  constructor(status: number, message: string, problems: Problem[]) {
    super(message)
    this.name = "Refusal"
    this.status = status
    this.problems = problems
  }
}

export type Query = Record<string, string | number | boolean | string[] | undefined | null>

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  ask<T>(path + search(query), { method: "GET", signal })

export const post = <T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> =>
  ask<T>(path, {
    method: "POST",
    signal,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  })

/** Sends a file; the browser sets the multipart boundary itself. */
export const upload = <T>(path: string, form: FormData): Promise<T> =>
  ask<T>(path, { method: "POST", body: form })

/** Saves what the server answers as a file of the reader's. */
export const download = async (path: string, name: string): Promise<void> =>
  save(await (await answerOf(path, { method: "GET" })).blob(), name)

/** What the browser's own folder for such things may be called. */
export const fileName = (name: string, ending: string): string =>
  `${name.replace(/[/\\:*?"<>|]/g, "_")}.${ending}`

/** Hands a file to the browser, which keeps it where it keeps downloads. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

export const remove = <T>(path: string): Promise<T> => ask<T>(path, { method: "DELETE" })

const ask = async <T>(path: string, init: RequestInit): Promise<T> =>
  (await (await answerOf(path, init)).json()) as T

// The SDK's own fetch keeps only the message of a refusal; we need its problems too, to show each at its field.
async function answerOf(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(new URL(path.slice(1), new URL(backendUrl, window.location.href)), {
    ...init,
    headers: { accept: "application/json", ...init.headers, ...(await authorization()) },
    credentials: authType === "session" ? "include" : "omit",
  })
  if (response.ok) return response
  const said = (await response.json().catch(() => ({}))) as { message?: string; problems?: Problem[] }
  throw new Refusal(response.status, said.message ?? response.statusText, said.problems ?? [])
}

async function authorization(): Promise<Record<string, string>> {
  if (authType !== "jwt") return {}
  const token = await client.getToken()
  return token ? { authorization: `Bearer ${token}` } : {}
}

function search(query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue
    if (Array.isArray(value)) for (const each of value) params.append(`${key}[]`, each)
    else params.append(key, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ""
}

export const problemsOf = (error: unknown): Problem[] => (error instanceof Refusal ? error.problems : [])
