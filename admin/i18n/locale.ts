/**
 * The panel's language as browsers name it: Medusa says "ptBR" where they say "pt-BR", and break at anything else. What none of them
 * knows is written as in English.
 */
export function localeOf(language: string | undefined): string {
  const name = (language ?? "en").replace(/^([a-z]{2,3})[_-]?([A-Z]{2})$/, "$1-$2")
  try {
    return Intl.getCanonicalLocales(name)[0] ?? "en"
  } catch {
    return "en"
  }
}
