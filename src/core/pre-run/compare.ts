import type { PreRunResult } from "./result"

/** `sent`: null where nothing is sent. */
export type NodeChange = {
  node: string
  heads: [before: number, after: number]
  sent: [before: number, after: number] | null
}

/** Nodes whose heads or messages differ between two pre-runs, in the order of the later one; nodes of one of them only have 0 in the other. */
export function changesBetween(before: PreRunResult, after: PreRunResult): NodeChange[] {
  const [earlier, later] = [before, after].map(
    ({ nodes }) => new Map(nodes.map((node) => [node.node, node])),
  ) as [Map<string, PreRunResult["nodes"][number]>, Map<string, PreRunResult["nodes"][number]>]
  const all = new Set([...later.keys(), ...earlier.keys()])
  return [...all].flatMap((node): NodeChange[] => {
    const [was, is] = [earlier.get(node), later.get(node)]
    const heads: NodeChange["heads"] = [was?.in ?? 0, is?.in ?? 0]
    const sends = was?.messages || is?.messages
    const sent: [number, number] = [was?.messages?.sent ?? 0, is?.messages?.sent ?? 0]
    if (heads[0] === heads[1] && sent[0] === sent[1]) return []
    return [{ node, heads, sent: sends ? sent : null }]
  })
}
