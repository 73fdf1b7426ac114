import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const onlyThroughChart = {
  group: ["echarts", "echarts/*"],
  message: "Draw through components/chart: it is the one module that loads ECharts.",
};
const drawnByUs = {
  group: [
    "@cloudscape-design/components/app-layout*",
    "@cloudscape-design/components/content-layout",
    "@cloudscape-design/components/top-navigation",
  ],
  message: "The shell draws these itself; their styles are not in the build.",
};
const onePathPerComponent = {
  name: "@cloudscape-design/components",
  message: "Import from @cloudscape-design/components/<component>: the barrel loads everything.",
};

export default tseslint.config(
  { ignores: ["node_modules", "theme", "public", "scripts", "src/lib/api/schema.ts", "*.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  hooks.configs.flat["recommended-latest"],
  a11y.flatConfigs.strict,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A scrolling region must be reachable by keyboard; an option is driven by its combobox.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region", "tabpanel"] }],
      "jsx-a11y/click-events-have-key-events": "off",
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 150, skipBlankLines: true, skipComments: true }],
      "no-restricted-imports": [
        "error",
        { paths: [onePathPerComponent], patterns: [onlyThroughChart, drawnByUs] },
      ],
    },
  },
  {
    files: ["src/features/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [onePathPerComponent],
          patterns: [
            onlyThroughChart,
            drawnByUs,
            { group: ["**/app/**"], message: "Features know components and lib, never the app." },
            { group: ["../../features/**"], message: "Features never import each other." },
          ],
        },
      ],
    },
  },
  {
    files: ["src/lib/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [onePathPerComponent],
          patterns: [
            onlyThroughChart,
            drawnByUs,
            {
              regex: "^(\\.\\./)+(app|features|components)/",
              message: "lib is the lowest layer.",
            },
          ],
        },
      ],
    },
  },
  // Playwright's fixtures call their continuation `use`, which is no hook.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  { files: ["src/components/chart/**"], rules: { "no-restricted-imports": "off" } },
);
