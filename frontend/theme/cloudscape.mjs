// Repaints every themeable Cloudscape token: each stock colour is looked up in a ramp per mode,
// so a token added by a later release is repainted too, or fails the build if its colour is unknown.

const primary = {
  light: {
    "#006ce0": "primary",
    "#004a9e": "primary-strong",
    "#002b66": "primary-strong",
    "#f0fbff": "primary-wash",
    "#d1f1ff": "#d3e5d8",
    "#b8e7ff": "#b5d3c1",
  },
  dark: {
    "#42b4ff": "primary",
    "#75cfff": "primary-strong",
    "#006ce0": "#2c7a5a",
    "#002b66": "#1f4836",
    "#001129": "primary-wash",
    "#f0fbff": "primary-wash",
  },
};

const neutral = {
  light: {
    "#ffffff": "sheet",
    "#f9f9fa": "#fbf9f4",
    "#f8f8f8": "shade",
    "#f6f6f9": "#f6f2e9",
    "#f3f3f7": "shade",
    "#ebebf0": "#ebe5d9",
    "#dedee3": "#e0d9cb",
    "#c6c6cd": "rule",
    "#b4b4bb": "#bdb5a5",
    "#a4a4ad": "#a1998a",
    "#8c8c94": "rule-strong",
    "#656871": "ink-soft",
    "#424650": "#45413a",
    "#333843": "#37342e",
    "#0f141a": "ink",
  },
  dark: {
    "#ffffff": "#fbf9f2",
    "#f9f9fa": "#fbf9f2",
    "#ebebf0": "ink-heading",
    "#dedee3": "#e3e0d5",
    "#c6c6cd": "ink",
    "#b4b4bb": "#bbb8ab",
    "#a4a4ad": "ink-soft",
    "#8c8c94": "#8e8c80",
    "#656871": "rule-strong",
    "#424650": "rule",
    "#333843": "#2f3630",
    "#282c34": "shade",
    "#232b37": "#2a312b",
    "#1b232d": "shade",
    "#161d26": "sheet",
    "#131920": "#1f2520",
    "#0f141a": "on-primary",
  },
};

const status = {
  light: {
    "#db0000": "brick",
    "#fff5f5": "brick-wash",
    "#00802f": "moss",
    "#effff1": "moss-wash",
    "#855900": "amber",
    "#fffef0": "amber-wash",
    "#ffe347": "#eec25f",
    "#7300e5": "#6d3f80",
  },
  dark: {
    "#db0000": "#b0402b",
    "#ff7a7a": "brick",
    "#1f0000": "brick-wash",
    "#00802f": "#3f7320",
    "#2bb534": "moss",
    "#001401": "moss-wash",
    "#fbd332": "amber",
    "#191100": "amber-wash",
    "#ffe347": "#eec25f",
    "#bf80ff": "#b98ccb",
  },
};

const named = {
  "color-background-layout-main": ["paper", "paper"],
  "color-background-layout-panel": ["paper", "paper"],
  "color-background-layout-toolbar": ["sheet", "sheet"],
  "color-background-backdrop": ["rgba(29, 33, 30, 0.55)", "rgba(8, 11, 9, 0.7)"],
  "color-border-layout": ["rule", "rule"],
  "color-text-heading-default": ["ink-heading", "ink-heading"],
  "color-text-status-info": ["slate", "slate"],
  "color-border-status-info": ["slate", "slate"],
  "color-background-status-info": ["slate-wash", "slate-wash"],
  "color-background-notification-blue": ["slate", "#2f6072"],
  "color-background-flashbar-info": ["slate", "#2f6072"],
  "color-background-badge-blue": ["slate", "#2f6072"],
  "color-background-badge-grey": ["#5d574b", "#4a4f49"],
};

const scalars = {
  borderRadiusContainer: "8px",
  borderRadiusButton: "6px",
  borderRadiusInput: "6px",
  borderRadiusDropdown: "8px",
  borderRadiusItem: "6px",
  borderRadiusAlert: "8px",
  borderRadiusFlashbar: "8px",
  borderRadiusPopover: "8px",
  borderRadiusBadge: "4px",
  borderRadiusToken: "6px",
  borderRadiusTiles: "8px",
  borderWidthButton: "1px",
  fontSizeHeadingXl: "26px",
  lineHeightHeadingXl: "32px",
  letterSpacingHeadingXl: "-0.02em",
  fontWeightHeadingXl: "600",
  fontWeightHeadingL: "600",
  fontWeightHeadingM: "600",
  fontWeightHeadingS: "600",
  fontWeightButton: "600",
};

const camel = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

function repaint(stock, mode, tokens, where) {
  const target =
    primary[mode][stock.toLowerCase()] ??
    neutral[mode][stock.toLowerCase()] ??
    status[mode][stock.toLowerCase()];
  if (target === undefined) throw new Error(`No ${mode} colour for ${stock} of ${where}`);
  return target.startsWith("#") ? target : tokens[mode][target];
}

function colour(name, value, tokens) {
  if (named[name]) {
    const [light, dark] = named[name];
    return {
      light: tokens.light[light] ?? light,
      dark: tokens.dark[dark] ?? dark,
    };
  }
  if (!/^#[0-9a-f]{6}$/i.test(value.light)) return null;
  return {
    light: repaint(value.light, "light", tokens, name),
    dark: repaint(value.dark, "dark", tokens, name),
  };
}

const skipped = /^color-(charts|severity)|severity|avatar|gen-ai|placeholder-(active|hover)|board-/;

/** The stock tokens repainted: the `tokens` record that Cloudscape's theming understands. */
export function brandTokens(stock, tokens) {
  const out = { ...scalars, fontFamilyBase: tokens.font.base, fontFamilyHeading: tokens.font.base };
  out.fontFamilyMonospace = tokens.font.mono;
  for (const [name, { $value }] of Object.entries(stock)) {
    if (typeof $value !== "object" || !("light" in $value) || skipped.test(name)) continue;
    const value = colour(name, $value, tokens);
    if (value !== null) out[camel(name)] = value;
  }
  return out;
}
