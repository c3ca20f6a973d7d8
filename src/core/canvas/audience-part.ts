import type { Canvas, CanvasEdge } from "./schema"

/** What must be known of a kind to tell who stands where before anybody has walked a step. */
export type SettingKinds = ReadonlyMap<string, { entry?: boolean; set?: unknown; starts?: unknown }>

/** A way out of the part of a drawing in which groups are put together; `to` null: it leads nowhere. */
export type DoorOut = { node: string; port: string; to: string | null }

const isOver = (canvas: Pick<Canvas, "nodes">, kinds: SettingKinds) => {
  const kindOf = new Map(canvas.nodes.map((node) => [node.id, kinds.get(node.kind)]))
  return {
    isSet: (id: string) => kindOf.get(id)?.set !== undefined,
    isEntry: (id: string) => kindOf.get(id)?.entry === true && kindOf.get(id)?.starts === undefined,
  }
}

/**
 * Where people leave the groups and begin to walk, in the order in which the nodes were drawn; `portsOf` names the ways out
 * of a node. Who could leave by several doors leaves by the first.
 */
export function doorsOf(canvas: Canvas, kinds: SettingKinds, portsOf: (node: string) => string[]): DoorOut[] {
  const { isSet, isEntry } = isOver(canvas, kinds)
  return canvas.nodes
    .filter(({ id }) => isEntry(id) || isSet(id))
    .flatMap(({ id }) => {
      const edges = canvas.edges.filter((edge) => edge.from === id)
      const doors = portsOf(id).map((port) => ({
        node: id,
        port,
        to: edges.find((edge) => edge.port === port)?.to ?? null,
      }))
      // A group that something is made of does not walk by itself; one that leads nowhere ends there, if nothing else does.
      const leading = doors.filter(({ to }) => to !== null)
      return (leading.length > 0 ? leading : doors).filter(({ to }) => to === null || !isSet(to))
    })
}

/** The edges by which groups come to a node over sets, by the name of its input. */
export const comingTo = (canvas: Canvas, node: string, input: string): CanvasEdge[] =>
  canvas.edges.filter((edge) => edge.to === node && edge.input === input)
