import { createServer } from "node:http"
import request from "supertest"
import { takeUpload } from "./take-upload"

describe("a file that is too large (O4)", () => {
  it("is refused by its size, while one of just the limit is taken", async () => {
    const take = takeUpload({ fileSize: 2 ** 20, files: 1, fields: 20 })
    const server = createServer((req, res) => {
      const json = (body: unknown) => res.end(JSON.stringify(body))
      const status = (code: number) => {
        res.statusCode = code
        return { json }
      }
      take(req as never, { status } as never, (error?: unknown) => status(error ? 500 : 200).json({}))
    })
    const send = (bytes: number) =>
      request(server).post("/").attach("file", Buffer.alloc(bytes, "x"), "a.csv")
    expect((await send(2 ** 20)).status).toBe(200)
    const refused = await send(2 ** 20 + 1)
    expect(refused.status).toBe(400)
    expect(JSON.parse(refused.text).problems).toMatchObject([
      { code: "import/too-large", message: "The file is larger than 1 MB." },
    ])
  })
})

it("a file keeps its name in any script (O4)", async () => {
  const take = takeUpload()
  const server = createServer((req, res) => {
    take(req as never, {} as never, () =>
      res.end((req as { file?: { originalname: string } }).file!.originalname),
    )
  })
  const { text } = await request(server)
    .post("/")
    .attach("file", Buffer.from("email"), { filename: "客户 März.csv" })
  expect(text).toBe("客户 März.csv")
})
