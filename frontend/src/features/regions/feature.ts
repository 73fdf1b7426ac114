import { defineFeature } from "../../lib/feature";

export const feature = defineFeature({
  id: "regions",
  path: "/regions",
  level: "visibility",
  order: 6,
  titleKey: "regions:title",
  shortcut: "m",
  component: () => import("./page"),
});
