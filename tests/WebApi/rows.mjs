import assert from "node:assert/strict";
import { test } from "node:test";
import { client } from "./client.mjs";
import { refused } from "./expect.mjs";

const lead = (lastname, more = {}) => client.create({ collection: "leads", data: { lastname, ...more } });

test("create answers with the id, or with the row when asked", async () => {
    assert.match(await lead("Alpha"), /^[0-9a-f-]{36}$/);
    const row = await client.create({ collection: "leads", data: { lastname: "Beta", revenue: 12.5 }, returnRepresentation: true, select: ["lastname", "revenue"] });
    assert.deepEqual([row.lastname, row.revenue], ["Beta", 12.5]);
});

test("create below a navigation property links the new row", async () => {
    const accountid = await client.create({ collection: "accounts", data: { name: "Firm" } });
    const contactid = await client.create({ collection: "accounts", key: accountid, navigationProperty: "contact_customer_accounts", data: { lastname: "Below" } });
    const contact = await client.retrieve({ collection: "contacts", key: contactid, select: ["_parentcustomerid_value"] });
    assert.equal(contact._parentcustomerid_value, accountid);
});

test("retrieve gives the columns selected, with annotations and what they lead to", async () => {
    const accountid = await client.create({ collection: "accounts", data: { name: "Parent firm" } });
    const id = await lead("Gamma", { leadqualitycode: 1, "parentaccountid@odata.bind": `/accounts(${accountid})` });
    const row = await client.retrieve({
        collection: "leads", key: id, select: ["lastname", "leadqualitycode", "_parentaccountid_value"],
        expand: [{ property: "parentaccountid", select: ["name"] }], includeAnnotations: "*",
    });
    assert.equal(row["leadqualitycode@OData.Community.Display.V1.FormattedValue"], "Hot");
    assert.equal(row["_parentaccountid_value@Microsoft.Dynamics.CRM.lookuplogicalname"], "account");
    assert.equal(row.parentaccountid.name, "Parent firm");
    assert.ok(row["@odata.etag"]);
});

test("retrieve answers nothing when the row is as it was", async () => {
    const id = await lead("Same");
    const row = await client.retrieve({ collection: "leads", key: id, select: ["lastname"] });
    const again = await client.retrieve({ collection: "leads", key: id, select: ["lastname"], ifnonematch: row["@odata.etag"] });
    assert.ok(!again);
});

test("a row that is not there is not found", async () => {
    await refused(client.retrieve({ collection: "leads", key: "00000000-0000-0000-0000-000000000001" }), 404, /Does Not Exist/);
});

test("update changes what it names and minds the version", async () => {
    const id = await lead("Delta");
    await client.update({ collection: "leads", key: id, data: { firstname: "First" } });
    const row = await client.update({ collection: "leads", key: id, data: { jobtitle: "Chief" }, returnRepresentation: true, select: ["firstname", "jobtitle"] });
    assert.deepEqual([row.firstname, row.jobtitle], ["First", "Chief"]);
    await client.update({ collection: "leads", key: id, data: { firstname: "Second" } });
    await refused(client.update({ collection: "leads", key: id, data: { firstname: "Late" }, ifmatch: row["@odata.etag"] }).then(ok => assert.equal(ok, true)), 412, /version/i)
        .catch(error => assert.equal(error.name, "AssertionError", error.stack));
    assert.equal((await client.retrieve({ collection: "leads", key: id, select: ["firstname"] })).firstname, "Second");
});

test("updateSingleProperty changes one column", async () => {
    const id = await lead("Epsilon");
    await client.updateSingleProperty({ collection: "leads", key: id, fieldValuePair: { jobtitle: "Buyer" } });
    assert.equal((await client.retrieve({ collection: "leads", key: id, select: ["jobtitle"] })).jobtitle, "Buyer");
});

