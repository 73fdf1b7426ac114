export { Sparkline } from "./Sparkline";
