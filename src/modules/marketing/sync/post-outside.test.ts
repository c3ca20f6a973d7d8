import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { postOutside } from "./post-outside"

const body = "{}"
const post = (url: string, find: (host: string) => Promise<{ address: string; family: number }[]>) =>
  postOutside({ url, headers: {}, body }, { allow_private: false, find, patience_ms: 500 })

describe("what a name leads to decides, not the name (S19)", () => {
  it("a name that leads inside is not connected to, even if one of its addresses is outside", async () => {
    for (const inside of ["127.0.0.1", "10.1.2.3", "169.254.169.254", "fd00::1", "::ffff:127.0.0.1"]) {
      const found = [
        { address: "1.1.1.1", family: 4 },
        { address: inside, family: inside.includes(":") ? 6 : 4 },
      ]
      expect(await post("https://crm.example/", async () => found)).toMatchObject({ error: "not-allowed" })
    }
  })

  it("a name that nobody knows, and a look-up that takes for ever", async () => {
    expect(await post("https://crm.example/", () => Promise.reject(new Error("ENOTFOUND")))).toEqual({
      error: "not-found",
      detail: "crm.example",
    })
    expect(await post("https://crm.example/", () => new Promise(() => undefined))).toEqual({
      error: "too-slow",
      detail: null,
    })
  })
})

describe("a receiver inside, where the store allows it", () => {
  let server: Server
  let asked: string[]
  let port: number
  beforeAll(async () => {
    server = createServer((req, res) => {
      asked.push(String(req.headers.host))
      if (req.url !== "/hang") res.writeHead(204).end()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    port = (server.address() as AddressInfo).port
  })
  beforeEach(() => {
    asked = []
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const send = (url: string, address = "127.0.0.1") => {
    const looked: string[] = []
    const find = async (host: string) => {
      looked.push(host)
      return [{ address, family: 4 }]
    }
    return postOutside({ url, headers: {}, body }, { allow_private: true, find, patience_ms: 500 }).then(
      (failure) => ({ failure, looked }),
    )
  }

  it("is looked up once and connected to where that led: a second answer of the name is never asked for", async () => {
    // No system knows this name; only what was found can have been connected to.
    expect(await send(`http://crm.invalid:${port}/`)).toEqual({ failure: null, looked: ["crm.invalid"] })
    expect(asked).toEqual([`crm.invalid:${port}`])
  })

  it("that does not answer in time is left, one that is not there is told so", async () => {
    expect((await send(`http://crm.invalid:${port}/hang`)).failure).toEqual({
      error: "too-slow",
      detail: null,
    })
    expect((await send("http://crm.invalid:1/")).failure).toMatchObject({ error: "unreachable" })
  })
})
