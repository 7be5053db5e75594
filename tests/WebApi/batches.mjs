import assert from "node:assert/strict";
import { test } from "node:test";
import { client } from "./client.mjs";

test("a batch answers each request in its place", async () => {
    client.startBatch();
    client.create({ collection: "leads", data: { lastname: "Batch 1" } });
    client.retrieveMultiple({ collection: "leads", select: ["lastname"], filter: "lastname eq 'Batch 1'" });
    client.count({ collection: "leads", filter: "lastname eq 'Batch 1'" });
    const [id, rows, count] = await client.executeBatch();
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(rows.value.map(r => r.lastname), ["Batch 1"]);
    assert.equal(count, 1);
});

test("requests of a change set mean rows made before by their content id", async () => {
    client.startBatch();
    client.create({ collection: "accounts", data: { name: "Batch firm" }, contentId: "1", inChangeSet: true });
    client.create({ collection: "contacts", data: { lastname: "Batch person", "parentcustomerid_account@odata.bind": "$1" }, contentId: "2", inChangeSet: true });
    client.associateSingleValued({ collection: "$1", navigationProperty: "primarycontactid", relatedKey: "$2", inChangeSet: true });
    client.update({ collection: "$2", data: { firstname: "First" }, inChangeSet: true });
    const [accountid, contactid] = await client.executeBatch();
    const account = await client.retrieve({ collection: "accounts", key: accountid, select: ["name"], expand: [{ property: "primarycontactid", select: ["fullname"] }] });
    assert.deepEqual([account.primarycontactid.contactid, account.primarycontactid.fullname], [contactid, "First Batch person"]);
});

test("a change set is done whole or not at all", async () => {
    client.startBatch();
    client.create({ collection: "leads", data: { lastname: "Batch gone" }, inChangeSet: true });
    client.create({ collection: "leads", data: { nonsense: 1 }, inChangeSet: true });
    await assert.rejects(client.executeBatch());
    assert.equal(await client.count({ collection: "leads", filter: "lastname eq 'Batch gone'" }), 0);
});

test("continueOnError answers the rest", async () => {
    client.startBatch();
    client.retrieve({ collection: "leads", key: "00000000-0000-0000-0000-000000000001", inChangeSet: false });
    client.create({ collection: "leads", data: { lastname: "Batch after" }, inChangeSet: false });
    await client.executeBatch({ continueOnError: true, inChangeSet: false }).catch(() => undefined);
    assert.equal(await client.count({ collection: "leads", filter: "lastname eq 'Batch after'" }), 1);
});
