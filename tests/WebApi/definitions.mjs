import assert from "node:assert/strict";
import { test } from "node:test";
import { client } from "./client.mjs";
import { refused } from "./expect.mjs";

const lead = "LogicalName='lead'";
const solutions = /takes its schema from solutions/;

test("retrieveEntity and retrieveEntities describe tables", async () => {
    const table = await client.retrieveEntity({ key: lead, select: ["EntitySetName", "ObjectTypeCode"], expand: [{ property: "Keys", select: ["LogicalName"] }] });
    assert.deepEqual([table.EntitySetName, table.ObjectTypeCode, table.Keys], ["leads", 4, []]);
    const byId = await client.retrieveEntity({ key: table.MetadataId, select: ["LogicalName"] });
    assert.equal(byId.LogicalName, "lead");
    const custom = await client.retrieveEntities({ select: ["LogicalName"], filter: "IsCustomEntity eq true" });
    assert.ok(custom.value.some(t => t.LogicalName === "mini_thing"));
    assert.ok((await client.retrieveEntities()).value.length > 40);
});

test("retrieveAttribute and retrieveAttributes describe columns, with options when cast", async () => {
    const castType = "Microsoft.Dynamics.CRM.PicklistAttributeMetadata";
    const rating = await client.retrieveAttribute({ entityKey: lead, attributeKey: "LogicalName='leadqualitycode'", castType, select: ["SchemaName"], expand: [{ property: "OptionSet", select: ["Options"] }] });
    assert.deepEqual(rating.OptionSet.Options.map(o => o.Value), [1, 2, 3]);
    const choices = await client.retrieveAttributes({ entityKey: lead, castType, select: ["LogicalName"], filter: "LogicalName eq 'leadsourcecode'" });
    assert.equal(choices.value.length, 1);
    assert.equal((await client.retrieveAttribute({ entityKey: lead, attributeKey: rating.MetadataId })).AttributeType, "Picklist");
});

test("retrieveRelationship and retrieveRelationships describe how tables are linked", async () => {
    const castType = "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata";
    const all = await client.retrieveRelationships({ castType, select: ["SchemaName", "ReferencingEntityNavigationPropertyName"], filter: "ReferencedEntity eq 'lead'" });
    const calls = all.value.find(r => r.SchemaName === "Lead_Phonecalls");
    assert.equal(calls.ReferencingEntityNavigationPropertyName, "regardingobjectid_lead_phonecall");
    assert.equal((await client.retrieveRelationship({ key: calls.MetadataId, castType, select: ["ReferencingEntity"] })).ReferencingEntity, "phonecall");
});

test("retrieveGlobalOptionSet and retrieveGlobalOptionSets describe shared choices", async () => {
    const all = await client.retrieveGlobalOptionSets({ select: ["Name"] });
    assert.ok(all.value.some(c => c.Name === "mini_colour"));
    const choice = await client.retrieveGlobalOptionSet({ key: "Name='mini_colour'", castType: "Microsoft.Dynamics.CRM.OptionSetMetadata", select: ["Options"] });
    assert.deepEqual(choice.Options.map(o => o.Label.UserLocalizedLabel.Label), ["Red", "Blue"]);
});

test("retrieveCsdlMetadata gives the service as a document", async () => {
    assert.match(await client.retrieveCsdlMetadata(), /<EntityType Name="mini_thing"/);
});

test("whatever would change the schema is refused with the remedy", async () => {
    const id = (await client.retrieveEntity({ key: lead, select: ["LogicalName"] })).MetadataId;
    const data = { MetadataId: id, SchemaName: "new_X", LogicalName: "new_x" };
    await refused(client.createEntity({ data }), 501, solutions);
    await refused(client.updateEntity({ data }), 501, solutions);
    await refused(client.createAttribute({ entityKey: id, data }), 501, solutions);
    await refused(client.updateAttribute({ entityKey: id, data }), 501, solutions);
    await refused(client.createRelationship({ data }), 501, solutions);
    await refused(client.updateRelationship({ data }), 501, solutions);
    await refused(client.deleteRelationship({ key: id }), 501, solutions);
    await refused(client.createGlobalOptionSet({ data }), 501, solutions);
    await refused(client.updateGlobalOptionSet({ data }), 501, solutions);
    await refused(client.deleteGlobalOptionSet({ key: id }), 501, solutions);
});
