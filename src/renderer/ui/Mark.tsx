/** The program's mark: a vaccine's drop that is being sent. Same colors in both themes. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#0f6b74" />
      <path
        fill="#fff"
        d="M16 27.6a8.6 8.6 0 0 0 8.6-8.6c0-2.5-1.2-4.8-3.7-6.8-2.4-2-4.2-4.8-4.9-7.8-.7 3-2.5 5.8-4.9 7.8-2.5 2-3.7 4.3-3.7 6.8a8.6 8.6 0 0 0 8.6 8.6Z"
      />
      <path
        fill="none"
        stroke="#0f6b74"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M16 23.8v-7.6m-3.6 3.3 3.6-3.6 3.6 3.6"
      />
    </svg>
  );
}
