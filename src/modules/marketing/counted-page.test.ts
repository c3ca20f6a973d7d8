import { countedPage } from "./counted-page"

it("a page says how long its list is, also behind its end and of no length (P21)", async () => {
  const list = ["a", "b", "c"]
  let asked = 0
  const of = (offset: number, limit: number) =>
    countedPage({ offset, limit }, async (page) => {
      asked += 1
      return list
        .slice(page.offset, page.offset + page.limit)
        .map((letter) => ({ letter, count: list.length }))
    })
  const read = async (offset: number, limit: number) => {
    const { rows, first } = await of(offset, limit)
    return [rows.map((row) => row.letter).join(""), first?.count]
  }
  expect(await read(0, 2)).toEqual(["ab", 3])
  expect(await read(2, 2)).toEqual(["c", 3])
  expect(asked).toBe(2)
  expect(await read(4, 2)).toEqual(["", 3])
  expect(await read(0, 0)).toEqual(["", 3])
  list.length = 0
  expect(await read(0, 2)).toEqual(["", undefined])
  expect(await read(5, 2)).toEqual(["", undefined])
})
