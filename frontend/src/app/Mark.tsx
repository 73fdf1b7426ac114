/** Lines of a ledger resting on their ballast. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="ls-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" className="ls-mark__field" />
      <path d="M11 7.5h10M8.5 12.5h15" className="ls-mark__line" />
      <rect x="6" y="17.5" width="20" height="8" rx="2" className="ls-mark__ballast" />
    </svg>
  );
}
