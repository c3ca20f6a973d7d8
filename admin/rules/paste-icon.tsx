/** Medusa's icons have no clipboard. Drawn like them: 15 px, lines of 1.5. */
export const PasteIcon = () => (
  <svg
    xmlns="http://www.w3.org/2000/svg"
    width="15"
    height="15"
    viewBox="0 0 15 15"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
  >
    <path d="M5.17 2.72H3.83c-.74 0-1.33.6-1.33 1.34v7.77c0 .74.6 1.34 1.33 1.34h7.34c.74 0 1.33-.6 1.33-1.34V4.06c0-.74-.6-1.34-1.33-1.34H9.83" />
    <path d="M6.06 1.39h2.88c.5 0 .89.4.89.89v.89c0 .49-.4.89-.89.89H6.06a.89.89 0 0 1-.89-.9v-.88c0-.5.4-.89.89-.89Z" />
    <path d="M5.17 7.17h4.66M5.17 9.83h2.66" />
  </svg>
)
