import type { Sql } from "../database"
import { readMoments } from "./store/past"

type Asked = { names: string[]; pids: number[]; from: Date; to: Date }

/** When something of these names happened to each of these people, in milliseconds, rising. */
export const recallMoments =
  () =>
  async (sql: Sql, asked: Asked): Promise<Map<number, number[]>> => {
    const moments = new Map<number, number[]>()
    for (const { pid, at } of await readMoments(sql, asked)) {
      const others = moments.get(pid)
      if (others) others.push(at.getTime())
      else moments.set(pid, [at.getTime()])
    }
    return moments
  }

export type RecallMoments = ReturnType<typeof recallMoments>
