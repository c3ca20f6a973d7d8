import { applyTags } from "./store/tags"

export type MergeTags = ReturnType<typeof mergeTags>

/** Changes the tags of many people, each once, in the caller's transaction (see applyTags). */
export const mergeTags = () => applyTags
