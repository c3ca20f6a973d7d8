import { drawBelow, type Sample } from "../../../../core/segment/sample"

type People = { text: string; values: unknown[] }

/**
 * A sample of people, as SQL again. Everybody draws a number that only the seed and they themselves decide; the lowest
 * are taken. md5 says the same on every version and machine.
 */
export function drawFrom({ text, values }: People, sample: Sample): People {
  const draw = `md5($${values.length + 1}::text || ':' || who.pid)`
  const most = `$${values.length + 2}`
  if ("number" in sample)
    return {
      text: `select who.pid from (${text}) who order by ${draw} collate "C", who.pid limit ${most}::int`,
      values: [...values, sample.seed, sample.number],
    }
  return {
    text: `select who.pid from (${text}) who where ('x' || left(${draw}, 8))::bit(32)::bigint < ${most}::float8`,
    values: [...values, sample.seed, drawBelow(sample.percent)],
  }
}
