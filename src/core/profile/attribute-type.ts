export const ATTRIBUTE_TYPES = ["text", "number", "boolean", "date", "choice", "choices"] as const
/** What a custom attribute of profiles holds; `choice`: one of a list, `choices`: several. */
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number]
export type AttributeValue = string | number | boolean | string[]
