export type { WidgetNotes, WidgetState } from "./state";
export { useWidget } from "./useWidget";
export { Widget } from "./Widget";
