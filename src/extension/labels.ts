/** A text a merchant reads, in each language of the admin; English is the fallback. */
export type Labels = { en: string; zhCN?: string }
export type Language = keyof Labels

export const labelIn = (labels: Labels, language: Language): string => labels[language] ?? labels.en
