import "@cloudscape-design/global-styles/index.css";
import "../../theme/generated/theme.css";
import "./fonts.css";
import "./base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "../lib/api/client";
import { startDisplay } from "../lib/display";
import { startI18n } from "../lib/i18n";
import { createDashboardRouter } from "./router";

const place = document.getElementById("root");
if (place === null) throw new Error("The page has no #root");

startDisplay();
const router = createDashboardRouter();
// The page's own script is fetched while the texts are: neither waits for the other.
await Promise.all([startI18n(), router.load()]);
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
