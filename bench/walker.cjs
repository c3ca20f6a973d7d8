// One worker process of the bench: moves people at "go" until nobody is due, and says so.
require("ts-node").register({ swc: true, transpileOnly: true })
const { connectDatabase } = require("../src/modules/marketing/database.ts")
const { LANES } = require("../src/modules/marketing/engine/advance.ts")
const { benchMarketing } = require("./bench-marketing.ts")

const database = connectDatabase(process.argv[2])
const marketing = benchMarketing(database)
const lane = async () => {
  while (await marketing.advance());
}
process.on("message", async (word) => {
  if (word === "go") await Promise.all(Array.from({ length: LANES }, lane))
  else await database.close()
  process.send("done")
  if (word !== "go") process.disconnect()
})
process.send("done")
