// Services of the platform beside the Web API, which there are none of here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, token, url } from "./client.mjs";
import { refused } from "./expect.mjs";

test("search, query, suggest and autocomplete are not found", async () => {
    const nothing = /Web API lives at/;
    await refused(client.search({ query: { search: "Durand" } }), 404, nothing);
    await refused(client.query({ query: { search: "Durand" } }), 404, nothing);
    await refused(client.suggest({ query: { search: "Durand" } }), 404, nothing);
    await refused(client.autocomplete({ query: { search: "Durand" } }), 404, nothing);
});

test("background operations are not found", async () => {
    await assert.rejects(client.getBackgroundOperationStatus("00000000-0000-0000-0000-000000000001"), error => error.status === 404);
    await assert.rejects(client.cancelBackgroundOperation("00000000-0000-0000-0000-000000000001"), error => error.status === 404);
});

test("a client with another token is turned away", async () => {
    const stranger = client.initializeInstance();
    stranger.setConfig({ serverUrl: url, onTokenRefresh: async () => token + "x" });
    await refused(stranger.retrieveMultiple({ collection: "leads" }), 401, /token/i);
    client.setConfig({ maxPageSize: 5000 });
});
