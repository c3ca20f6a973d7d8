import { compile } from "../../../core/rules/compile"
import type { CompileContext } from "../../../core/rules/compile-context"
import type { Rule } from "../../../core/rules/schema"
import type { InSurroundings } from "./in-surroundings"

export type CompileRule = ReturnType<typeof compileRule>
type Given = Parameters<InSurroundings>[1] & Partial<Pick<CompileContext, "people" | "since">>

/**
 * A checked rule as SQL predicate over alias `p` (marketing_profile), with what it needs from the store: fields,
 * segments, time. Values go through `bind`.
 */
export const compileRule =
  ({ inSurroundings }: { inSurroundings: InSurroundings }) =>
  (rule: Rule, { people, since, ...given }: Given): Promise<string> =>
    inSurroundings(rule, { ...given, few: people !== undefined }, (meant, context) =>
      compile(meant, { ...context, people, since }),
    )
