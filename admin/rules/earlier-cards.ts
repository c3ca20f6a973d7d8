import { createContext } from "react"

/** The plan that is being drawn, and those of its cards that people come through before the one whose rule this is. */
export type EarlierCards = {
  plan: string
  cards: { id: string; name: string; kind: string; tells: boolean }[]
}

/** "Welcome (E-mail)": two cards may have the same name. */
export const calledInList = ({ name, kind }: Pick<EarlierCards["cards"][number], "name" | "kind">): string =>
  name === kind ? name : `${name} (${kind})`

/** Null: the rule belongs to no card. */
export const EarlierCardsContext = createContext<EarlierCards | null>(null)
