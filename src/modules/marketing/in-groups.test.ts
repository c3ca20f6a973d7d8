import { inGroups } from "./in-groups"

describe("writing in groups", () => {
  const slow = (fails: (items: number[]) => boolean = () => false) => {
    const groups: number[][] = []
    const write = async (items: number[]) => {
      groups.push([...items])
      await new Promise((resolve) => setImmediate(resolve))
      if (fails(items)) throw new Error(`not ${items}`)
    }
    return { groups, put: inGroups(write) }
  }

  it("takes what came meanwhile along, and nobody is told before it is written", async () => {
    const { groups, put } = slow()
    await Promise.all([put([1]), put([2]), put([3])])
    const first = put([4])
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
    await Promise.all([first, put([5]), put([6, 7])])
    expect(groups.flat()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(groups.length).toBeLessThan(5)
  })

  it("tells everyone of a group that failed, and nobody of the next", async () => {
    const { put } = slow((items) => items.includes(1))
    const first = [put([1]), put([2])]
    expect((await Promise.allSettled(first)).map((one) => one.status)).toEqual(["rejected", "rejected"])
    await expect(put([3])).resolves.toBeUndefined()
  })
})
