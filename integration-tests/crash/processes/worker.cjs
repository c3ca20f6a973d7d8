// A worker as a process of its own. TypeScript is read as Medusa reads it.
require("ts-node").register({ swc: true, transpileOnly: true })
require("./worker-main.ts")
