import { UNKNOWN } from "../../test-support/judge";
import { Undetermined } from "../kernel/property";
import { StackView } from "../kernel/resource";
import { isSelectedForBackup } from "./backupSelections";

function isSelected(selection: Record<string, unknown>, tags: unknown = { Backup: "daily", Team: "orders" }, madeFrom: string[] = []): boolean {
  const view = new StackView([
    { urn: "selection", type: "aws:backup/selection:Selection", name: "s", properties: selection, propertyDependencies: { resources: madeFrom } },
    { urn: "table", type: "aws:dynamodb/table:Table", name: "t", properties: { arn: "arn:table", tags } },
  ]);
  const table = view.find("table");
  return table !== undefined && isSelectedForBackup(table, view);
}

const equals = (key: string, value: string): object => ({ stringEquals: [{ key: `aws:ResourceTag/${key}`, value }] });

it.each([
  ["its ARN", { resources: ["arn:other", "arn:table"] }],
  ["every resource", { resources: ["*"] }],
  [
    "one of its tags",
    {
      selectionTags: [
        { type: "STRINGEQUALS", key: "No", value: "x" },
        { type: "STRINGEQUALS", key: "Backup", value: "daily" },
      ],
    },
  ],
  ["all of its tags", { resources: ["*"], conditions: [equals("Backup", "daily"), equals("Team", "orders")] }],
])("a resource is selected by %s", (_, selection) => {
  expect(isSelected(selection)).toBe(true);
});

it.each([
  ["another ARN", { resources: ["arn:other"] }],
  ["another value of a tag", { selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "weekly" }] }],
  ["only one of the tags", { resources: ["*"], conditions: [equals("Backup", "daily"), equals("Team", "payments")] }],
  ["nothing", {}],
])("a resource is not selected by %s", (_, selection) => {
  expect(isSelected(selection)).toBe(false);
});

it("a resource is selected by what was made from it", () => {
  expect(isSelected({ resources: [UNKNOWN] }, {}, ["table"])).toBe(true);
});

it.each([
  ["an unknown resource", { resources: [UNKNOWN] }, {}],
  ["an unknown tag", { selectionTags: [{ key: "Backup", value: "daily" }] }, { Backup: UNKNOWN }],
  ["unknown tags", { selectionTags: [{ key: "Backup", value: "daily" }] }, UNKNOWN],
  ["an unknown condition", { selectionTags: [{ key: UNKNOWN, value: "daily" }] }, {}],
])("%s leaves it open", (_, selection, tags) => {
  expect(() => isSelected(selection, tags)).toThrow(Undetermined);
});
