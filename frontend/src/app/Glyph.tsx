const shapes = {
  sun: "M8 4.9a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13",
  moon: "M13.2 9.7A5.8 5.8 0 0 1 6.3 2.8a5.8 5.8 0 1 0 6.9 6.9z",
  screen: "M2 3h12v8H2zM6 13.8h4M8 11v2.8",
  loose: "M2 3.5h12M2 8h12M2 12.5h12",
  tight: "M2 3h12M2 5.5h12M2 8h12M2 10.5h12M2 13h12",
  menu: "M2 4h12M2 8h12M2 12h12",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4 14 14",
} as const;

/** Small line drawings of the top bar. */
export function Glyph({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg className="ls-glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
