import { writeSync } from "node:fs"
import { connectDatabase } from "../../src/modules/marketing/database"
import type { Death, Errand } from "./child"
import { begin, work } from "./life"
import { layLines } from "./lines"

process.once("message", ({ url, now, fate }: Errand) => {
  const life = begin({
    url,
    outside: connectDatabase(url, { size: 4 }),
    lines: layLines(),
    now: () => new Date(now),
    fate,
    die: (point, { sends, claiming }) => {
      writeSync(process.stdout.fd, JSON.stringify({ point, sends: [...sends], claiming } satisfies Death))
      process.kill(process.pid, "SIGKILL")
    },
  })
  work(life).then(
    () => process.exit(0),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
})
