import { useText } from "../i18n/use-text"

/** The name of one of our columns; a related person's three stand once for all of them, with the number. */
export function useTargetName(): (target: string) => string {
  const { t } = useText()
  return (target) => {
    const [, no, what] = /^relation_(\d)_(kind|name|birthday)$/.exec(target) ?? []
    return no
      ? t(`imports.related.${what}`, { no, defaultValue: target })
      : t(`imports.targets.${target}`, { defaultValue: target })
  }
}
