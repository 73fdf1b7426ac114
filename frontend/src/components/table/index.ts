export { byDecimal, byText, type DataColumn } from "./columns";
export { DataTable } from "./DataTable";
