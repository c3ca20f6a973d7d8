import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { errorsIn } from "../../src/core/problem"
import { type Rows, readRows, writeRows } from "../compat/rows"
import { type Act, goHalfWay, outcomeOf, play, START, THEN, ZONE } from "../compat/story"
import { createWorld, type World } from "../support/world"

type HalfWay = { at: string; then: Act[]; rows: Rows }

const FOLDER = path.join(__dirname, "../compat")
const releases = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const fileOf = (release: string, name: string) => path.join(FOLDER, release, `${name}.json`)
const read = <T>(release: string, name: string): T => JSON.parse(readFileSync(fileOf(release, name), "utf8"))
/** A row a line, so that somebody can read it. */
const write = (release: string, name: string, value: unknown) => {
  const text = JSON.stringify(value, null, 1)
    .replace(/\n {4,}(\S)/g, (_, first) => ` ${first}`)
    .replace(/\n {3}([}\]])/g, (_, last) => ` ${last}`)
  writeFileSync(fileOf(release, name), `${text}\n`)
}

const inWorld = async (act: (world: World) => Promise<void>): Promise<void> => {
  const world = await createWorld({ start: START, options: { timezone: ZONE } })
  try {
    await act(world)
  } finally {
    await world.end()
  }
}

/** Stored stays that each release goes on with (GUARANTEES, history replay). */
const ENOUGH = 200

const recording = process.env.RECORD_COMPAT

if (recording)
  describe("recording a release", () => {
    it("keeps the half-way state and how it ended", () =>
      inWorld(async (world) => {
        await goHalfWay(world)
        // What nobody recorded nobody could break: every kind and trigger is in one of the plans.
        const drawn = await world.database.rows<{ kind: string }>(
          "select distinct node ->> 'kind' as kind from marketing_plan_version, jsonb_array_elements(canvas -> 'nodes') node",
        )
        const missing = [...world.marketing.registry.kinds.keys()].filter(
          (kind) => !drawn.some((one) => one.kind === kind),
        )
        expect(missing).toEqual([])
        mkdirSync(path.join(FOLDER, recording), { recursive: true })
        const rows = await readRows(world.database)
        write(recording, "half-way", { at: await world.clock.now(), then: THEN, rows })
        for (const act of THEN) await play(world, act)
        write(recording, "outcome", await outcomeOf(world))
      }))
  })

if (!recording)
  describe("people who were half-way under an older release (P20)", () => {
    it("are more than two hundred, in plans of every type", () => {
      const kept = releases.map(({ name }) => read<HalfWay>(name, "half-way").rows)
      const stays = kept.flatMap((rows) => rows.marketing_enrollment ?? [])
      expect(stays.filter(({ state }) => state === "inside").length).toBeGreaterThanOrEqual(ENOUGH)
      const types = kept.flatMap((rows) => rows.marketing_plan ?? []).map(({ type }) => type)
      expect(new Set(types)).toEqual(new Set(["one_time", "recurring", "triggered"]))
      expect(kept.some((rows) => rows.marketing_review?.length)).toBe(true)
    })

    it.each(releases.map(({ name }) => name))("finish as they would have under %s", (release) =>
      inWorld(async (world) => {
        const { at, then, rows } = read<HalfWay>(release, "half-way")
        const outcome = read<string[]>(release, "outcome")
        for (const table of ["event", "step_log"] as const)
          await world.marketing.ensureMonths({ table, from: new Date(START), to: new Date(at) })
        await writeRows(world.database, rows)
        world.clock.set(at)

        const plans = await world.database.rows<{ no: number; id: string; version: number }>(
          "select p.no, p.id, v.version from marketing_plan p join marketing_plan_version v on v.plan_no = p.no",
        )
        expect(plans.length).toBeGreaterThan(0)
        for (const { no, id, version } of plans) {
          const drawing = await world.marketing.readDrawing(no, version)
          expect([...drawing.stops.values()].flatMap((stop) => stop.broken ?? [])).toEqual([])
          expect(errorsIn((await world.marketing.checkPlan({ plan_id: id })).problems)).toEqual([])
        }
        expect(await outcomeOf(world)).not.toEqual(outcome)
        for (const act of then) await play(world, act)
        expect(await outcomeOf(world)).toEqual(outcome)
      }),
    )
  })
