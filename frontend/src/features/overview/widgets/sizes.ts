/** Heights in pixels reserved for what is still on its way. */
export const tileHeight = 138;
export const chartHeight = 320;
/** A chart without legend whose bars stand on the same line as those of one with it. */
export const plainChartHeight = chartHeight - 24;
/** The chart and the button that turns it into a table. */
export const chartBody = chartHeight + 24;
export const listHeight = 420;
export const savingsHeight = 176;
