import type { CanvasNode } from "../schema"

/** What the editor knows of a card's ways in and out; it follows from the card's kind and settings. */
export type Ways = {
  /** Ids of the ways out. */
  ports: (node: CanvasNode) => string[]
  /** Names of the ways in; none for a card where people begin and for one that stands beside the ways. */
  inputs: (node: CanvasNode) => string[]
  /** The ways out by which people go on when the card is put between two others. */
  along: (node: CanvasNode) => string[]
  /** The ways out that do not turn people away: where the next card is meant when nobody says where. */
  main: (node: CanvasNode) => string[]
  /** Takes everybody at once, so that it matters by which way in somebody came. */
  gathers: (node: CanvasNode) => boolean
}
