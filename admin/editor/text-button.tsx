/** A verb within a text. */
export const TextButton = ({ name, label, act }: { name: string; label?: string; act: () => void }) => (
  <button
    type="button"
    aria-label={label}
    onClick={act}
    className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover focus-visible:shadow-borders-focus rounded outline-none"
  >
    {name}
  </button>
)
