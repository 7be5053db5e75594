import assert from "node:assert/strict";
import { before, test } from "node:test";
import { client } from "./client.mjs";

const names = Array.from({ length: 7 }, (_, i) => `Query ${i}`);
const filter = "startswith(lastname,'Query ')";

before(async () => {
    for (const lastname of names) {
        await client.create({ collection: "leads", data: { lastname, revenue: 10 } });
    }
});

test("retrieveMultiple filters, orders, selects, cuts and counts", async () => {
    const answer = await client.retrieveMultiple({ collection: "leads", select: ["lastname"], filter, orderBy: ["lastname desc"], top: 3 });
    assert.deepEqual(answer.value.map(l => l.lastname), ["Query 6", "Query 5", "Query 4"]);
    assert.equal((await client.retrieveMultiple({ collection: "leads", select: ["lastname"], filter, count: true })).oDataCount, 7);
});

test("pages follow their links, and retrieveAll follows them all", async () => {
    const first = await client.retrieveMultiple({ collection: "leads", select: ["lastname"], filter, orderBy: ["lastname"], maxPageSize: 3 });
    assert.equal(first.value.length, 3);
    const second = await client.retrieveMultiple({ collection: "leads", select: ["lastname"], maxPageSize: 3 }, first.oDataNextLink);
    assert.deepEqual(second.value.map(l => l.lastname), names.slice(3, 6));
    const all = await client.retrieveAll({ collection: "leads", select: ["lastname"], filter, orderBy: ["lastname"], maxPageSize: 2 });
    assert.deepEqual(all.value.map(l => l.lastname), names);
});

test("count and countAll say how many rows there are", async () => {
    assert.equal(await client.count({ collection: "leads", filter }), 7);
    assert.equal(await client.countAll({ collection: "leads", filter, select: ["leadid"] }), 7);
});

test("apply groups and sums", async () => {
    const answer = await client.retrieveMultiple({ collection: "leads", apply: `filter(${filter})/aggregate(revenue with sum as total,$count as rows)` });
    assert.deepEqual([answer.value[0].total, answer.value[0].rows], [70, 7]);
});

test("fetch and fetchAll run FetchXML, page by page", async () => {
    const fetchXml = "<fetch count='3'><entity name='lead'><attribute name='lastname'/><order attribute='lastname'/><filter><condition attribute='lastname' operator='like' value='Query %'/></filter></entity></fetch>";
    const first = await client.fetch({ collection: "leads", fetchXml, pageNumber: 1, includeAnnotations: "*" });
    assert.equal(first.value.length, 3);
    assert.equal(first.PagingInfo.nextPage, 2);
    const second = await client.fetch({ collection: "leads", fetchXml, pageNumber: 2, pagingCookie: first.PagingInfo.cookie, includeAnnotations: "*" });
    assert.deepEqual(second.value.map(l => l.lastname), names.slice(3, 6));
    assert.deepEqual((await client.fetchAll({ collection: "leads", fetchXml, includeAnnotations: "*" })).value.map(l => l.lastname), names);
});

test("parameter aliases and expanded collections", async () => {
    const answer = await client.retrieveMultiple({ collection: "leads", select: ["lastname"], filter: "lastname eq @name", queryParams: ["@name='Query 1'"], expand: [{ property: "Lead_Tasks", select: ["subject"] }] });
    assert.deepEqual(answer.value.map(l => [l.lastname, l.Lead_Tasks.length]), [["Query 1", 0]]);
});
