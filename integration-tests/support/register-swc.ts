import { createRequire } from "node:module"

// Medusa requires .ts files (medusa-config, routes, subscribers) with CommonJS; this teaches require to read them.
const require = createRequire(import.meta.url)
require("ts-node").register({ swc: true, transpileOnly: true })

// Its logger asks for the level when it is first required, which may be before a store is booted.
process.env.LOG_LEVEL ??= "error"
