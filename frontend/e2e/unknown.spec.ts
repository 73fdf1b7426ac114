import { languages, speaker } from "./said";
import { expect, test, visit, widget } from "./served";

for (const language of languages) {
  test.describe(`A cost that the export does not tell, in ${language}`, () => {
    test.use({ ledger: "focus", locale: language });

    test("is called unknown wherever it would stand, never zero", async ({ page }) => {
      const speak = speaker(language);
      const unknown = speak("unknown");
      await visit(page, "/?metric=unblended");
      for (const id of ["month", "change", "changes", "unknowns"]) {
        await expect(widget(page, speak(`overview:${id}`))).toContainText(unknown);
      }
      const figure = widget(page, speak("overview:month")).locator(".ov-figure");
      await expect(figure).toHaveText(unknown);
      for (const id of ["daily", "months"]) {
        const chart = widget(page, speak(`overview:${id}`));
        await chart.getByRole("button", { name: speak("chart.show-table") }).click();
        await expect(chart.getByRole("table")).toContainText(unknown);
      }
      for (const id of ["change", "months"]) {
        await expect(widget(page, speak(`overview:${id}`))).not.toContainText(/\b0[.,]00/);
      }
      await visit(page, "/costs?metric=unblended");
      const sum = page.locator(".ls-totals__sum dd");
      await expect(sum).toHaveText(unknown);
      const groups = widget(page, speak("costs:groups.title")).locator("tbody tr");
      expect(await groups.count()).toBeGreaterThan(2);
      for (const row of await groups.all()) {
        const after = row.locator("td").nth(3);
        await expect(after).toHaveText(unknown);
      }
    });
  });
}
