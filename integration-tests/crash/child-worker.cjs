// A worker that is killed for real. TypeScript is read as Medusa reads it.
require("ts-node").register({ swc: true, transpileOnly: true })
require("./child-worker-main.ts")
