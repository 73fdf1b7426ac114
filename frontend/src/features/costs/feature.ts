import { defineFeature } from "../../lib/feature";
import { validateSearch } from "./address";

export const feature = defineFeature({
  id: "costs",
  path: "/costs",
  level: "visibility",
  order: 2,
  titleKey: "costs:title",
  shortcut: "c",
  component: () => import("./page"),
  validateSearch,
});
