import { expect, it } from "vitest"
import { checkValues } from "./check-values"

it.each([
  [7, []],
  ["7", []],
  ["0", ["least"]],
  ["soon", ["whole"]],
  ["2.5", ["whole"]],
])("a number of days that is %j", (days, codes) => {
  const schema = { type: "object", properties: { days: { type: "integer", minimum: 1 } } }
  expect(checkValues(schema, { days }, "settings").map(({ values }) => values?.fit)).toEqual(codes)
})
