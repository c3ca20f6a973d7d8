import path from "node:path"
// @ts-expect-error plain script without types
import { startNode } from "../../scripts/processes.mjs"

const cwd = path.resolve(__dirname, "../..")
const start = (program: string) => startNode(["--input-type=module", "-e", program], { cwd, env: {} })

describe("a child of a command (O1)", () => {
  it("ends at SIGINT though what it put away left something running", async () => {
    const child = start(
      'process.on("SIGINT", () => console.log("asked")); setInterval(() => 0, 1000); console.log("up")',
    )
    await vi.waitUntil(() => child.tail() === "up", { timeout: 10_000 })
    child.child.kill("SIGINT")
    await child.exited
    expect(child.tail()).toBe("up\nasked")
  }, 20_000)

  it("ends by itself when it is through", async () => {
    const child = start('console.log("done")')
    expect(await child.exited).toBe(0)
  })
})
