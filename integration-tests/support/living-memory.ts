import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void

/** What is held in memory now, without what nobody holds any more. */
export function livingMemory(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}