test("upsert creates, then updates, and does only one of them when told", async () => {
    const key = "aaaaaaaa-0000-0000-0000-000000000001";
    await client.upsert({ collection: "leads", key, data: { lastname: "Made" } });
    await client.upsert({ collection: "leads", key, data: { firstname: "Changed" } });
    const row = await client.retrieve({ collection: "leads", key, select: ["firstname", "lastname"] });
    assert.deepEqual([row.firstname, row.lastname], ["Changed", "Made"]);
    await client.upsert({ collection: "leads", key, data: { firstname: "Never" }, ifnonematch: "*" });
    await client.upsert({ collection: "leads", key: "aaaaaaaa-0000-0000-0000-00000000000f", data: { lastname: "Never" }, ifmatch: "*" });
    assert.equal((await client.retrieve({ collection: "leads", key, select: ["firstname"] })).firstname, "Changed");
    await refused(client.retrieve({ collection: "leads", key: "aaaaaaaa-0000-0000-0000-00000000000f" }), 404, /Does Not Exist/);
});

test("deleteRecord deletes a row, or empties a column", async () => {
    const id = await lead("Zeta", { jobtitle: "Gone soon" });
    await client.deleteRecord({ collection: "leads", key: id, property: "jobtitle" });
    assert.equal((await client.retrieve({ collection: "leads", key: id, select: ["jobtitle"] })).jobtitle, null);
    await client.deleteRecord({ collection: "leads", key: id });
    await refused(client.retrieve({ collection: "leads", key: id }), 404, /Does Not Exist/);
});

test("associate and disassociate link rows through a relationship", async () => {
    const accountid = await client.create({ collection: "accounts", data: { name: "Linked" } });
    const contactid = await client.create({ collection: "contacts", data: { lastname: "Linked" } });
    const parent = async () => (await client.retrieve({ collection: "contacts", key: contactid, select: ["_parentcustomerid_value"] }))._parentcustomerid_value;
    await client.associate({ collection: "accounts", primaryKey: accountid, relationshipName: "contact_customer_accounts", relatedCollection: "contacts", relatedKey: contactid });
    assert.equal(await parent(), accountid);
    await client.disassociate({ collection: "accounts", primaryKey: accountid, relationshipName: "contact_customer_accounts", relatedKey: contactid });
    assert.equal(await parent(), null);
});

test("associateSingleValued and disassociateSingleValued set and empty a lookup", async () => {
    const accountid = await client.create({ collection: "accounts", data: { name: "Pointed to" } });
    const contactid = await client.create({ collection: "contacts", data: { lastname: "Primary" } });
    const primary = async () => (await client.retrieve({ collection: "accounts", key: accountid, select: ["_primarycontactid_value"] }))._primarycontactid_value;
    await client.associateSingleValued({ collection: "accounts", primaryKey: accountid, navigationProperty: "primarycontactid", relatedCollection: "contacts", relatedKey: contactid });
    assert.equal(await primary(), contactid);
    await client.disassociateSingleValued({ collection: "accounts", primaryKey: accountid, navigationProperty: "primarycontactid" });
    assert.equal(await primary(), null);
});

test("callFunction and callAction call what the organisation offers", async () => {
    const me = await client.callFunction("WhoAmI");
    assert.match(me.UserId, /^[0-9a-f-]{36}$/);
    await client.callAction({ actionName: "PublishAllXml" });
});

test("impersonate acts on behalf of another user", async () => {
    const me = await client.callFunction("WhoAmI");
    const id = await client.create({ collection: "leads", data: { lastname: "By another" }, impersonate: me.UserId });
    assert.equal((await client.retrieve({ collection: "leads", key: id, select: ["_createdby_value"] }))._createdby_value, me.UserId);
    await refused(client.create({ collection: "leads", data: { lastname: "By nobody" }, impersonate: "00000000-0000-0000-0000-000000000001" }), 404, /systemuser/);
});

test("file columns are refused by name", async () => {
    const id = await lead("With file");
    const file = { collection: "leads", key: id, property: "nothing" };
    await refused(client.uploadFile({ ...file, fileName: "a.txt", data: new Uint8Array([1]) }), 404, /nothing/);
    await refused(client.downloadFile(file), 404, /nothing/);
});
